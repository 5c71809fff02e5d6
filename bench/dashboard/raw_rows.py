"""The baseline: the dashboard's seven aggregates over raw rows, by SQL that indexes can help."""

from __future__ import annotations

import datetime as dt
import time

from django.db import connection

from dashboard.models.fields import to_micros

_DAY = 86_400_000_000
_HOUR = 3_600_000_000
_REQUESTS = "FROM dashboard_requestlog WHERE created_at >= %s AND created_at < %s"
_CALLS = "FROM dashboard_modelcall WHERE created_at >= %s AND created_at < %s"
# Percentiles are left out: SQLite has none.
_QUESTIONS = (
    f"SELECT created_at / {{bucket}} b, count(*), sum(status_code >= 400) {_REQUESTS} GROUP BY b",
    f"SELECT status_code, count(*) {_REQUESTS} AND status_code >= 400 GROUP BY status_code",
    f"SELECT model_name, count(*), sum(total_tokens), sum(cost_usd), avg(latency_ms) {_CALLS} "
    "GROUP BY model_name ORDER BY 2 DESC LIMIT 10",
    f"SELECT created_at / {{bucket}} b, sum(cost_usd), sum(total_tokens) {_REQUESTS} GROUP BY b",
    f"SELECT country, count(*) {_REQUESTS} GROUP BY country ORDER BY 2 DESC LIMIT 10",
    f"SELECT created_at / {{bucket}} b, avg(latency_ms), max(latency_ms) {_REQUESTS} GROUP BY b",
    f"SELECT user_id, count(*), sum(total_tokens), sum(cost_usd) {_REQUESTS} "
    "AND user_id IS NOT NULL GROUP BY user_id ORDER BY 2 DESC LIMIT 10",
)


def milliseconds(start: dt.datetime, end: dt.datetime) -> float:
    """How long the seven take for a range."""
    bucket = _HOUR if end - start <= dt.timedelta(days=8) else _DAY
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        for question in _QUESTIONS:
            cursor.execute(question.format(bucket=bucket), [to_micros(start), to_micros(end)])
            assert cursor.fetchall()
    return (time.perf_counter() - begun) * 1_000
