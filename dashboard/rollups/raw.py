"""Facts from rows: for the edges that no cell is fine enough for, and for the rebuild."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection

from dashboard.models.fields import to_micros
from dashboard.models.native import instant, micros_of, user_key, user_text
from dashboard.rollups.declarations import SUMS_OF_CALLS
from dashboard.rollups.facts import (
    Columns,
    Facts,
    call_columns,
    model_request_columns,
    request_columns,
)
from dashboard.rollups.periods import QUARTER_MICROS

_REQUEST_COLUMNS = (
    "r.id, r.created_at, r.endpoint, r.status_code, r.country, r.user_id, n.id, r.latency_ms, "
    "r.model_calls, r.failed_calls, r.unpriced_calls, r.prompt_tokens, r.completion_tokens, "
    "r.total_tokens, r.cost_usd"
)
_CALL_COLUMNS = (
    "c.request_id, c.model_name, c.provider, c.failed, c.prompt_tokens, c.completion_tokens, "
    "c.total_tokens, c.cost_usd, c.latency_ms"
)


@dataclass(frozen=True)
class RowFilter:
    """Which rows: of one endpoint, of one user, those that called one model, demo rows only."""

    endpoint: str | None = None
    user: str | None = None
    model: str | None = None
    demo: bool = False


EVERYTHING = RowFilter()


class Counted(NamedTuple):
    """How many requests had the same status, country and user."""

    status: int | None
    country: str
    user_number: int | None
    requests: int


def facts_between(start: dt.datetime, end: dt.datetime, rows: RowFilter = EVERYTHING) -> Facts:
    """The facts of the requests with created_at in [start, end).

    With a model, only the calls to that model are among them.
    """
    return Rows(start, end, rows).with_calls


class Rows:
    """The requests with created_at in [start, end), read once; their calls when asked for."""

    def __init__(self, start: dt.datetime, end: dt.datetime, rows: RowFilter = EVERYTHING) -> None:
        self._asked = (start, end, rows)
        source, params = _requests(start, end, rows)
        self._found = _rows(
            f"SELECT {_REQUEST_COLUMNS} FROM {source} "
            "LEFT JOIN dashboard_usernumber n ON n.user_key = CAST(r.user_id AS text)",
            params,
        )
        self._requests = _request_columns(self._found)

    @cached_property
    def without_calls(self) -> Facts:
        """What rollups of requests need."""
        return _facts(self._requests, [], [])

    @cached_property
    def with_calls(self) -> Facts:
        """What any rollup needs."""
        source, params = _calls(*self._asked)
        made = _rows(f"SELECT {_CALL_COLUMNS} FROM {source}", params)
        return _facts(self._requests, self._found, made)


def counts_between(
    start: dt.datetime, end: dt.datetime, rows: RowFilter = EVERYTHING
) -> list[Counted]:
    """How many requests with created_at in [start, end) there are of each combination.

    For the long edges of rollups that only count: the database groups what would otherwise
    come here row by row.
    """
    source, params = _requests(start, end, rows)
    found = _rows(
        "SELECT r.status_code, r.country, n.id, COUNT(*) "
        f"FROM {source} LEFT JOIN dashboard_usernumber n ON n.user_key = CAST(r.user_id AS text) "
        "GROUP BY r.status_code, r.country, n.id",
        params,
    )
    return [Counted(*row) for row in found]


def usage_between(
    start: dt.datetime, end: dt.datetime, users: Sequence[str], rows: RowFilter = EVERYTHING
) -> dict[str, tuple[int, int]]:
    """Tokens and nano-dollars of some users' requests with created_at in [start, end)."""
    if not users:
        return {}
    keys = [user_key(connection, user) for user in users]
    bounds = [instant(connection, to_micros(start)), instant(connection, to_micros(end))]
    clauses, filters = _filters(rows)
    where = [f"r.user_id IN ({', '.join(['%s'] * len(keys))})"]
    where += ["r.created_at >= %s", "r.created_at < %s"]
    # Ten users' rows are fewer than an endpoint's: no index on the endpoint, please.
    where += [clause.replace("r.endpoint", "r.endpoint || ''") for clause in clauses]
    source, summed, params = "dashboard_requestlog r", "r", [*keys, *bounds, *filters]
    if rows.model is not None:
        source += " CROSS JOIN dashboard_modelcall c"
        where += ["c.request_id = r.id", "c.model_name = %s"]
        summed, params = "c", [*params, rows.model]
    found = _rows(
        f"SELECT r.user_id, SUM({summed}.total_tokens), COALESCE(SUM({summed}.cost_usd), 0) "
        f"FROM {source} WHERE {' AND '.join(where)} GROUP BY r.user_id",
        params,
    )
    return {user_text(user): (int(tokens), int(cost)) for user, tokens, cost in found}


