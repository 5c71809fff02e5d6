"""Model calls in the admin."""

from __future__ import annotations

from django.contrib import admin

from dashboard.admin.base import LogAdmin
from dashboard.admin.formats import dollars, milliseconds
from dashboard.models.model_call import ModelCall


@admin.register(ModelCall)
class ModelCallAdmin(LogAdmin):
    """One row a call, newest first."""

    list_display = (
        "created_at",
        "model_name",
        "provider",
        "prompt_tokens",
        "completion_tokens",
        "cost",
        "cost_source",
        "latency",
        "finish_reason",
        "failed",
    )
    list_filter = ("failed", "cost_source")
    ordering = ("-id",)
    search_fields = ("model_name__exact",)
    search_help_text = "A model."

    @admin.display(description="latency")
    def latency(self, row: ModelCall) -> str:
        return milliseconds(row.latency_ms)

    @admin.display(description="cost")
    def cost(self, row: ModelCall) -> str:
        return dollars(row.cost_usd)
