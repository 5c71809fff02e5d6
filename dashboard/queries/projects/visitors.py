"""How many visitors a project had: exact, whatever the spans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dashboard.queries.source import Source, Span
from dashboard.rollups import lanes
from dashboard.rollups.declarations import USERS_A_BLOCK, VISITORS
from dashboard.rollups.grouped import cells_between
from dashboard.rollups.read import Place, blocks_at
from dashboard.rollups.user_sets import set_of, size_of


def count_visitors(*, source: Source, spans: Sequence[Span]) -> list[int]:
    """The visitors with an event in each span, in order; one statement for all whole cells.

    Block by block: all numbers of all projects in one integer would be mostly zeros.
    """
    covers = [source.cover(VISITORS, *span) for span in spans]
    places = {(run.period, at) for one in covers for run in one.runs for at in run.buckets()}
    by_place: defaultdict[Place, dict[str, int]] = defaultdict(dict)
    for (place, block), counted in blocks_at(VISITORS, places, scope=source.filters.scope).items():
        by_place[place][block] = counted
    sizes = []
    for one in covers:
        blocks: defaultdict[str, int] = defaultdict(int)
        for run in one.runs:
            for bucket in run.buckets():
                for block, counted in by_place.get((run.period, bucket), {}).items():
                    blocks[block] += run.sign * counted
        for edge in one.edges:
            found = cells_between(VISITORS, edge.start, edge.end, source.filters.rows)
            for block, cell in found.items():
                blocks[block] += edge.sign * cell.user_lanes
        sizes.append(sum(size_of(set_of(counted)) for counted in blocks.values()))
    return sizes


def events_by_visitor(*, source: Source, span: Span) -> dict[int, int]:
    """The events in a span of each visitor that has one, by number."""
    events = {}
    for block, cell in source.by_name(VISITORS, *span).items():
        first = int(block) * USERS_A_BLOCK
        for lane, count in enumerate(lanes.counts(cell.user_lanes)):
            if count:
                events[first + lane] = count
    return events