def _requests(start: dt.datetime, end: dt.datetime, rows: RowFilter) -> tuple[str, list[Any]]:
    """FROM and WHERE of the requests ``r``, and the parameters.

    CROSS JOIN, here and below, keeps the order of the tables: SQLite has no statistics of a
    young database and would begin with the wrong one.
    """
    bounds = [instant(connection, to_micros(start)), instant(connection, to_micros(end))]
    clauses, filters = _filters(rows)
    if rows.model is None:
        where = " AND ".join(["r.created_at >= %s", "r.created_at < %s", *clauses])
        return f"(SELECT r.* FROM dashboard_requestlog r WHERE {where}) r", [*bounds, *filters]
    where = " AND ".join(["TRUE", *clauses])
    return (
        "(SELECT r.* FROM (SELECT DISTINCT request_id FROM dashboard_modelcall "
        "WHERE model_name = %s AND created_at >= %s AND created_at < %s) c "
        f"CROSS JOIN dashboard_requestlog r WHERE r.id = c.request_id AND {where}) r",
        [rows.model, *bounds, *filters],
    )


def _calls(start: dt.datetime, end: dt.datetime, rows: RowFilter) -> tuple[str, list[Any]]:
    """FROM and WHERE of the calls ``c`` of these requests, and the parameters."""
    bounds = [instant(connection, to_micros(start)), instant(connection, to_micros(end))]
    clauses, filters = _filters(rows)
    where = " AND ".join(["c.request_id = r.id", *clauses])
    if rows.model is None:
        return (
            "dashboard_requestlog r CROSS JOIN dashboard_modelcall c "
            f"WHERE r.created_at >= %s AND r.created_at < %s AND {where}",
            [*bounds, *filters],
        )
    return (
        "dashboard_modelcall c CROSS JOIN dashboard_requestlog r "
        f"WHERE c.model_name = %s AND c.created_at >= %s AND c.created_at < %s AND {where}",
        [rows.model, *bounds, *filters],
    )


def _filters(rows: RowFilter) -> tuple[list[str], list[Any]]:
    wanted = {
        "r.endpoint": rows.endpoint,
        "r.user_id": None if rows.user is None else user_key(connection, rows.user),
        "r.is_demo": rows.demo or None,
    }
    known = {name: value for name, value in wanted.items() if value is not None}
    return [f"{name} = %s" for name in known], list(known.values())


def _rows(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _request_columns(found: list[tuple[Any, ...]]) -> Columns:
    users = {stored: user_text(stored) for stored in {row[5] for row in found}}
    return request_columns(
        quarter=[micros_of(row[1]) // QUARTER_MICROS for row in found],
        endpoint=[row[2] for row in found],
        status=[row[3] for row in found],
        country=[row[4] for row in found],
        user=[users[row[5]] for row in found],
        user_number=[row[6] for row in found],
        latency_micros=[row[7] for row in found],
        sums={name: [row[at] for row in found] for at, name in enumerate(SUMS_OF_CALLS, start=8)},
    )


def _facts(requests: Columns, found: list[tuple[Any, ...]], made: list[tuple[Any, ...]]) -> Facts:
    # Only calls of requests that were found: one may be written between the two statements.
    numbers = {_id_key(row[0]): number for number, row in enumerate(found)} if made else {}
    of_request = [(numbers[_id_key(row[0])], row) for row in made if _id_key(row[0]) in numbers]
    rows = [row for _, row in of_request]
    calls = call_columns(
        quarter=[requests["quarter"][number] for number, _ in of_request],
        endpoint=[requests["endpoint"][number] for number, _ in of_request],
        model=[row[1] for row in rows],
        user_number=[requests["user_number"][number] for number, _ in of_request],
        label=[row[2] for row in rows],
        failed=[row[3] for row in rows],
        prompt_tokens=[row[4] for row in rows],
        completion_tokens=[row[5] for row in rows],
        total_tokens=[row[6] for row in rows],
        cost_nanos=[row[7] for row in rows],
        latency_micros=[row[8] for row in rows],
    )
    pairs = list({(number, row[1]) for number, row in of_request})
    return Facts(requests, calls, model_request_columns(requests, pairs))


def _id_key(id: Any) -> Any:
    return bytes(id) if isinstance(id, memoryview) else id
