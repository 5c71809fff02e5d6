"""Where the answer to a question comes from: rollups, and raw rows where none is fine enough.

With one filter on an endpoint or a model there is a rollup for each breakdown. Other filters
are answered from the raw rows that the user's and the endpoint's index find: series by the
writer's own fold, the rest by sums that the database makes.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from dashboard.models.fields import EPOCH, to_micros
from dashboard.queries.filters import Filters
from dashboard.queries.plan import plan_of
from dashboard.rollups import declarations as rollups
from dashboard.rollups.cells import Cell
from dashboard.rollups.cover import QUARTER, Cover, Edge, cover
from dashboard.rollups.days import Days, whole_days
from dashboard.rollups.declarations import Rollup
from dashboard.rollups.edges import Edges
from dashboard.rollups.fold import fold
from dashboard.rollups.grouped import usage_between
from dashboard.rollups.lanes import counts
from dashboard.rollups.periods import LENGTH, QUARTER_MICROS, start_of
from dashboard.rollups.raw import facts_between
from dashboard.rollups.read import cells_at
from dashboard.rollups.watermark import Watermarks, watermarks


class Usage(NamedTuple):
    """What one user's calls took."""

    tokens: int
    cost_nanos: int


Span = tuple[dt.datetime, dt.datetime]


