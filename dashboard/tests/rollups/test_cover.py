"""The cover: signed pieces that make a range, no more and no less, and few of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.rollups.cover import cover
from dashboard.rollups.periods import LENGTH, Period, start_of

BASE = dt.datetime(2025, 7, 1, tzinfo=dt.UTC)
QUARTER = dt.timedelta(minutes=15)


@given(
    st.integers(0, 40 * 86_400 * 1000), st.integers(1, 40 * 86_400 * 1000), st.sampled_from(Period)
)
@example(0, 86_400_000, Period.QUARTER)
def test_each_instant_is_covered_once(begin: int, length: int, finest: Period) -> None:
    start = BASE + dt.timedelta(milliseconds=begin)
    end = start + dt.timedelta(milliseconds=length)
    runs, edges = cover(start, end, finest)
    times = Counter[int]()
    for run in runs:
        assert run.period >= finest
        for bucket in run.buckets():
            for quarter in range(bucket, bucket + LENGTH[run.period]):
                times[quarter] += run.sign
    assert set(times.values()) <= {0, 1}
    # The cells reach from one rounded end to the other; edges mend what rounding did.
    covered = sum(times.values()) * QUARTER
    mended = sum((edge.sign * (edge.end - edge.start) for edge in edges), dt.timedelta())
    assert covered + mended == end - start
    whole = sorted(quarter for quarter, count in times.items() if count)
    assert whole == list(range(whole[0], whole[-1] + 1)) if whole else True
    for edge in edges:
        if runs:
            assert edge.end - edge.start <= LENGTH[finest] * QUARTER / 2
            inside = start_of(whole[0]) <= edge.start and edge.end <= start_of(whole[-1] + 1)
            assert inside == (edge.sign == -1)


@given(st.integers(0, 95), st.integers(0, 95), st.integers(1, 365))
def test_takes_few_cells(begin: int, end: int, days: int) -> None:
    """At most 15 cells beside the whole days, for each end in any zone."""
    start = BASE + begin * QUARTER
    runs, edges = cover(start, BASE + dt.timedelta(days=days) + end * QUARTER)
    assert edges == ()
    cells = sum(len(run.buckets()) for run in runs)
    assert cells <= days + 1 + 2 * 15


def test_a_local_day_of_kathmandu() -> None:
    """5:45 ahead of UTC: 7 cells before the middle, the day, and 7 to take away."""
    start = dt.datetime(2025, 7, 1, 18, 15, tzinfo=dt.UTC)
    runs, _ = cover(start, start + dt.timedelta(days=1))
    assert sum(len(run.buckets()) for run in runs) <= 16
