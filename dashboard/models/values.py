"""Rows for SQLite, many a statement: one of a single row opens table and indexes anew each time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from sqlite3 import SQLITE_LIMIT_VARIABLE_NUMBER
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

# Rows a statement. Those that are left over go by the next fewer.
_SIZES = (512, 32, 1)


def insert_values(
    connection: BaseDatabaseWrapper,
    table: str,
    columns: tuple[str, ...],
    rows: Sequence[Sequence[Any]],
    conflict: str = "",
) -> None:
    """Insert rows of native values; ``conflict`` is an ON CONFLICT clause.

    Runs in a transaction that is rolled back when it raises: where a row is refused, some
    before it are there.
    """
    connection.ensure_connection()
    # The driver itself: Django would look for its placeholders, thousands in a statement.
    driver = connection.connection
    most = driver.getlimit(SQLITE_LIMIT_VARIABLE_NUMBER) // len(columns)
    done = 0
    with connection.wrap_database_errors:
        for size in _SIZES:
            full = (len(rows) - done) // size * size if size <= most else 0
            if full:
                starts = range(done, done + full, size)
                values = (list(chain.from_iterable(rows[at : at + size])) for at in starts)
                driver.executemany(_sql(table, columns, size, conflict), values)
                done += full


@lru_cache(maxsize=256)
def _sql(table: str, columns: tuple[str, ...], rows: int, conflict: str) -> str:
    # Without FAIL, SQLite keeps a journal of each statement, to undo what it did until it failed.
    row = f"({', '.join('?' * len(columns))})"
    return (
        f"INSERT OR FAIL INTO {table} ({', '.join(columns)}) "
        f"VALUES {', '.join([row] * rows)} {conflict}"
    )
