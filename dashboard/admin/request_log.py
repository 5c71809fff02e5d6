"""Requests in the admin."""

from __future__ import annotations

from django.contrib import admin

from dashboard.admin.base import LogAdmin
from dashboard.admin.formats import dollars, milliseconds, person
from dashboard.models.request_log import RequestLog


@admin.register(RequestLog)
class RequestLogAdmin(LogAdmin):
    """One row a request, newest first."""

    list_display = (
        "created_at",
        "method",
        "endpoint",
        "status_code",
        "latency",
        "who",
        "model_name",
        "total_tokens",
        "cost",
        "country",
    )
    list_filter = ("status_code", "method", "is_demo")
    list_select_related = ("user",)
    search_fields = ("endpoint__startswith", "model_name__exact")
    search_help_text = "Begin of an endpoint, or a model."

    @admin.display(description="latency", ordering="latency_ms")
    def latency(self, row: RequestLog) -> str:
        return milliseconds(row.latency_ms)

    @admin.display(description="cost", ordering="cost_usd")
    def cost(self, row: RequestLog) -> str:
        return dollars(row.cost_usd)

    @admin.display(description="user")
    def who(self, row: RequestLog) -> str:
        return person(row.user, row.user_id)
