"""A project's numbers by hour or day."""

from __future__ import annotations

from typing import TypedDict

from dashboard.queries.dashboard.numbers import measures
from dashboard.queries.projects.visitors import count_visitors
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange, isoformat
from dashboard.rollups.declarations import PROJECT_EVENTS, SESSIONS


class EventsPoint(TypedDict):
    timestamp: str
    events: int
    pageViews: int
    sessions: int
    uniqueUsers: int


def get_event_series(*, source: Source, time_range: TimeRange) -> list[EventsPoint]:
    """A point a bucket, without holes. A session counts where it began."""
    spans = time_range.spans
    events = source.series(PROJECT_EVENTS, spans)
    visits = source.series(SESSIONS, spans)
    visitors = count_visitors(source=source, spans=spans)
    points: list[EventsPoint] = []
    for (begin, _), of_events, of_visits, users in zip(
        time_range.buckets, events, visits, visitors
    ):
        sums = measures(PROJECT_EVENTS, of_events)
        points.append(
            {
                "timestamp": isoformat(begin),
                "events": sums["events"],
                "pageViews": sums["page_views"],
                "sessions": measures(SESSIONS, of_visits)["sessions"],
                "uniqueUsers": users,
            }
        )
    return points
