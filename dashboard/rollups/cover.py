"""The cover: a range as the fewest signed pieces, as a segment tree would answer it.

A part of a day is either added up from its hours, or is the whole day less the rest of it,
whichever takes fewer cells; the same holds for hours and quarter-hours. So a local day of a
zone with an odd offset is a few cells before, whole UTC days, and a few cells after.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dashboard.models.fields import EPOCH
from dashboard.rollups.periods import LENGTH, Period, quarter_of

QUARTER = dt.timedelta(minutes=15)


class Run(NamedTuple):
    """Cells of one period whose buckets are in [first, last), counted ``sign`` times."""

    period: Period
    first: int
    last: int
    sign: int

    def buckets(self) -> range:
        """The buckets of the run."""
        return range(self.first, self.last, LENGTH[self.period])


class Edge(NamedTuple):
    """Raw rows with created_at in [start, end), where no cell is fine enough; ``sign`` times."""

    start: dt.datetime
    end: dt.datetime
    sign: int = 1


class Cover(NamedTuple):
    """What a range is made of."""

    runs: tuple[Run, ...]
    edges: tuple[Edge, ...]


# A page that polls asks for the same hundred hours again and again.
@lru_cache(maxsize=4096)
def cover(start: dt.datetime, end: dt.datetime, finest: Period = Period.QUARTER) -> Cover:
    """The cover of [start, end) by cells no finer than ``finest``, and raw rows at its ends."""
    unit = LENGTH[finest] * QUARTER
    first, last = _round(start, unit), _round(end, unit)
    if first >= last:
        return Cover((), (Edge(start, end),) if start < end else ())
    edges = [_edge(start, first, 1), _edge(end, last, -1)]
    runs = _tile(quarter_of(first), quarter_of(last), Period.DAY, finest)
    return Cover(
        tuple(Run(*run) for run in runs), tuple(edge for edge in edges if edge.start < edge.end)
    )


def _round(instant: dt.datetime, unit: dt.timedelta) -> dt.datetime:
    """The end of a unit that is nearest: so the raw rows between are those of half a unit."""
    return EPOCH + (instant - EPOCH + unit / 2) // unit * unit


def _edge(instant: dt.datetime, rounded: dt.datetime, sign: int) -> Edge:
    """What lies between: to be added or taken away, as the cells begin after it or before."""
    if instant <= rounded:
        return Edge(instant, rounded, sign)
    return Edge(rounded, instant, -sign)


def _tile(
    first: int, last: int, period: Period, finest: Period, sign: int = 1
) -> Iterator[tuple[Period, int, int, int]]:
    """Runs that cover the quarters [first, last), whose ends are multiples of the finest."""
    if first >= last:
        return
    length = LENGTH[period]
    low, high = -(-first // length) * length, last - last % length
    if low > high:
        yield from _part(first, last, period, finest, sign)
        return
    yield from _part(first, low, period, finest, sign)
    if low < high:
        yield period, low, high, sign
    yield from _part(high, last, period, finest, sign)


def _part(
    first: int, last: int, period: Period, finest: Period, sign: int
) -> Iterator[tuple[Period, int, int, int]]:
    """A part of one bucket: its own finer cells, or the bucket less the others."""
    if first >= last:
        return
    length, finer = LENGTH[period], Period(period - 1)
    bucket = first - first % length
    direct = list(_tile(first, last, finer, finest, sign))
    rest = [
        *_tile(bucket, first, finer, finest, -sign),
        *_tile(last, bucket + length, finer, finest, -sign),
    ]
    if _cells(rest) + 1 < _cells(direct):
        yield period, bucket, bucket + length, sign
        yield from rest
    else:
        yield from direct


def _cells(runs: list[tuple[Period, int, int, int]]) -> int:
    return sum((last - first) // LENGTH[period] for period, first, last, _ in runs)
