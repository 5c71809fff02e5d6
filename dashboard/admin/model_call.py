"""Model calls in the admin."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import admin
from django.contrib.admin.filters import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

from dashboard.admin import formats
from dashboard.admin.badges import outcome_badge
from dashboard.admin.base import LogAdmin
from dashboard.admin.filters import ModelFilter, TimeFilter
from dashboard.admin.formats import column
from dashboard.admin.narrowing import within
from dashboard.admin.request_search import as_request_id
from dashboard.models.ids import first_id
from dashboard.models.model_call import ModelCall


class CallTimeFilter(TimeFilter):
    """By the id of the request, which begins with its time: the calls have no index of theirs."""

    field = "request_id"

    def stored(self, bound: dt.datetime) -> Any:
        """The first id of that time."""
        return first_id(bound)


class CallModelFilter(ModelFilter):
    """The model that was called."""

    def having(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """The model's index has another order than the list."""
        return within(rows, self.field, exact=value)


class OutcomeFilter(SimpleListFilter):
    """Calls that failed, and those that did not."""

    title = "outcome"
    parameter_name = "outcome"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Both."""
        return [("failed", "Failed"), ("ok", "OK")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The failed ones have an index of their own."""
        value = self.value()
        return queryset if value is None else queryset.filter(failed=value == "failed")


class PriceFilter(SimpleListFilter):
    """Calls whose price is known, and those whose price is not."""

    title = "price"
    parameter_name = "price"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Where the price is from."""
        return [("reported", "Reported"), ("genai-prices", "Price list"), ("none", "Unpriced")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Along the list."""
        value = self.value()
        source = "" if value == "none" else value
        return queryset if source is None else queryset.filter(cost_source=source)


@admin.register(ModelCall)
class ModelCallAdmin(LogAdmin):
    """One row a call, newest first."""

    list_display = (
        "time",
        "model_name",
        "provider",
        "outcome",
        "latency",
        "prompt",
        "completion",
        "cost",
        "finish_reason",
        "parent",
    )
    list_filter = (CallTimeFilter, CallModelFilter, OutcomeFilter, PriceFilter)
    # Request ids begin with the time, and their index is the only one in this order.
    ordering = ("-request_id", "-id")
    sortable_by = ()
    search_fields = ("pk",)
    search_help_text = "Request id or model"
    fieldsets = (
        ("Call", {"fields": ("time", "offset", "parent", "operation", "outcome", "error_type")}),
        (
            "Model",
            {"fields": ("model_name", "requested_model", "response_model", "provider")},
        ),
        (
            "Tokens",
            {"fields": ("prompt", "cached", "completion", "reasoning", "total", "finish_reason")},
        ),
        ("Cost", {"fields": ("cost", "cost_source", "price_id")}),
        ("Timing", {"fields": ("latency", "first_token")}),
        ("Trace", {"fields": ("trace_id", "span_id", "parent_span_id")}),
    )

    time = column("created_at", formats.instant, "time")
    offset = column("offset_ms", formats.milliseconds, "after the request's begin")
    outcome = column("failed", outcome_badge, "outcome")
    latency = column("latency_ms", formats.milliseconds, "latency")
    first_token = column("time_to_first_token_ms", formats.milliseconds, "first token")
    prompt = column("prompt_tokens", formats.whole, "prompt tokens")
    cached = column("cached_tokens", formats.whole, "cached tokens")
    completion = column("completion_tokens", formats.whole, "completion tokens")
    reasoning = column("reasoning_tokens", formats.whole, "reasoning tokens")
    total = column("total_tokens", formats.whole, "total tokens")
    cost = column("cost_usd", formats.dollars, "cost")

    @admin.display(description="request")
    def parent(self, row: ModelCall) -> str:
        return formats.row_link("requestlog", row.request_id)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By request, else by model."""
        text = search_term.strip()
        if not text:
            return queryset, False
        if (request_id := as_request_id(text)) is not None:
            return queryset.filter(request_id=request_id), False
        return within(queryset, "model_name", exact=text), False
