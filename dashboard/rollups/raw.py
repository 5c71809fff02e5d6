"""Facts from rows: for the edges that no cell is fine enough for, and for the rebuild."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from dashboard.models.fields import to_micros
from dashboard.models.native import instant, micros_of, user_key, user_text
from dashboard.models.user_number import UserNumber
from dashboard.rollups.facts import CallFact, Facts, RequestFact, request_and_models
from dashboard.rollups.histogram import lane_of
from dashboard.rollups.periods import QUARTER_MICROS

_REQUEST_COLUMNS = (
    "r.id, r.created_at, r.endpoint, r.status_code, r.country, r.user_id, r.latency_ms, "
    "r.model_calls, r.failed_calls, r.unpriced_calls, r.prompt_tokens, r.completion_tokens, "
    "r.total_tokens, r.cost_usd"
)
_CALL_COLUMNS = (
    "c.request_id, c.model_name, c.provider, c.failed, c.prompt_tokens, c.completion_tokens, "
    "c.total_tokens, c.cost_usd, c.latency_ms"
)
_NUMBERS_A_SELECT = 10_000


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


def facts_between(
    start: dt.datetime, end: dt.datetime, rows: RowFilter = EVERYTHING
) -> Facts:
    """The facts of the requests with created_at in [start, end).

    With a model, only the calls to that model are among them.
    """
    where, params = _where(start, end, rows)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_REQUEST_COLUMNS} FROM dashboard_requestlog r WHERE {where}", params
        )
        found = cursor.fetchall()
        of_model = "" if rows.model is None else " AND c.model_name = %s"
        cursor.execute(
            f"SELECT {_CALL_COLUMNS} FROM dashboard_requestlog r "
            f"JOIN dashboard_modelcall c ON c.request_id = r.id WHERE {where}{of_model}",
            params if rows.model is None else [*params, rows.model],
        )
        calls = cursor.fetchall()
    return _facts(found, calls)


def counts_between(
    start: dt.datetime, end: dt.datetime, rows: RowFilter = EVERYTHING
) -> list[Counted]:
    """How many requests with created_at in [start, end) there are of each combination.

    For the long edges of rollups that only count: the database groups what would otherwise
    come here row by row.
    """
    where, params = _where(start, end, rows)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.status_code, r.country, r.user_id, COUNT(*) FROM dashboard_requestlog r "
            f"WHERE {where} GROUP BY r.status_code, r.country, r.user_id",
            params,
        )
        found = cursor.fetchall()
    users = {stored: user_text(stored) for stored in {row[2] for row in found}}
    numbers = numbers_of({text for text in users.values() if text})
    return [
        Counted(status, country, numbers.get(users[user]), count)
        for status, country, user, count in found
    ]


def _where(start: dt.datetime, end: dt.datetime, rows: RowFilter) -> tuple[str, list[Any]]:
    bounds = [instant(connection, to_micros(start)), instant(connection, to_micros(end))]
    clauses, params = ["r.created_at >= %s", "r.created_at < %s"], [*bounds]
    if rows.endpoint is not None:
        clauses.append("r.endpoint = %s")
        params.append(rows.endpoint)
    if rows.user is not None:
        clauses.append("r.user_id = %s")
        params.append(user_key(connection, rows.user))
    if rows.demo:
        clauses.append("r.is_demo = %s")
        params.append(True)
    if rows.model is not None:
        clauses.append(
            "r.id IN (SELECT m.request_id FROM dashboard_modelcall m "
            "WHERE m.model_name = %s AND m.created_at >= %s AND m.created_at < %s)"
        )
        params += [rows.model, *bounds]
    return " AND ".join(clauses), params


def _facts(found: list[tuple[Any, ...]], calls: list[tuple[Any, ...]]) -> Facts:
    users = {stored: user_text(stored) for stored in {row[5] for row in found}}
    numbers = numbers_of({text for text in users.values() if text})
    facts = Facts([], [], [])
    by_id: dict[Any, RequestFact] = {}
    for row in found:
        id, created, endpoint, status, country, user, latency, made, *sums, cost = row
        fact = RequestFact(
            micros_of(created) // QUARTER_MICROS,
            endpoint,
            status,
            country,
            users[user],
            numbers.get(users[user]),
            None if latency is None else lane_of(latency),
            1,
            int((status or 0) >= 400),
            int(made > 0),
            int(user is None),
            latency or 0,
            made,
            *sums,
            cost or 0,
        )
        facts.requests.append(fact)
        if made:
            by_id[_id_key(id)] = fact
    models: defaultdict[Any, set[str]] = defaultdict(set)
    for id, model, provider, failed, prompt, completion, total, cost, latency in calls:
        request = by_id.get(_id_key(id))
        if request is None:
            continue
        models[_id_key(id)].add(model)
        facts.calls.append(
            CallFact(
                request.quarter,
                request.endpoint,
                model,
                None if latency is None else lane_of(latency),
                provider,
                1,
                int(failed),
                int(cost is None),
                prompt,
                completion,
                total,
                cost or 0,
                latency or 0,
            )
        )
    for key, names in models.items():
        facts.model_requests.extend(request_and_models(by_id[key], names))
    return facts


def numbers_of(users: set[str]) -> dict[str, int]:
    """The lane numbers of users, by their key as text."""
    wanted = sorted(users)
    numbers: dict[str, int] = {}
    for start in range(0, len(wanted), _NUMBERS_A_SELECT):
        some = wanted[start : start + _NUMBERS_A_SELECT]
        rows = UserNumber.objects.filter(user_key__in=some)
        numbers.update(rows.values_list("user_key", "id"))
    return numbers


def _id_key(id: Any) -> Any:
    return bytes(id) if isinstance(id, memoryview) else id
