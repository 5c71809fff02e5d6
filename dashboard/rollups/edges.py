"""The ragged ends of ranges: raw rows, of which a page that polls asks for nearly the same again.

A range that begins 24 hours ago begins 30 seconds later at the next poll. What its edge was made
of is kept, and the rows between the two begins are added or taken away: as long as the cells of
the edge's quarter-hours are what they were, as each write changes those with the rows.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from dashboard.models.fields import EPOCH
from dashboard.rollups.cells import Cell, size_of
from dashboard.rollups.cover import QUARTER, Edge
from dashboard.rollups.declarations import TOTAL, Rollup
from dashboard.rollups.grouped import cells_between
from dashboard.rollups.kept import Kept
from dashboard.rollups.periods import Period, quarter_of
from dashboard.rollups.read import cells_at
from dashboard.rollups.row_filter import RowFilter

# Of longer edges, which rollups of coarse cells have, the quarter-hours are not looked at.
_LONGEST = dt.timedelta(hours=1)

Named = dict[str, Cell]
State = tuple[Any, ...]


class _Place(NamedTuple):
    """An edge but for the instant that moves: the end that stands, and on which side it is."""

    rollup: Rollup
    rows: RowFilter
    stands: dt.datetime
    begins: bool


class _Known(NamedTuple):
    state: State
    moves: dt.datetime
    cells: Named


_known: Kept[_Place, _Known] = Kept()


class Edges:
    """The edges of one question. A range and the one before it share one.

    ``reworked``: when cells last changed other than by what came in.
    """

    def __init__(self, rows: RowFilter, reworked: dt.datetime) -> None:
        self._rows = rows
        self._reworked = reworked
        self._read: dict[tuple[Rollup, Edge], Named] = {}
        self._states: dict[tuple[int, int], State] = {}

    def cells(self, rollup: Rollup, edge: Edge) -> Named:
        """What the rows of an edge add up to, by name; its sign is the caller's to apply."""
        asked = (rollup, edge._replace(sign=1))
        if asked not in self._read:
            self._read[asked] = self._cells(rollup, edge.start, edge.end)
        return self._read[asked]

    def _cells(self, rollup: Rollup, start: dt.datetime, end: dt.datetime) -> Named:
        begins, ends = _stands(start), _stands(end)
        if rollup.of_visits or end - start > _LONGEST or begins == ends:
            return cells_between(rollup, start, end, self._rows)
        place = _Place(rollup, self._rows, start if begins else end, begins)
        moves, state = end if begins else start, self._state(start, end)
        known = _known.get(place)
        if known is None or known.state != state or abs(known.moves - moves) > end - start:
            cells = cells_between(rollup, start, end, self._rows)
        elif known.moves == moves:
            return known.cells
        else:
            cells = self._moved(place, known, moves)
        _known.put(place, _Known(state, moves, cells), size_of(rollup, cells))
        return cells

    def _moved(self, place: _Place, known: _Known, moves: dt.datetime) -> Named:
        """What is known, and the rows between its instant and the new one."""
        first, last = sorted((known.moves, moves))
        grows = (moves > known.moves) == place.begins
        cells = dict(known.cells)
        for name, change in cells_between(place.rollup, first, last, self._rows).items():
            before = cells.pop(name, None)
            cell = before.copy() if before else Cell([0] * len(place.rollup.measures))
            cell.add(change, 1 if grows else -1)
            if cell.counts_anything:
                cells[name] = cell
        return cells

    def _state(self, start: dt.datetime, end: dt.datetime) -> State:
        """The totals of the quarter-hours that the edge touches, latencies one by one."""
        first, last = quarter_of(start), quarter_of(end - dt.timedelta(microseconds=1))
        if (first, last) not in self._states:
            places = [(Period.QUARTER, quarter) for quarter in range(first, last + 1)]
            cells = cells_at(TOTAL, places)
            self._states[first, last] = (
                self._reworked,
                *(
                    (place, tuple(cells[place].sums), cells[place].latency_lanes)
                    for place in places
                    if place in cells
                ),
            )
        return self._states[first, last]


def _stands(instant: dt.datetime) -> bool:
    """Whether it is the end of a quarter-hour, and so not the one that moves with the clock."""
    return (instant - EPOCH) % QUARTER == dt.timedelta(0)
