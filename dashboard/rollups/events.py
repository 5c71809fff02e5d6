"""Facts about a project's events and visits, and sums over rows of everything but requests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from dashboard.models.event import Event
from dashboard.models.native import micros_of
from dashboard.rollups.cells import Cell
from dashboard.rollups.declarations import EVENTS, VISITS, Rollup
from dashboard.rollups.facts import Columns, Facts, buckets_of
from dashboard.rollups.fold import fold
from dashboard.rollups.periods import QUARTER_MICROS
from dashboard.rollups.row_filter import bounds_of, fetch
from dashboard.rollups.visits import NO_FACTS, project_visits_between, visit_facts_between

_EVENTS = (
    "SELECT created_at, name, visitor_id FROM dashboard_event "
    "WHERE project_id = %s AND created_at >= %s AND created_at < %s"
)
_BOTH = (VISITS, EVENTS)


def event_columns(
    *, at: Sequence[int], event: Sequence[str], visitor: Sequence[int | None]
) -> Columns:
    """The columns of events, by their microseconds since 1970."""
    return {
        **buckets_of([micros // QUARTER_MICROS for micros in at]),
        "events": [1] * len(at),
        "page_views": [int(name == Event.PAGE_VIEW) for name in event],
        "event": event,
        "user_number": visitor,
    }


def project_facts_between(
    start: dt.datetime, end: dt.datetime, project: int, sources: Iterable[str] = _BOTH
) -> Facts:
    """A project's events, and its visits that began, in [start, end)."""
    facts = NO_FACTS
    if VISITS in sources:
        facts = facts._replace(visits=project_visits_between(start, end, project))
    if EVENTS in sources:
        rows = fetch(_EVENTS, [project, *bounds_of(start, end)])
        facts = facts._replace(
            events=event_columns(
                at=[micros_of(row[0]) for row in rows],
                event=[row[1] for row in rows],
                visitor=[row[2] for row in rows],
            )
        )
    return facts


def activity_between(
    rollup: Rollup, start: dt.datetime, end: dt.datetime, project: int | None
) -> dict[str, Cell]:
    """The sums of visits, page views and events by the rollup's key, or by block of users."""
    if project is None:
        facts = visit_facts_between(start, end)
    else:
        facts = project_facts_between(start, end, project, [rollup.source])
    sums: dict[str, Cell] = {}
    for where, cell in fold(facts, [rollup])[rollup].items():
        name = where.part if rollup.by_block else where.key
        sums.setdefault(name, Cell([0] * len(rollup.measures))).add(cell)
    return sums
