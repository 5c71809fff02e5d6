"""Lane blobs and the histogram made of them."""

from __future__ import annotations

import math
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from dashboard.rollups import lanes
from dashboard.rollups.histogram import Latency, lanes_of, latency_of, middle_of

COUNTS = st.dictionaries(st.integers(0, 1023), st.sampled_from([1, 2, 255, 256, 70_000]))


@given(COUNTS, COUNTS)
def test_blobs_add_and_subtract(one: dict[int, int], other: dict[int, int]) -> None:
    left, right = lanes.encode(one), lanes.encode(other)
    total = lanes.to_int(left) + lanes.to_int(right)
    counted = dict(enumerate(lanes.counts(total)))
    for lane in one.keys() | other.keys():
        assert counted[lane] == one.get(lane, 0) + other.get(lane, 0)
    assert sum(counted.values()) == sum(one.values()) + sum(other.values())
    assert lanes.from_int(total - lanes.to_int(right)) == left


@given(COUNTS)
def test_a_blob_reads_as_it_was_written(counts: dict[int, int]) -> None:
    assert lanes.from_int(lanes.to_int(lanes.encode(counts))) == lanes.encode(counts)


def test_few_lanes_take_few_bytes() -> None:
    assert len(lanes.encode({3: 1, 1000: 1}) or b"") == 9
    assert lanes.encode({}) is None
    assert lanes.encode({5: 0}) is None


@given(st.integers(0, 10**10))
def test_a_lane_is_within_two_percent(micros: int) -> None:
    lane, after = lanes_of([micros, micros + 1])
    assert lane is not None
    assert after is not None
    assert abs(middle_of(lane) - micros) <= 0.016 * micros + 0.5
    assert lane <= after <= lane + 1


@given(st.lists(st.integers(0, 10**8), min_size=1), st.sampled_from([50, 95, 99]))
def test_percentiles_are_nearest_rank(values: list[int], rank: int) -> None:
    counts = Counter(lane for lane in lanes_of([*values, None]) if lane is not None)
    latency = latency_of(lanes.to_int(lanes.encode(counts)))
    assert latency.durations == len(values)
    got = getattr(latency, f"p{rank}")
    exact = sorted(values)[math.ceil(rank / 100 * len(values)) - 1] / 1_000
    assert got is not None
    assert abs(got - exact) <= 0.02 * exact + 0.001


def test_nothing_has_no_percentile() -> None:
    assert latency_of(0) == Latency(0, None, None, None)
