"""Model usage by day in the admin."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import admin

from dashboard.admin.base import LogAdmin
from dashboard.admin.formats import DASH, dollars, milliseconds
from dashboard.models.model_usage_stats import ModelUsageStats
from dashboard.rollups import lanes
from dashboard.rollups.histogram import percentiles


@admin.register(ModelUsageStats)
class ModelUsageStatsAdmin(LogAdmin):
    """One row a model and UTC day."""

    list_display = (
        "date",
        "model_name",
        "calls",
        "success_rate",
        "total_tokens",
        "cost",
        "unpriced_calls",
        "p95",
    )
    list_filter = ("model_name",)

    @admin.display(description="success rate")
    def success_rate(self, row: ModelUsageStats) -> str:
        return f"{100 - 100 * row.failed_calls / row.calls:.1f} %" if row.calls else DASH

    @admin.display(description="cost")
    def cost(self, row: ModelUsageStats) -> str:
        if row.calls and row.unpriced_calls == row.calls:
            return DASH
        return dollars(Decimal(row.cost_nanos).scaleb(-9))

    @admin.display(description="p95 latency")
    def p95(self, row: ModelUsageStats) -> str:
        return milliseconds(
            percentiles(lanes.to_int(bytes(row.call_latency_lanes or b"")), (95,))[0]
        )
