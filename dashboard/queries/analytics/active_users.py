"""Which users were active when: those with a request."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.queries.source import Source, Span
from dashboard.rollups.cells import Cell
from dashboard.rollups.declarations import USERS
from dashboard.rollups.grouped import cells_between
from dashboard.rollups.read import users_at
from dashboard.rollups.user_sets import UserSet, block_shift, set_of


def get_active_users(*, source: Source, spans: Sequence[Span]) -> list[UserSet]:
    """The users with a request in each span, in order; one statement for all whole cells."""
    covers = [source.cover(USERS, *span) for span in spans]
    places = {
        (run.period, bucket) for one in covers for run in one.runs for bucket in run.buckets()
    }
    counted = users_at(USERS, places, scope=source.filters.scope)
    sets = []
    for one in covers:
        total = 0
        for run in one.runs:
            for bucket in run.buckets():
                total += run.sign * counted.get((run.period, bucket), 0)
        for edge in one.edges:
            total += edge.sign * _joined(cells_between(USERS, edge.start, edge.end))
        sets.append(set_of(total))
    return sets


def get_users_before(*, source: Source, span: Span) -> UserSet:
    """The users with a request in one long span."""
    return set_of(_joined(source.by_name(USERS, *span)))


def _joined(cells: dict[str, Cell]) -> int:
    return sum(cell.user_lanes << block_shift(block) for block, cell in cells.items())
