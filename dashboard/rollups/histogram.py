"""The latency histogram: log-linear lanes and nearest-rank percentiles.

Lanes are those of HdrHistogram with 32 steps an octave: a value of microseconds keeps its six
leading bits, so a lane's middle is at most 1/64 (1.6 %) from any value in it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from dashboard.rollups import lanes

_STEP_BITS = 5


def lanes_of(durations: Sequence[int | None]) -> list[int | None]:
    """The lane that counts each duration of so many microseconds; None where it is not known."""
    # Many at once: a call for each would take longer than the rest of it.
    return [
        None
        if micros is None
        else micros
        if (shift := micros.bit_length() - _STEP_BITS - 1) <= 0
        else (shift << _STEP_BITS) + (micros >> shift)
        for micros in durations
    ]


def middle_of(lane: int) -> float:
    """The middle, in microseconds, of the durations that a lane counts."""
    shift = (lane >> _STEP_BITS) - 1
    if shift <= 0:
        return float(lane)
    low = (lane - (shift << _STEP_BITS)) << shift
    return low + ((1 << shift) - 1) / 2


class Latency(NamedTuple):
    """How many durations a sum of histograms has counted, and their percentiles in ms."""

    durations: int
    p50: float | None
    p95: float | None
    p99: float | None


def latency_of(total: int) -> Latency:
    """What a sum of histograms says; percentiles are None when it is empty.

    They are nearest-rank: the p-th of n values in order is the one at place ceil(p/100 x n).
    """
    first, cumulated = _cumulated(total)
    p50, p95, p99 = (_at(first, cumulated, rank) for rank in (50, 95, 99))
    return Latency(cumulated[-1] if cumulated else 0, p50, p95, p99)


def _cumulated(total: int) -> tuple[int, list[int]]:
    """The first lane that is not empty, and how many durations there are up to each from it on."""
    if not total:
        return 0, []
    first = ((total & -total).bit_length() - 1) // (lanes.COUNT * 8)
    return first, list(accumulate(lanes.counts(total >> (first * lanes.COUNT * 8))))


def _at(first: int, cumulated: list[int], rank: int) -> float | None:
    if not cumulated:
        return None
    place = bisect_left(cumulated, -(-rank * cumulated[-1] // 100))
    return round(middle_of(first + place) / 1_000, 3)
