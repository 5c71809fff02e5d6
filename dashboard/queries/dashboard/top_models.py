"""The models that were called most."""

from __future__ import annotations

from typing import TypedDict

from dashboard.queries.dashboard.numbers import average_ms, dollars, measures, percentage
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange
from dashboard.rollups.cells import Cell
from dashboard.rollups.histogram import latency_of

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
        _top_model(name, cells[name], sums[name], all_calls)
        for name in ordered[:MOST]
        if sums[name]["calls"]
    ]


def _top_model(name: str, cell: Cell, sums: dict[str, int], all_calls: int) -> TopModel:
    latency = latency_of(cell.call_latency_lanes)
    return {
        "model": name,
        "provider": cell.label,
        "calls": sums["calls"],
        "failed": sums["failed_calls"],
        "promptTokens": sums["prompt_tokens"],
        "completionTokens": sums["completion_tokens"],
        "totalTokens": sums["total_tokens"],
        "costUsd": dollars(sums["cost_nanos"]),
        "unpricedCalls": sums["unpriced_calls"],
        "avgLatencyMs": average_ms(sums["call_latency_micros"], latency.durations),
        "p95LatencyMs": latency.p95,
        "percentage": percentage(sums["calls"], all_calls),
    }
