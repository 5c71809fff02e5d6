"""Who came to a project's pages."""

from __future__ import annotations

from typing import TypedDict

from dashboard.models.visitor import Visitor
from dashboard.queries.projects.visitors import events_by_visitor
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange, isoformat

_A_SELECT = 5_000


class VisitorUse(TypedDict):
    distinctId: str
    events: int
    lastSeen: str | None


def get_project_users(*, source: Source, time_range: TimeRange) -> list[VisitorUse]:
    """Each visitor with an event in the range. Last seen is of all time."""
    events = events_by_visitor(source=source, span=(time_range.start, time_range.read_until))
    numbers = sorted(events)
    rows: list[VisitorUse] = []
    for start in range(0, len(numbers), _A_SELECT):
        some = Visitor.objects.filter(pk__in=numbers[start : start + _A_SELECT])
        rows += (
            {
                "distinctId": row.distinct_id,
                "events": events[row.pk],
                "lastSeen": isoformat(row.last_seen) if row.last_seen else None,
            }
            for row in some
        )
    return rows
