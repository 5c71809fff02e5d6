"""The time series: requests, costs and latency by bucket; and the sum over the range."""

from __future__ import annotations

from typing import NamedTuple, TypedDict

from dashboard.queries.dashboard.numbers import average_ms, dollars, measures
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange, isoformat
from dashboard.rollups.cells import Cell
from dashboard.rollups.histogram import latency_of


class RequestsPoint(TypedDict):
    timestamp: str
    total: int
    successful: int
    failed: int
    aiRequests: int


class CostsPoint(TypedDict):
    timestamp: str
    costUsd: float
    totalTokens: int


class LatencyPoint(TypedDict):
    timestamp: str
    avgMs: float | None
    p50Ms: float | None
    p95Ms: float | None
    p99Ms: float | None


class Series(NamedTuple):
    """A point a bucket, without holes, and the cell of the whole range."""

    requests: list[RequestsPoint]
    costs: list[CostsPoint]
    latency: list[LatencyPoint]
    whole: Cell


def get_series(*, source: Source, time_range: TimeRange) -> Series:
    """The series of a range in the buckets of its zone; timestamps are the buckets' begins."""
    rollup = source.plan.total
    cells = source.series(rollup, time_range.spans)
    series = Series([], [], [], Cell([0] * len(rollup.measures)))
    for (begin, _), cell in zip(time_range.buckets, cells):
        timestamp = isoformat(begin)
        sums = measures(rollup, cell)
        latency = latency_of(cell.latency_lanes)
        series.requests.append(
            {
                "timestamp": timestamp,
                "total": sums["requests"],
                "successful": sums["requests"] - sums["failed"],
                "failed": sums["failed"],
                "aiRequests": sums["ai_requests"],
            }
        )
        series.costs.append(
            {
                "timestamp": timestamp,
                "costUsd": dollars(sums["cost_nanos"]),
                "totalTokens": sums["total_tokens"],
            }
        )
        series.latency.append(
            {
                "timestamp": timestamp,
                "avgMs": average_ms(sums["latency_micros"], latency.durations),
                "p50Ms": latency.p50,
                "p95Ms": latency.p95,
                "p99Ms": latency.p99,
            }
        )
        series.whole.add(cell)
    return series
