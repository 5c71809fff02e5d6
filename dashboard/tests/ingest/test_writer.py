"""The writer: how many rows a batch becomes, and that it is free in memory once it is written."""

from __future__ import annotations

import datetime as dt
import gc
from concurrent.futures import wait
from sqlite3 import SQLITE_LIMIT_VARIABLE_NUMBER
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection

from dashboard.ingest import insert
from dashboard.ingest.totals import Priced
from dashboard.models import ModelCall, RequestLog, UserNumber
from dashboard.tests.records import call, record, write

AT = dt.datetime(2025, 7, 20, 12, tzinfo=dt.UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("user", ["", "nobody's key"])
def test_a_written_batch_leaves_memory_without_the_garbage_collector(user: str) -> None:
    """Users without a valid key raise an error, whose traceback must not hold the batch."""
    gc.collect()
    gc.disable()
    try:
        write([record(AT, user=user), record(AT + dt.timedelta(seconds=1), user=user)])
        left = [found for found in gc.get_objects() if type(found) is Priced]
    finally:
        gc.enable()
    assert RequestLog.objects.count() == 2
    assert left == []


def test_users_are_numbered_without_gaps(django_user_model: type[User]) -> None:
    """A number is a lane in every cell of users: gaps would make cells of nobody."""
    keys = [str(django_user_model.objects.create(username=f"u{n}").pk) for n in range(3)]
    at = dt.datetime(2025, 3, 1, 9, tzinfo=dt.UTC)
    for hour in range(5):
        write([record(at + dt.timedelta(hours=hour), user=key) for key in keys[:2]])
    write([record(at + dt.timedelta(hours=9), user=keys[2])])
    write([record(at, user=keys[0])])
    numbered = UserNumber.objects.order_by("pk")
    first = numbered[0].pk
    assert [(row.user_key, row.pk - first) for row in numbered] == list(zip(keys, range(3)))
    assert [row.last_seen for row in numbered] == [
        at + dt.timedelta(hours=hour) for hour in (4, 4, 9)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 31, 32, 33, 511, 512, 545, 1_057])
def test_a_batch_of_any_size_is_written_whole(count: int) -> None:
    """SQLite gets its rows 512, 32 and one a statement."""
    times = [AT + n * dt.timedelta(seconds=1) for n in range(count)]
    write([record(at, path=f"/{n}", calls=[call()]) for n, at in enumerate(times)])
    paths = RequestLog.objects.order_by("created_at").values_list("created_at", "path")
    assert list(paths) == [(at, f"/{n}") for n, at in enumerate(times)]
    assert ModelCall.objects.count() == count


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite counts the parameters")
def test_a_database_that_takes_few_parameters() -> None:
    """Rows come by fewer a statement then. 999 was SQLite's limit before 3.32."""
    connection.ensure_connection()
    before = connection.connection.setlimit(SQLITE_LIMIT_VARIABLE_NUMBER, 999)
    try:
        write([record(AT + n * dt.timedelta(seconds=1)) for n in range(600)])
    finally:
        connection.connection.setlimit(SQLITE_LIMIT_VARIABLE_NUMBER, before)
    assert RequestLog.objects.count() == 600


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite's rows have a thread")
def test_ctrl_c_while_a_thread_inserts_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it had still to insert would else come after the rollback, each row for itself."""
    interrupts = [KeyboardInterrupt(), KeyboardInterrupt()]

    def interrupted(*args: Any) -> Any:
        if interrupts:
            raise interrupts.pop()
        return wait(*args)

    monkeypatch.setattr(insert, "wait", interrupted)
    monkeypatch.setattr(insert, "_ROWS_A_SLICE", 2_000)
    rows = [record(AT + n * dt.timedelta(milliseconds=1), calls=[call()]) for n in range(20_000)]
    with insert.beside_what_is_made(), pytest.raises(KeyboardInterrupt):
        write(rows)
    assert (RequestLog.objects.count(), ModelCall.objects.count()) == (0, 0)
