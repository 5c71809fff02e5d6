"""Rows in bulk: many a statement on SQLite, COPY on PostgreSQL. bulk_create is 4 to 7 times slower."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from dashboard.models.values import insert_values

try:
    from psycopg.copy import QueuedLibpqWriter
except ImportError:  # a host on SQLite needs no psycopg
    QueuedLibpqWriter = None  # type: ignore[assignment,misc]

_ROWS_A_MESSAGE = 500
_ROWS_A_SLICE = 4_096
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

_beside: Executor | None = None


@contextmanager
def beside_what_is_made() -> Iterator[None]:
    """While the block runs, SQLite inserts in a thread of its own.

    Not for web processes: threads cannot be begun any more when they end.
    """
    global _beside
    with ThreadPoolExecutor(1, "dashboard-insert") as _beside:
        try:
            yield
        finally:
            _beside = None


@contextmanager
def inserting(
    connection: BaseDatabaseWrapper,
    model: type[models.Model],
    columns: tuple[str, ...],
    rows: Iterable[Sequence[Any]],
) -> Iterator[None]:
    """Insert rows of native values (``native``) in the order of ``columns``.

    They are in the table when the block ends. What is done inside it does not use the
    connection, and costs nothing on PostgreSQL, whose server is at work meanwhile; so is what
    ``rows`` does to make them.
    """
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        # A thread of psycopg sends, so that the server stores rows while others are
        # written out here.
        with connection.cursor() as cursor:
            sender = QueuedLibpqWriter(cursor.cursor)
            copying = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
            with cursor.copy(copying, writer=sender) as copy:
                lines = map(_line, rows)
                while message := "".join(islice(lines, _ROWS_A_MESSAGE)):
                    copy.write(message)
                yield
    elif _beside:
        inserted = _beside.submit(_insert, connection, table, columns, rows)
        try:
            yield
        finally:
            inserted.result()
    else:
        _insert(connection, table, columns, rows)
        yield


def insert_rows(
    connection: BaseDatabaseWrapper,
    model: type[models.Model],
    columns: tuple[str, ...],
    rows: Sequence[Sequence[Any]],
) -> None:
    """``inserting`` with nothing to do meanwhile."""
    if rows:
        with inserting(connection, model, columns, rows):
            pass


def _insert(
    connection: BaseDatabaseWrapper,
    table: str,
    columns: tuple[str, ...],
    rows: Iterable[Sequence[Any]],
) -> None:
    made = iter(rows)
    while some := list(islice(made, _ROWS_A_SLICE)):
        insert_values(connection, table, columns, some)


def _line(row: Iterable[Any]) -> str:
    """A row in COPY's text format."""
    return "\t".join(map(_text, row)) + "\n"


def _text(value: Any) -> str:
    if value is None:
        return "\\N"
    if type(value) is not str:
        return str(value)
    return value if value.isprintable() and "\\" not in value else value.translate(_ESCAPES)
