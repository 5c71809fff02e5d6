"""Model usage by day in the admin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from dashboard.admin import formats
from dashboard.admin.base import LogAdmin
from dashboard.admin.filters import ModelFilter, TimeFilter
from dashboard.admin.formats import column
from dashboard.models.model_usage_stats import ModelUsageStats
from dashboard.queries.export import Table
from dashboard.rollups import lanes
from dashboard.rollups.histogram import Latency, latency_of


class DateFilter(TimeFilter):
    """UTC days, each counted whole."""

    title = "UTC day"
    field = "date"
    inputs: ClassVar = {"since": ("From", "date"), "until": ("Before", "date")}
    links: ClassVar = {"7d": "Last 7 days", "30d": "Last 30 days", "90d": "Last 90 days"}

    def stored(self, bound: dt.datetime) -> dt.date:
        """The day."""
        return bound.date()


def latency(row: ModelUsageStats) -> Latency:
    """The latency of the day's calls."""
    return latency_of(lanes.to_int(bytes(row.call_latency_lanes or b"")))


def average_ms(row: ModelUsageStats) -> float | None:
    """The mean latency of the calls whose latency is known."""
    known = latency(row).durations
    return row.call_latency_micros / known / 1_000 if known else None


def cost_usd(row: ModelUsageStats) -> Decimal | None:
    """What the priced calls cost; None when none has a price."""
    if row.unpriced_calls >= row.calls:
        return None
    return Decimal(row.cost_nanos).scaleb(-9)


@admin.register(ModelUsageStats)
class ModelUsageStatsAdmin(LogAdmin):
    """One row a model and UTC day."""

    list_display = (
        "date",
        "model_name",
        "provider",
        "shown_calls",
        "success_rate",
        "tokens",
        "cost",
        "unpriced",
        "average",
        "p50",
        "p95",
        "p99",
    )
    list_filter = (DateFilter, ModelFilter)
    sortable_by = ("date", "model_name")
    search_fields = ("model_name__startswith",)
    search_help_text = "Begin of a model's name"
    fieldsets = (
        ("Model and day", {"fields": ("date", "model_name", "provider", "scope")}),
        ("Calls", {"fields": ("shown_calls", "failures", "success_rate")}),
        ("Tokens and cost", {"fields": ("prompt", "completion", "tokens", "cost", "unpriced")}),
        ("Latency of the calls", {"fields": ("average", "p50", "p95", "p99")}),
    )

    provider = column("label", lambda name: name or formats.DASH, "provider")
    shown_calls = column("calls", formats.whole, "calls", "calls")
    failures = column("failed_calls", formats.whole, "failed calls")
    tokens = column("total_tokens", formats.whole, "tokens")
    prompt = column("prompt_tokens", formats.whole, "prompt tokens")
    completion = column("completion_tokens", formats.whole, "completion tokens")
    unpriced = column("unpriced_calls", formats.whole, "unpriced calls")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the histogram of the calls, which is shown as percentiles."""
        return super().get_queryset(request).defer(None).defer("latency_lanes")

    @admin.display(description="success rate")
    def success_rate(self, row: ModelUsageStats) -> str:
        return formats.percent(row.calls - row.failed_calls, row.calls)

    @admin.display(description="cost")
    def cost(self, row: ModelUsageStats) -> str:
        return formats.dollars(cost_usd(row))

    @admin.display(description="average latency")
    def average(self, row: ModelUsageStats) -> str:
        return formats.milliseconds(average_ms(row))

    @admin.display(description="p50")
    def p50(self, row: ModelUsageStats) -> str:
        return formats.milliseconds(latency(row).p50)

    @admin.display(description="p95")
    def p95(self, row: ModelUsageStats) -> str:
        return formats.milliseconds(latency(row).p95)

    @admin.display(description="p99")
    def p99(self, row: ModelUsageStats) -> str:
        return formats.milliseconds(latency(row).p99)

    def export_table(self, rows: QuerySet[Any]) -> Table:
        """What the list shows, as numbers."""
        names = [
            "date",
            "model_name",
            "provider",
            "calls",
            "failed_calls",
            "prompt_tokens",
            "completion_tokens",
            "total_tokens",
            "cost_usd",
            "unpriced_calls",
            "average_ms",
            "p50_ms",
            "p95_ms",
            "p99_ms",
        ]
        return Table(names, _values(rows))


def _values(rows: QuerySet[Any]) -> Iterator[tuple[Any, ...]]:
    for row in rows.iterator(chunk_size=1_000):
        at = latency(row)
        counted = (row.calls, row.failed_calls)
        tokens = (row.prompt_tokens, row.completion_tokens, row.total_tokens)
        money = (cost_usd(row), row.unpriced_calls)
        times = (average_ms(row), at.p50, at.p95, at.p99)
        yield (row.date, row.model_name, row.label, *counted, *tokens, *money, *times)
