"""The models that were called most."""

from __future__ import annotations

from typing import TypedDict

from dashboard.queries.dashboard.numbers import average_ms, dollars, measures, percentage
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange
from dashboard.rollups.histogram import percentiles

MOST = 10


class TopModel(TypedDict):
    model: str
    provider: str
    calls: int
    failed: int
    promptTokens: int
    completionTokens: int
    totalTokens: int
    costUsd: float
    unpricedCalls: int
    avgLatencyMs: float | None
    p95LatencyMs: float | None
    percentage: float


def get_top_models(*, source: Source, time_range: TimeRange) -> list[TopModel]:
    """The ten models with most calls; percentages are of all model calls in the range."""
    rollup = source.plan.models
    cells = source.by_name(rollup, time_range.start, time_range.read_until)
    sums = {name: measures(rollup, cell) for name, cell in cells.items()}
    all_calls = sum(found["calls"] for found in sums.values())
    ordered = sorted(sums, key=lambda name: (-sums[name]["calls"], name))
    return [
        {
            "model": name,
            "provider": cells[name].label,
            "calls": sums[name]["calls"],
            "failed": sums[name]["failed_calls"],
            "promptTokens": sums[name]["prompt_tokens"],
            "completionTokens": sums[name]["completion_tokens"],
            "totalTokens": sums[name]["total_tokens"],
            "costUsd": dollars(sums[name]["cost_nanos"]),
            "unpricedCalls": sums[name]["unpriced_calls"],
            "avgLatencyMs": average_ms(
                sums[name]["call_latency_micros"], cells[name].call_latency_lanes
            ),
            "p95LatencyMs": percentiles(cells[name].call_latency_lanes, (95,))[0],
            "percentage": percentage(sums[name]["calls"], all_calls),
        }
        for name in ordered[:MOST]
        if sums[name]["calls"]
    ]
