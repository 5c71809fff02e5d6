"""Which rows a sum is about: FROM and WHERE of the requests and of their calls."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection

from dashboard.models.fields import to_micros
from dashboard.models.ids import first_id
from dashboard.models.native import instant, request_id, user_key


@dataclass(frozen=True)
class RowFilter:
    """Which rows: of one endpoint, of one user, those that called one model, demo rows only.

    With a project, its visits and events, which have nothing to do with requests.
    """

    endpoint: str | None = None
    user: str | None = None
    model: str | None = None
    demo: bool = False
    project: int | None = None


EVERYTHING = RowFilter()


def bounds_of(start: dt.datetime, end: dt.datetime) -> list[Any]:
    """The parameters of ``created_at >= %s AND created_at < %s``."""
    return [instant(connection, to_micros(start)), instant(connection, to_micros(end))]


def requests_from(start: dt.datetime, end: dt.datetime, rows: RowFilter) -> tuple[str, list[Any]]:
    """FROM and WHERE of the requests ``r``, and the parameters.

    CROSS JOIN, here and below, keeps the order of the tables: SQLite has no statistics of a
    young database and would begin with the wrong one.
    """
    bounds = bounds_of(start, end)
    clauses, filters = clauses_of(rows)
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


def calls_from(start: dt.datetime, end: dt.datetime, rows: RowFilter) -> tuple[str, list[Any]]:
    """FROM and WHERE of the calls ``c`` of these requests, and the parameters."""
    bounds = bounds_of(start, end)
    if rows == EVERYTHING:
        # A range of time is a range of ids: the requests need not be looked up.
        ids = [first_id(start), first_id(end + dt.timedelta(milliseconds=1))]
        return (
            "dashboard_modelcall c WHERE c.request_id >= %s AND c.request_id < %s "
            "AND c.created_at >= %s AND c.created_at < %s",
            [*(request_id(connection, id.bytes) for id in ids), *bounds],
        )
    clauses, filters = clauses_of(rows)
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


def clauses_of(rows: RowFilter) -> tuple[list[str], list[Any]]:
    """Conditions on requests ``r`` that have nothing to do with time, and the parameters."""
    known: dict[str, Any] = {}
    if rows.endpoint is not None:
        known["r.endpoint"] = rows.endpoint
    if rows.user is not None:
        # What cannot be a key is NULL, which equals nobody: never everybody.
        known["r.user_id"] = user_key(connection, rows.user)
    if rows.demo:
        known["r.is_demo"] = True
    return [f"{name} = %s" for name in known], list(known.values())


def fetch(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    """The rows that a statement finds."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
