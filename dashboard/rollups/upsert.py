"""The one upsert: add to counters, replace blobs, keep the larger, for many rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from dashboard.models.values import insert_values


@dataclass(frozen=True)
class Upsert:
    """Which columns of a table are the conflict key, and what becomes of the others.

    Rows are sequences in the order of ``columns``. Values are the database's own (integers
    for instants on SQLite); rows must be distinct by key.
    """

    model: type[models.Model]
    key: tuple[str, ...]
    add: tuple[str, ...] = ()
    replace: tuple[str, ...] = ()
    largest: tuple[str, ...] = ()
    smallest: tuple[str, ...] = ()
    first: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of a row, in order."""
        changing = self.add + self.replace + self.largest + self.smallest
        return self.key + changing + self.first

    def run(self, connection: BaseDatabaseWrapper, rows: Sequence[Sequence[Any]]) -> None:
        """Write the rows. One statement on PostgreSQL, many rows a statement on SQLite."""
        if not rows:
            return
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    _array_sql(self, connection), [list(column) for column in zip(*rows)]
                )
        else:
            conflict = _conflict(self, "max", "min")
            insert_values(connection, self.model._meta.db_table, self.columns, rows, conflict)


@cache
def _conflict(upsert: Upsert, greatest: str, least: str) -> str:
    """``ON CONFLICT``: what is in ``first`` keeps the value that the first row brought."""
    table = upsert.model._meta.db_table
    # SQLite's max() and min() of nothing and something are nothing.
    known = "COALESCE({table}.{name}, excluded.{name})"
    changes = [
        *(f"{name} = {table}.{name} + excluded.{name}" for name in upsert.add),
        *(f"{name} = excluded.{name}" for name in upsert.replace),
        *(
            f"{name} = {function}({known.format(table=table, name=name)}, excluded.{name})"
            for function, names in ((greatest, upsert.largest), (least, upsert.smallest))
            for name in names
        ),
    ]
    action = f"UPDATE SET {', '.join(changes)}" if changes else "NOTHING"
    return f"ON CONFLICT ({', '.join(upsert.key)}) DO {action}"


def _array_sql(upsert: Upsert, connection: BaseDatabaseWrapper) -> str:
    """Whole columns travel as arrays: one round trip and one plan for thousands of rows."""
    meta = upsert.model._meta
    types = {f.column: f.db_type(connection) or "" for f in meta.concrete_fields}
    arrays = ", ".join(f"%s::{types[name].partition('(')[0]}[]" for name in upsert.columns)
    return (
        f"INSERT INTO {meta.db_table} ({', '.join(upsert.columns)}) "
        f"SELECT * FROM unnest({arrays}) {_conflict(upsert, 'greatest', 'least')}"
    )
