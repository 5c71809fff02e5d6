"""Rows in bulk: many a statement on SQLite, COPY on PostgreSQL; bulk_create is 4 times slower."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from dashboard.models.values import insert_values

try:
    from psycopg.copy import QueuedLibpqWriter
except ImportError:  # a host on SQLite needs no psycopg
    QueuedLibpqWriter = None  # type: ignore[assignment,misc]

_ROWS_A_MESSAGE = 500
_ROWS_A_SLICE = 16_384
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

_beside: Executor | None = None


class Rows(NamedTuple):
    """Rows for a table: native values (``native``) in the order of ``columns``."""

    model: type[models.Model]
    columns: tuple[str, ...]
    values: Iterable[Sequence[Any]]


@contextmanager
def beside_what_is_made() -> Iterator[None]:
    """While the block runs, SQLite inserts in a thread of its own.

    Not for web processes: at their end, threads cannot be begun any more.
    """
    global _beside
    with ThreadPoolExecutor(1, "dashboard-insert") as _beside:
        try:
            yield
        finally:
            _beside = None


@contextmanager
def inserting(connection: BaseDatabaseWrapper, first: Rows, *more: Rows) -> Iterator[None]:
    """Insert rows of one table, then those of others, whose values are made with the first's.

    They are in the tables when the block ends. What is done inside it does not use the
    connection, and costs little where the database is at work meanwhile: on PostgreSQL, and on
    SQLite while ``beside_what_is_made``.
    """
    if connection.vendor == "postgresql":
        with _copying(connection, first):
            yield
        for rows in more:
            insert_rows(connection, rows)
    elif _beside:
        inserted: list[Future[None]] = []
        with _awaited(inserted):
            for rows in (first, *more):
                for some in _slices(rows):
                    if inserted or len(some) == _ROWS_A_SLICE:
                        inserted.append(_beside.submit(_insert, connection, rows, some))
                    else:
                        # Not worth a thread.
                        _insert(connection, rows, some)
            yield
    else:
        for rows in (first, *more):
            _insert(connection, rows, list(rows.values))
        yield


def insert_rows(connection: BaseDatabaseWrapper, rows: Rows) -> None:
    """``inserting`` with nothing to do meanwhile."""
    if rows.values:
        with inserting(connection, rows):
            pass


@contextmanager
def _copying(connection: BaseDatabaseWrapper, rows: Rows) -> Iterator[None]:
    copying = f"COPY {rows.model._meta.db_table} ({', '.join(rows.columns)}) FROM STDIN"
    lines = map(_line, rows.values)
    with connection.cursor() as cursor:
        # A thread of psycopg sends, so that the server stores rows while others are written
        # out here.
        sender = QueuedLibpqWriter(cursor.cursor)
        with cursor.copy(copying, writer=sender) as copy:
            while message := "".join(islice(lines, _ROWS_A_MESSAGE)):
                copy.write(message)
            yield


def _slices(rows: Rows) -> Iterator[list[Sequence[Any]]]:
    values = iter(rows.values)
    while some := list(islice(values, _ROWS_A_SLICE)):
        yield some


def _insert(connection: BaseDatabaseWrapper, rows: Rows, values: list[Sequence[Any]]) -> None:
    insert_values(connection, rows.model._meta.db_table, rows.columns, values)


@contextmanager
def _awaited(inserted: Sequence[Future[None]]) -> Iterator[None]:
    """Whatever happens inside, the thread is through with the connection at the end."""
    try:
        yield
    except BaseException:
        _wait_for(inserted)
        raise
    _wait_for(inserted)
    for one in inserted:
        one.result()


def _wait_for(inserted: Sequence[Future[None]]) -> None:
    """Ctrl-C, too, waits: rows that come after the rollback would stay."""
    interrupt = None
    while not all(one.done() for one in inserted):
        try:
            wait(inserted)
        except KeyboardInterrupt as error:
            interrupt = error
            for one in inserted:
                one.cancel()
    if interrupt:
        raise interrupt


def _line(row: Iterable[Any]) -> str:
    """A row in COPY's text format."""
    return "\t".join(map(_text, row)) + "\n"


def _text(value: Any) -> str:
    if value is None:
        return "\\N"
    if type(value) is not str:
        return str(value)
    return value if value.isprintable() and "\\" not in value else value.translate(_ESCAPES)
