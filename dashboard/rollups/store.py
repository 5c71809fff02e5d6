"""Where cells are kept, and how they are added to what is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from dashboard.models.model_usage_stats import ModelUsageStats
from dashboard.models.usage_rollup import UsageRollup
from dashboard.rollups import lanes
from dashboard.rollups.cells import Cell, CellKey, Cells
from dashboard.rollups.declarations import MODEL, Rollup, lane_bytes_of
from dashboard.rollups.fold import coarsen
from dashboard.rollups.periods import Period, date_of, quarter_of_date
from dashboard.rollups.upsert import Upsert

# Any number will do, as long as nothing else in the database takes the same.
_LOCK = 0x0B5E_7AB1E
_KEYS_A_SELECT = 500


def lock(connection: BaseDatabaseWrapper) -> None:
    """Keep other writers of rollups out until this transaction ends.

    Blobs are read, merged and written back, so two transactions must not do it at once.
    SQLite has one writer at a time anyhow: there a write must come before the first read.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def apply(connection: BaseDatabaseWrapper, cells: Cells, *, sign: int = 1, scope: str = "") -> None:
    """Add cells of the finest periods, or with sign -1 take them away, in every period.

    Runs inside the caller's transaction, which holds ``lock`` and writes the rows that the
    cells stand for.
    """
    for rollup, found in cells.items():
        for period in rollup.periods:
            found = coarsen(found, period)
            write(connection, table_of(rollup, period), found, sign=sign, scope=scope)


@dataclass(frozen=True)
class Table:
    """The table that holds one rollup at one period.

    The conflict key is ``fixed`` columns, the same in all cells, and ``place`` columns, of
    which the first is the bucket.
    """

    rollup: Rollup
    period: Period
    model: type[models.Model]
    fixed: tuple[str, ...]
    place: tuple[str, ...]

    @property
    def upsert(self) -> Upsert:
        """How its cells are written."""
        largest = ("label",) if self.rollup.calls else ()
        return Upsert(
            self.model, self.fixed + self.place, self.rollup.measures, self.rollup.blobs, largest
        )

    def fixed_values(self, scope: str) -> tuple[Any, ...]:
        """The values of the fixed columns."""
        if self.model is UsageRollup:
            return (scope, self.rollup.dimension, int(self.period))
        return (scope,)

    def bucket(self, quarter: int) -> Any:
        """A bucket's number as this table writes it."""
        return quarter if self.model is UsageRollup else date_of(quarter)

    def quarter(self, bucket: Any) -> int:
        """The number of a bucket that this table has written."""
        return bucket if self.model is UsageRollup else quarter_of_date(bucket)

    def place_of(self, where: CellKey) -> tuple[Any, ...]:
        """The values of the place columns of a cell."""
        if self.model is UsageRollup:
            return where
        return (self.bucket(where.bucket), where.key)


@cache
def table_of(rollup: Rollup, period: Period) -> Table:
    """The table of a rollup at a period: models by day have one of their own."""
    if rollup.dimension == MODEL.dimension and period == Period.DAY:
        return Table(rollup, period, ModelUsageStats, ("scope",), ("date", "model_name"))
    fixed = ("scope", "dimension", "period")
    return Table(rollup, period, UsageRollup, fixed, ("bucket", "key", "part"))


def write(
    connection: BaseDatabaseWrapper,
    table: Table,
    found: dict[CellKey, Cell],
    *,
    sign: int = 1,
    scope: str = "",
) -> None:
    """Add cells to one table, or with sign -1 take them away, under ``lock``."""
    fixed = table.fixed_values(scope)
    blobs = table.rollup.blobs
    # In the order of the key, so that the index is walked once.
    ordered = sorted(found.items())
    stored = _read_blobs(connection, table, [w for w, _ in ordered], scope) if blobs else {}
    nothing = (None,) * len(blobs)
    sizes = [lane_bytes_of(name) for name in blobs]
    rows: list[tuple[Any, ...]] = []
    for where, cell in ordered:
        place = table.place_of(where)
        sums = cell.sums if sign == 1 else [-value for value in cell.sums]
        merged = [
            lanes.from_int(lanes.to_int(old, size) + sign * getattr(cell, name), size)
            for name, size, old in zip(blobs, sizes, stored.get(place, nothing))
        ]
        label = (cell.label,) if table.rollup.calls else ()
        rows.append((*fixed, *place, *sums, *merged, *label))
    table.upsert.run(connection, rows)


def _read_blobs(
    connection: BaseDatabaseWrapper, table: Table, wheres: Sequence[CellKey], scope: str
) -> dict[tuple[Any, ...], tuple[bytes | None, ...]]:
    """The blobs that the cells have now, by the place of the cell."""
    bucket, blobs = table.place[0], table.rollup.blobs
    stored: dict[tuple[Any, ...], tuple[bytes | None, ...]] = {}
    for some in _batches(wheres):
        places = [table.place_of(where) for where in some]
        buckets = sorted({place[0] for place in places})
        one_place = f"({', '.join(['%s'] * len(table.place))})"
        sql = (
            f"SELECT {', '.join(table.place + blobs)} FROM {table.model._meta.db_table} "
            f"WHERE {' AND '.join(f'{name} = %s' for name in table.fixed)} "
            # Without the buckets by themselves PostgreSQL would read the whole dimension.
            f"AND {bucket} IN ({', '.join(['%s'] * len(buckets))}) "
            f"AND ({', '.join(table.place)}) IN (VALUES {', '.join([one_place] * len(places))})"
        )
        params = [*table.fixed_values(scope), *buckets, *(v for place in places for v in place)]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            for row in cursor.fetchall():
                stored[row[: len(table.place)]] = row[len(table.place) :]
    return stored


def _batches(wheres: Sequence[CellKey]) -> Iterator[Sequence[CellKey]]:
    for start in range(0, len(wheres), _KEYS_A_SELECT):
        yield wheres[start : start + _KEYS_A_SELECT]
