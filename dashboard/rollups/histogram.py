"""The latency histogram: log-linear lanes and nearest-rank percentiles.

Lanes are those of HdrHistogram with 32 steps an octave: a value of microseconds keeps its six
leading bits, so a lane's middle is at most 1/64 (1.6 %) from any value in it.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from dashboard.rollups import lanes

_STEP_BITS = 5


def lane_of(micros: int) -> int:
    """The lane that counts a duration of so many microseconds."""
    shift = micros.bit_length() - _STEP_BITS - 1
    return micros if shift <= 0 else (shift << _STEP_BITS) + (micros >> shift)


def middle_of(lane: int) -> float:
    """The middle, in microseconds, of the durations that a lane counts."""
    shift = (lane >> _STEP_BITS) - 1
    if shift <= 0:
        return float(lane)
    low = (lane - (shift << _STEP_BITS)) << shift
    return low + ((1 << shift) - 1) / 2


def count(total: int) -> int:
    """How many durations a sum of histograms has counted."""
    return sum(lanes.counts(total))


def percentiles(total: int, ranks: tuple[int, ...] = (50, 95, 99)) -> list[float | None]:
    """Nearest-rank percentiles in milliseconds of a sum of histograms; None when it is empty.

    The p-th percentile of n values in order is the one at place ceil(p/100 x n).
    """
    cumulated = list(accumulate(lanes.counts(total)))
    if not cumulated:
        return [None] * len(ranks)
    n = cumulated[-1]
    return [
        round(middle_of(bisect_left(cumulated, -(-rank * n // 100))) / 1_000, 3) for rank in ranks
    ]
