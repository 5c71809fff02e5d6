"""The numbers on top: of the range, and of the range of equal length just before."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from dashboard.models.user_session import UserSession
from dashboard.queries.dashboard.numbers import average_ms, dollars, measures, percentage
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange
from dashboard.rollups.cells import Cell
from dashboard.rollups.declarations import Rollup
from dashboard.rollups.histogram import latency_of

ACTIVE = dt.timedelta(minutes=30)


class Summary(TypedDict):
    totalRequests: int
    successfulRequests: int
    failedRequests: int
    errorRate: float
    aiRequests: int
    modelCalls: int
    promptTokens: int
    completionTokens: int
    totalTokens: int
    totalCostUsd: float
    unpricedCalls: int
    avgLatencyMs: float | None
    p50LatencyMs: float | None
    p95LatencyMs: float | None
    p99LatencyMs: float | None
    uniqueUsers: int
    activeSessions: int


def get_summary(
    *, source: Source, time_range: TimeRange, whole: Cell, unique_users: int
) -> Summary:
    """The summary of a range whose sums are ``whole``."""
    at = time_range.read_until
    if at >= time_range.now and not source.is_filtered:
        # A session knows its last activity only: that answers for now, not for earlier.
        sessions = UserSession.objects.of_users().filter(last_activity__gte=at - ACTIVE).count()
    else:
        sessions = source.count_sessions(at, ACTIVE)
    return _summary(source.plan.total, whole, unique_users, sessions)


def get_previous_summary(*, source: Source, time_range: TimeRange) -> Summary:
    """The summary of the range of equal length just before."""
    before = time_range.previous
    (cell,) = source.series(source.plan.total, [(before.start, before.end)])
    users = source.count_users(before.start, before.end)
    sessions = source.count_sessions(before.end, ACTIVE)
    return _summary(source.plan.total, cell, users, sessions)


def _summary(rollup: Rollup, cell: Cell, unique_users: int, active_sessions: int) -> Summary:
    sums = measures(rollup, cell)
    latency = latency_of(cell.latency_lanes)
    return {
        "totalRequests": sums["requests"],
        "successfulRequests": sums["requests"] - sums["failed"],
        "failedRequests": sums["failed"],
        "errorRate": percentage(sums["failed"], sums["requests"]),
        "aiRequests": sums["ai_requests"],
        "modelCalls": sums["calls"],
        "promptTokens": sums["prompt_tokens"],
        "completionTokens": sums["completion_tokens"],
        "totalTokens": sums["total_tokens"],
        "totalCostUsd": dollars(sums["cost_nanos"]),
        "unpricedCalls": sums["unpriced_calls"],
        "avgLatencyMs": average_ms(sums["latency_micros"], latency.durations),
        "p50LatencyMs": latency.p50,
        "p95LatencyMs": latency.p95,
        "p99LatencyMs": latency.p99,
        "uniqueUsers": unique_users,
        "activeSessions": active_sessions,
    }
