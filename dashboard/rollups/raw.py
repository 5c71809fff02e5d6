"""Facts from rows, for the rebuild and for series that no rollup has."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dashboard.models.native import micros_of, user_text
from dashboard.rollups.declarations import SUMS_OF_CALLS
from dashboard.rollups.facts import (
    Columns,
    Facts,
    call_columns,
    model_request_columns,
    request_columns,
)
from dashboard.rollups.periods import QUARTER_MICROS
from dashboard.rollups.row_filter import (
    EVERYTHING,
    RowFilter,
    calls_from,
    fetch,
    requests_from,
)

_REQUEST_COLUMNS = (
    "r.id, r.created_at, r.endpoint, r.status_code, r.country, r.user_id, n.id, r.latency_ms, "
    "r.method, r.model_calls, r.failed_calls, r.unpriced_calls, r.prompt_tokens, "
    "r.completion_tokens, r.total_tokens, r.cost_usd"
)
_CALL_COLUMNS = (
    "c.request_id, c.model_name, c.provider, c.failed, c.prompt_tokens, c.completion_tokens, "
    "c.total_tokens, c.cost_usd, c.latency_ms"
)


def facts_between(start: dt.datetime, end: dt.datetime, rows: RowFilter = EVERYTHING) -> Facts:
    """The facts of the requests with created_at in [start, end).

    With a model, only the calls to that model are among them.
    """
    source, params = requests_from(start, end, rows)
    found = fetch(
        f"SELECT {_REQUEST_COLUMNS} FROM {source} "
        "LEFT JOIN dashboard_usernumber n ON n.user_key = CAST(r.user_id AS text)",
        params,
    )
    source, params = calls_from(start, end, rows)
    made = fetch(f"SELECT {_CALL_COLUMNS} FROM {source}", params)
    return _facts(_request_columns(found), found, made)


def _request_columns(found: list[tuple[Any, ...]]) -> Columns:
    users = {stored: user_text(stored) for stored in {row[5] for row in found}}
    return request_columns(
        quarter=[micros_of(row[1]) // QUARTER_MICROS for row in found],
        endpoint=[row[2] for row in found],
        method=[row[8] for row in found],
        status=[row[3] for row in found],
        country=[row[4] for row in found],
        user=[users[row[5]] for row in found],
        user_number=[row[6] for row in found],
        latency_micros=[row[7] for row in found],
        sums={name: [row[at] for row in found] for at, name in enumerate(SUMS_OF_CALLS, start=9)},
    )


def _facts(requests: Columns, found: list[tuple[Any, ...]], made: list[tuple[Any, ...]]) -> Facts:
    # Only calls of requests that were found: one may be written between the two statements.
    numbers = {_id_key(row[0]): number for number, row in enumerate(found)}
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
