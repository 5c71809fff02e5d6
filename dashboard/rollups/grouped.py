"""Sums over raw rows by name, added up by the database: the edges of a range, and odd filters.

It is what the fold makes of the same rows (``test_rollup_equals_raw`` holds both equal), but a
few sums come here where the fold would want thousands of rows.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

from dashboard.models.native import user_key, user_text
from dashboard.rollups import lanes
from dashboard.rollups.cells import Cell
from dashboard.rollups.declarations import SUMS_OF_CALLS, USERS_A_BLOCK, Rollup
from dashboard.rollups.events import activity_between
from dashboard.rollups.histogram import lanes_of
from dashboard.rollups.row_filter import (
    EVERYTHING,
    RowFilter,
    bounds_of,
    calls_from,
    clauses_of,
    fetch,
    requests_from,
)

_OF_REQUESTS = {
    "requests": "COUNT(*)",
    "failed": "COUNT(*) FILTER (WHERE r.status_code >= 400)",
    "ai_requests": "COUNT(*) FILTER (WHERE r.model_calls > 0)",
    "anonymous_requests": "COUNT(*) FILTER (WHERE r.user_id IS NULL)",
    "latency_micros": "SUM(r.latency_ms)",
    "calls": "SUM(r.model_calls)",
    **{name: f"SUM(r.{name})" for name in SUMS_OF_CALLS[1:-1]},
    "cost_nanos": "SUM(r.cost_usd)",
}
_OF_CALLS = {
    "calls": "COUNT(*)",
    "failed_calls": "COUNT(*) FILTER (WHERE c.failed)",
    "unpriced_calls": "COUNT(*) FILTER (WHERE c.cost_usd IS NULL)",
    "prompt_tokens": "SUM(c.prompt_tokens)",
    "completion_tokens": "SUM(c.completion_tokens)",
    "total_tokens": "SUM(c.total_tokens)",
    "cost_nanos": "SUM(c.cost_usd)",
    "call_latency_micros": "SUM(c.latency_ms)",
}
_COLUMNS = {
    "endpoint": "r.endpoint",
    "route": "r.method || ' ' || r.endpoint",
    "status": "r.status_code",
    "country": "r.country",
    "session": "r.session_id",
}


class _Rows(NamedTuple):
    """Some rows: FROM and WHERE with parameters, and the column that names them apart.

    Without a column they all have the name ``whole``.
    """

    source: str
    params: list[Any]
    column: str | None
    whole: str = ""

    def sums(self, *expressions: str) -> list[tuple[str, tuple[Any, ...]]]:
        """Each name with its sums. Rows without a name are left out."""
        group = f" GROUP BY {self.column}" if self.column else ""
        columns = ", ".join((self._name, *expressions))
        found = fetch(f"SELECT {columns} FROM {self.source}{group}", self.params)
        if not self.column:
            return [(self.whole, row[1:]) for row in found]
        return [(str(row[0]), row[1:]) for row in found if row[0] not in (None, "")]

    def histograms(self, duration: str) -> dict[str, int]:
        """The histogram of a duration, by name."""
        if self.column is None:
            found = fetch(f"SELECT {duration} FROM {self.source}", self.params)
            counts = Counter(lanes_of([micros for (micros,) in found]))
            known = {lane: count for lane, count in counts.items() if lane is not None}
            return {self.whole: lanes.sum_of(known)}
        found = fetch(f"SELECT {self.column}, {duration} FROM {self.source}", self.params)
        names, durations = zip(*found) if found else ((), ())
        counted: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for (name, lane), count in Counter(zip(names, lanes_of(durations))).items():
            if lane is not None and name:
                counted[str(name)][lane] = count
        return {name: lanes.sum_of(of_name) for name, of_name in counted.items()}

    @property
    def _name(self) -> str:
        return self.column or "''"


def cells_between(
    rollup: Rollup, start: dt.datetime, end: dt.datetime, rows: RowFilter = EVERYTHING
) -> dict[str, Cell]:
    """The sums of the requests with created_at in [start, end), by the rollup's last field.

    Rollups of users are by block of users. Rollups of models' requests need a model in ``rows``.
    """
    if rollup.of_visits:
        return activity_between(rollup, start, end, rows.project)
    if rollup.by_block:
        return _users_between(start, end, rows)
    field = rollup.fields[-1] if rollup.fields else ""
    cells: dict[str, Cell] = {}
    if rollup.requests:
        assert rows.model is not None or not rollup.of_models, "requests of one model at a time"
        found = _Rows(*requests_from(start, end, rows), _COLUMNS.get(field), rows.model or "")
        own = {n: sql for n, sql in _OF_REQUESTS.items() if not (rollup.calls and n in _OF_CALLS)}
        _add(cells, rollup, found, own)
        # Of the names that were there a moment ago: a writer may have brought others since.
        histograms = found.histograms("r.latency_ms") if rollup.latency else {}
        for name in cells.keys() & histograms.keys():
            cells[name].latency_lanes = histograms[name]
    if rollup.calls:
        found = _Rows(*calls_from(start, end, rows), "c.model_name")
        _add(cells, rollup, found, _OF_CALLS)
        histograms = found.histograms("c.latency_ms")
        for name in cells.keys() & histograms.keys():
            cells[name].call_latency_lanes = histograms[name]
    return cells


def usage_between(
    start: dt.datetime, end: dt.datetime, users: Sequence[str], rows: RowFilter = EVERYTHING
) -> dict[str, tuple[int, int]]:
    """Tokens and nano-dollars of some users' requests with created_at in [start, end)."""
    if not users:
        return {}
    keys = [user_key(connection, user) for user in users]
    clauses, filters = clauses_of(rows)
    where = [f"r.user_id IN ({', '.join(['%s'] * len(keys))})"]
    where += ["r.created_at >= %s", "r.created_at < %s"]
    # Ten users' rows are fewer than an endpoint's: no index on the endpoint, please.
    where += [clause.replace("r.endpoint", "r.endpoint || ''") for clause in clauses]
    source, summed, params = (
        "dashboard_requestlog r",
        "r",
        [*keys, *bounds_of(start, end), *filters],
    )
    if rows.model is not None:
        source += " CROSS JOIN dashboard_modelcall c"
        where += ["c.request_id = r.id", "c.model_name = %s"]
        summed, params = "c", [*params, rows.model]
    found = fetch(
        f"SELECT r.user_id, SUM({summed}.total_tokens), COALESCE(SUM({summed}.cost_usd), 0) "
        f"FROM {source} WHERE {' AND '.join(where)} GROUP BY r.user_id",
        params,
    )
    return {user_text(user): (int(tokens), int(cost)) for user, tokens, cost in found}


