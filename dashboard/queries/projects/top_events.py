"""What happens most on a project's pages."""

from __future__ import annotations

from typing import TypedDict

from dashboard.queries.dashboard.numbers import percentage
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange
from dashboard.rollups.declarations import EVENT

MOST_NAMES = 50


class EventCount(TypedDict):
    event: str
    count: int
    percentage: float


class TopEvents(TypedDict):
    total: int
    names: int
    events: list[EventCount]


def get_top_events(*, source: Source, time_range: TimeRange) -> TopEvents:
    """The fifty most frequent names, with their shares of all events."""
    cells = source.by_name(EVENT, time_range.start, time_range.read_until)
    counts = {name: cell.sums[0] for name, cell in cells.items() if cell.sums[0]}
    total = sum(counts.values())
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    events: list[EventCount] = [
        {"event": name, "count": count, "percentage": percentage(count, total)}
        for name, count in ordered[:MOST_NAMES]
    ]
    return {"total": total, "names": len(counts), "events": events}
