"""One cell in memory, and how cells add."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.rollups.declarations import Rollup

# Of a cell without lanes, with the name that it goes by.
_BYTES_OF_SUMS = 600


class CellKey(NamedTuple):
    """Where a cell stands, within its rollup and period."""

    bucket: int
    key: str
    part: str


@dataclass(slots=True)
class Cell:
    """The sums of one cell, in the order of its rollup's measures, and its lanes."""

    sums: list[int]
    latency_lanes: int = 0
    call_latency_lanes: int = 0
    user_lanes: int = 0
    token_lanes: int = 0
    cost_lanes: int = 0
    time_lanes: int = 0
    label: str = ""

    @property
    def counts_anything(self) -> bool:
        """Whether it is more than a cell of no rows."""
        return any(self.sums) or any(self._lanes())

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return _BYTES_OF_SUMS + sum(lanes.bit_length() for lanes in self._lanes()) // 8

    def copy(self) -> Cell:
        """Another cell of the same sums, which ``add`` replaces and never changes in place."""
        return Cell(
            self.sums,
            self.latency_lanes,
            self.call_latency_lanes,
            self.user_lanes,
            self.token_lanes,
            self.cost_lanes,
            self.time_lanes,
            self.label,
        )

    def _lanes(self) -> tuple[int, ...]:
        return (
            *(self.latency_lanes, self.call_latency_lanes, self.user_lanes),
            *(self.token_lanes, self.cost_lanes, self.time_lanes),
        )

    def add(self, other: Cell, sign: int = 1) -> None:
        """Add, or with sign -1 take away, what the other cell counts."""
        theirs = other.sums if sign == 1 else [-value for value in other.sums]
        self.sums = [*map(operator.add, self.sums, theirs)]
        # Most cells have one kind of lanes, or none.
        if other.latency_lanes:
            self.latency_lanes += sign * other.latency_lanes
        if other.call_latency_lanes:
            self.call_latency_lanes += sign * other.call_latency_lanes
        if other.user_lanes:
            self.user_lanes += sign * other.user_lanes
        if other.token_lanes:
            self.token_lanes += sign * other.token_lanes
        if other.cost_lanes:
            self.cost_lanes += sign * other.cost_lanes
        if other.time_lanes:
            self.time_lanes += sign * other.time_lanes
        if other.label > self.label:
            self.label = other.label


Cells = dict[Rollup, dict[CellKey, Cell]]


def size_of(rollup: Rollup, cells: Mapping[str, Cell]) -> int:
    """About how many bytes of memory cells of a rollup by name take."""
    if not rollup.blobs:
        # Sessions are kept by the hundred at each poll.
        return len(cells) * _BYTES_OF_SUMS
    return sum(cell.size for cell in cells.values())
