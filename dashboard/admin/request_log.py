"""Requests in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from dashboard.admin import formats, request_filters, request_search
from dashboard.admin.badges import outcome_badge, severity_badge, stars, status_badge
from dashboard.admin.base import LogAdmin
from dashboard.admin.filters import TimeFilter, UserFilter
from dashboard.admin.formats import column
from dashboard.admin.related import RelatedTable, related_table
from dashboard.admin.user_page import UserPage
from dashboard.models.request_log import RequestLog

# A list in the order of one of them leaves out the rows that do not have it: an unknown
# latency is neither the shortest nor the longest.
_MEASURES = {"latency_ms", "cost_usd"}


@admin.register(RequestLog)
class RequestLogAdmin(UserPage, LogAdmin):
    """One row a request, newest first."""

    list_display = (
        "time",
        "status",
        "asked",
        "latency",
        "who",
        "shown_model",
        "tokens",
        "cost",
        "land",
    )
    list_filter = (
        TimeFilter,
        request_filters.StatusFilter,
        request_filters.LatencyFilter,
        request_filters.FirstModelFilter,
        request_filters.EndpointFilter,
        request_filters.CountryFilter,
        request_filters.CallsFilter,
        UserFilter,
    )
    search_fields = ("pk",)
    search_help_text = request_search.HELP
    joined = ("user", "user_agent")
    fieldsets = (
        (
            "Request",
            {
                "fields": (
                    ("time", "request_id"),
                    ("shown_method", "shown_endpoint"),
                    "shown_path",
                )
            },
        ),
        (
            "Answer",
            {
                "fields": (
                    ("status", "latency", "first_byte"),
                    ("error_type", "error_message"),
                )
            },
        ),
        (
            "Client",
            {
                "fields": (
                    ("account", "is_authenticated"),
                    ("ip", "where"),
                    ("visit", "is_demo"),
                    "agent",
                )
            },
        ),
        (
            "Models",
            {
                "fields": (
                    ("shown_model", "provider", "finish_reason"),
                    ("model_calls", "failed_calls", "unpriced_calls"),
                    ("prompt", "completion", "tokens"),
                    ("cost", "first_token"),
                )
            },
        ),
    )

    time = column("created_at", formats.instant, "time", "created_at")
    status = column("status_code", status_badge, "status")
    shown_method = column("method", str, "method")
    shown_path = column("path", formats.code, "path")
    shown_endpoint = column("endpoint", formats.code, "endpoint")
    latency = column("latency_ms", formats.milliseconds, "latency", "latency_ms")
    shown_model = column("model_name", lambda name: name or formats.DASH, "model")
    cost = column("cost_usd", formats.dollars, "cost", "cost_usd")
    where = column("country", formats.country, "country")
    land = column("country", formats.short_country, "country")
    request_id = column("pk", formats.code, "request id")
    first_byte = column("first_byte_ms", formats.milliseconds, "first byte")
    ip = column("ip_address", formats.code, "IP address")
    prompt = column("prompt_tokens", formats.whole, "prompt tokens")
    completion = column("completion_tokens", formats.whole, "completion tokens")
    first_token = column("time_to_first_token_ms", formats.milliseconds, "first token")

    @admin.display(description="request")
    def asked(self, row: RequestLog) -> str:
        return formats.code(f"{row.method} {row.endpoint}")

    @admin.display(description="tokens")
    def tokens(self, row: RequestLog) -> str:
        return formats.whole(row.total_tokens if row.model_calls else None)

    @admin.display(description="user")
    def who(self, row: RequestLog) -> str:
        return formats.person(row.user, row.user_id)

    @admin.display(description="user")
    def account(self, row: RequestLog) -> str:
        return formats.person_and_account(row.user, row.user_id)

    @admin.display(description="session")
    def visit(self, row: RequestLog) -> str:
        return formats.row_link("usersession", row.session_id)

    @admin.display(description="user agent")
    def agent(self, row: RequestLog) -> str:
        return str(row.user_agent or formats.DASH)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """What was typed, and what the order of the list asks for."""
        first = str(queryset.query.order_by[0]).lstrip("-")
        if first in _MEASURES:
            queryset = queryset.filter(**{f"{first}__isnull": False})
        text = search_term.strip()
        return (request_search.search(queryset, text) if text else queryset), False

    def related_tables(self, row: RequestLog) -> list[RelatedTable]:
        """Its model calls, the feedback on it, and what was found in it."""
        return [
            related_table(
                "Model calls",
                row.calls.order_by("id"),
                {
                    "Model": lambda call: formats.row_link("modelcall", call.pk, call.model_name),
                    "Outcome": lambda call: outcome_badge(call.failed),
                    "Latency": lambda call: formats.milliseconds(call.latency_ms),
                    "Prompt tokens": lambda call: formats.whole(call.prompt_tokens),
                    "Completion tokens": lambda call: formats.whole(call.completion_tokens),
                    "Cost": lambda call: formats.dollars(call.cost_usd),
                    "Finish reason": lambda call: call.finish_reason or formats.DASH,
                },
            ),
            related_table(
                "Feedback",
                row.feedback.select_related("user").order_by("id"),
                {
                    "Time": lambda given: formats.instant(given.created_at),
                    "Stars": lambda given: formats.row_link(
                        "feedbacklog", given.pk, stars(given.rating)
                    ),
                    "User": lambda given: formats.person(given.user, given.user_id),
                    "Comment": lambda given: formats.preview(given.comment),
                },
            ),
            related_table(
                "Threats",
                row.threats.order_by("id"),
                {
                    "Severity": lambda threat: severity_badge(threat.severity),
                    "Type": lambda threat: formats.row_link(
                        "threatlog", threat.pk, threat.threat_type
                    ),
                    "Description": lambda threat: formats.preview(threat.description),
                    "Resolved": lambda threat: "yes" if threat.resolved else "no",
                },
            ),
        ]
