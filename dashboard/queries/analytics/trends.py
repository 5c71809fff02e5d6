"""How use goes over days, weeks or months."""

from __future__ import annotations

from typing import TypedDict

from dashboard.queries.analytics.active_users import get_active_users
from dashboard.queries.analytics.overview import average_minutes
from dashboard.queries.analytics.period import spans_by
from dashboard.queries.dashboard.numbers import average_ms, measures
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange, isoformat
from dashboard.rollups.declarations import SESSIONS
from dashboard.rollups.histogram import latency_of
from dashboard.rollups.user_sets import size_of


class TrendPoint(TypedDict):
    timestamp: str
    activeUsers: int
    requests: int
    sessions: int
    avgSessionMinutes: float | None
    avgResponseMs: float | None


def get_trends(*, source: Source, time_range: TimeRange, by: str) -> list[TrendPoint]:
    """A point a bucket, without holes. The first and the last may be cut by the range."""
    cut = spans_by(by, time_range)
    spans = [span for _, span in cut]
    total = source.plan.total
    found = zip(
        cut,
        source.series(total, spans),
        source.series(SESSIONS, spans),
        get_active_users(source=source, spans=spans),
    )
    points: list[TrendPoint] = []
    for (begin, _), requests, visits, users in found:
        sums, of_visits = measures(total, requests), measures(SESSIONS, visits)
        durations = latency_of(requests.latency_lanes).durations
        points.append(
            {
                "timestamp": isoformat(begin),
                "activeUsers": size_of(users),
                "requests": sums["requests"],
                "sessions": of_visits["sessions"],
                "avgSessionMinutes": average_minutes(
                    of_visits["session_millis"], of_visits["sessions"]
                ),
                "avgResponseMs": average_ms(sums["latency_micros"], durations),
            }
        )
    return points