def _add(cells: dict[str, Cell], rollup: Rollup, found: _Rows, expressions: dict[str, str]) -> None:
    places = [at for at, name in enumerate(rollup.measures) if name in expressions]
    label = "MAX(c.provider)" if expressions is _OF_CALLS else "''"
    asked = ["COUNT(*)", label, *(expressions[rollup.measures[at]] for at in places)]
    for name, (count, of_name, *values) in found.sums(*asked):
        if not count:
            continue
        cell = cells.setdefault(name, Cell([0] * len(rollup.measures)))
        cell.label = of_name
        for at, value in zip(places, values):
            cell.sums[at] = int(value or 0)


def _users_between(start: dt.datetime, end: dt.datetime, rows: RowFilter) -> dict[str, Cell]:
    """The requests of each user, as cells of blocks of users."""
    source, params = requests_from(start, end, rows)
    found = fetch(
        "SELECT n.id, u.requests "
        f"FROM (SELECT r.user_id, COUNT(*) AS requests FROM {source} GROUP BY r.user_id) u "
        "CROSS JOIN dashboard_usernumber n WHERE n.user_key = CAST(u.user_id AS text)",
        params,
    )
    blocks: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for number, requests in found:
        block, lane = divmod(number, USERS_A_BLOCK)
        blocks[str(block)][lane] = requests
    return {
        block: Cell([sum(of_lane.values())], user_lanes=lanes.sum_of(of_lane))
        for block, of_lane in blocks.items()
    }
