"""Lane blobs and the histogram made of them."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from dashboard.rollups import lanes
from dashboard.rollups.histogram import lane_of, middle_of, percentiles

COUNTS = st.dictionaries(st.integers(0, 1023), st.sampled_from([1, 2, 255, 256, 70_000]))


@given(COUNTS, COUNTS)
def test_blobs_add_and_subtract(one: dict[int, int], other: dict[int, int]) -> None:
    left, right = lanes.encode(one), lanes.encode(other)
    total = lanes.add([left, right])
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
    middle = middle_of(lane_of(micros))
    assert abs(middle - micros) <= 0.016 * micros + 0.5
    assert lane_of(micros) <= lane_of(micros + 1) <= lane_of(micros) + 1


@given(st.lists(st.integers(0, 10**8), min_size=1), st.sampled_from([50, 95, 99]))
def test_percentiles_are_nearest_rank(values: list[int], rank: int) -> None:
    counts: dict[int, int] = {}
    for value in values:
        counts[lane_of(value)] = counts.get(lane_of(value), 0) + 1
    (got,) = percentiles(lanes.to_int(lanes.encode(counts)), (rank,))
    exact = sorted(values)[math.ceil(rank / 100 * len(values)) - 1] / 1_000
    assert got is not None
    assert abs(got - exact) <= 0.02 * exact + 0.001


def test_nothing_has_no_percentile() -> None:
    assert percentiles(0) == [None, None, None]