@dataclass
class Source:
    """Cells for the questions about one range under some filters."""

    filters: Filters
    watermarks: Watermarks = field(default_factory=watermarks)

    def __post_init__(self) -> None:
        self.plan = plan_of(self.filters)
        self._edges = Edges(self.filters.rows, self.watermarks.reworked)
        self._days = Days(self.filters.scope, self.watermarks.reworked)

    @property
    def is_filtered(self) -> bool:
        """Whether the question is about a part of the requests."""
        return self.plan.key is not None or not self.plan.stored

    def series(self, rollup: Rollup, spans: list[Span]) -> list[Cell]:
        """The sums of each of the spans, in order."""
        if not self.plan.stored:
            return self._series_of_rows(rollup, spans)
        covers = [self.cover(rollup, *span) for span in spans]
        if len(spans) < 2 or any(one[1] != other[0] for one, other in pairwise(spans)):
            return self._stored_series(rollup, covers)
        # The same question as a range moves on: spans as many and as long, begun as late.
        start, end = spans[len(spans) // 2]
        length = end - start or QUARTER
        question = (rollup, self.plan.key, len(spans), length, (start - EPOCH) % length)
        runs = whole_days(rollup, self.cover(rollup, spans[0][0], spans[-1][1]).runs)
        return self._days.series(
            question, covers, runs, lambda some: self._stored_series(rollup, some)
        )

    def _stored_series(self, rollup: Rollup, covers: Sequence[Cover]) -> list[Cell]:
        """The sums of each cover."""
        places = (
            (run.period, bucket) for one in covers for run in one.runs for bucket in run.buckets()
        )
        key = self.plan.key or ""
        stored = cells_at(rollup, places, key=key, scope=self.filters.scope)
        sums = []
        for one in covers:
            cell = Cell([0] * len(rollup.measures))
            for run in one.runs:
                for bucket in run.buckets():
                    if found := stored.get((run.period, bucket)):
                        cell.add(found, run.sign)
            for _, edge_cell, sign in self._edge_cells(rollup, one.edges):
                cell.add(edge_cell, sign)
            sums.append(cell)
        return sums

    def _series_of_rows(self, rollup: Rollup, spans: list[Span]) -> list[Cell]:
        """The same from raw rows alone, which are read once for all the spans."""
        begins = [begin for begin, _ in spans]
        sums = [Cell([0] * len(rollup.measures)) for _ in spans]
        facts = facts_between(spans[0][0], spans[-1][1], self.filters.rows)
        for where, cell in fold(facts, [rollup])[rollup].items():
            # Only the range's own start can lie within a quarter-hour.
            begin = max(start_of(where.bucket), begins[0])
            sums[bisect_right(begins, begin) - 1].add(cell)
        return sums

    def by_name(self, rollup: Rollup, start: dt.datetime, end: dt.datetime) -> dict[str, Cell]:
        """The sums over [start, end) by the name that the rollup tells apart."""
        found = self.cover(rollup, start, end)
        key = "" if rollup is rollups.USERS else self.plan.key
        keys = None if key is None else [key]
        sums = self._days.sum_by_name(rollup, found.runs, keys)
        for name, cell, sign in self._edge_cells(rollup, found.edges):
            if name not in sums:
                sums[name] = Cell([0] * len(rollup.measures))
            sums[name].add(cell, sign)
        return sums

    def requests_by_user(self, start: dt.datetime, end: dt.datetime) -> dict[int, int]:
        """The requests in [start, end) of each user that made one, by the user's number."""
        return {
            number: count
            for block, cell in self.by_name(self.plan.users, start, end).items()
            for number, count in enumerate(
                counts(cell.user_lanes), int(block) * rollups.USERS_A_BLOCK
            )
            if count
        }

    def count_users(self, start: dt.datetime, end: dt.datetime) -> int:
        """How many users made a request in [start, end)."""
        blocks = self.by_name(self.plan.users, start, end).values()
        return sum(sum(map(bool, counts(cell.user_lanes))) for cell in blocks)

    def count_sessions(self, until: dt.datetime, length: dt.timedelta) -> int:
        """How many sessions made a request in so long, 15 to 60 minutes, before an instant."""
        quarter = start_of(to_micros(until) // QUARTER_MICROS)
        edges = (Edge(until - length, quarter), Edge(quarter, until))
        names = (self._edges.cells(rollups.SESSION, e).keys() for e in edges if e.start < e.end)
        return len(set().union(*names))

    def usage_by_user(
        self, users: Mapping[int, str], start: dt.datetime, end: dt.datetime
    ) -> dict[int, Usage]:
        """Tokens and cost in [start, end) of some users, given and told by their numbers."""
        rollup = self.plan.usage
        found = self.cover(rollup, start, end)
        lanes: defaultdict[str, list[int]] = defaultdict(list)
        for number in users:
            lanes[str(number // rollups.USERS_A_BLOCK)].append(number % rollups.USERS_A_BLOCK)
        stored = self._days.usage_of_lanes(rollup, found.runs, lanes, self.plan.key or "")
        names, rows = list(users.values()), self.filters.rows
        edges = [
            (edge.sign, usage_between(edge.start, edge.end, names, rows)) for edge in found.edges
        ]
        usage: dict[int, Usage] = {}
        for number, key in users.items():
            block, lane = divmod(number, rollups.USERS_A_BLOCK)
            tokens, nanos = stored[str(block), lane]
            for sign, used in edges:
                more_tokens, more_nanos = used.get(key, (0, 0))
                tokens, nanos = tokens + sign * more_tokens, nanos + sign * more_nanos
            usage[number] = Usage(tokens, nanos)
        return usage

    def cover(self, rollup: Rollup, start: dt.datetime, end: dt.datetime) -> Cover:
        """What [start, end) is made of for a rollup, under the filters."""
        if not self.plan.stored:
            return Cover((), (Edge(start, end),) if start < end else ())
        found = cover(start, end, rollup.finest)
        if not any(edge.start < self.watermarks.raw_complete_since for edge in found.edges):
            return found
        # Rows are missing there (sampled away, archived): whole cells are the better answer.
        return cover(_down(start, rollup), _up(end, rollup), rollup.finest)

    def _edge_cells(self, rollup: Rollup, edges: Iterable[Edge]) -> Iterator[tuple[str, Cell, int]]:
        """What the raw rows of the edges add, or with sign -1 take away, by name."""
        for edge in edges:
            for name, cell in self._edges.cells(rollup, edge).items():
                yield name, cell, edge.sign


def _down(instant: dt.datetime, rollup: Rollup) -> dt.datetime:
    quarter = to_micros(instant) // QUARTER_MICROS
    return start_of(quarter - quarter % LENGTH[rollup.finest])


def _up(instant: dt.datetime, rollup: Rollup) -> dt.datetime:
    quarter = -(-to_micros(instant) // QUARTER_MICROS)
    return start_of(-(-quarter // LENGTH[rollup.finest]) * LENGTH[rollup.finest])
