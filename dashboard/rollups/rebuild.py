"""Rollups made again from raw rows, and compared with them, a UTC day at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Min

from dashboard.models.request_log import RequestLog
from dashboard.models.usage_rollup import UsageRollup
from dashboard.models.watermark import Watermark
from dashboard.rollups import lanes, store
from dashboard.rollups.cells import Cell, CellKey
from dashboard.rollups.declarations import ROLLUPS, Rollup, lane_bytes_of
from dashboard.rollups.fold import coarsen, fold
from dashboard.rollups.periods import LENGTH, Period, date_of, quarter_of_date, start_of
from dashboard.rollups.raw import facts_between
from dashboard.rollups.store import Table, table_of
from dashboard.rollups.watermark import raw_complete_since

DAY = dt.timedelta(days=1)
EVERY_PERIOD = tuple(Period)


def known_days() -> tuple[dt.date, dt.date] | None:
    """The first and the last UTC day that have a row or a cell; None when there is neither."""
    rows = RequestLog.objects.aggregate(first=Min("created_at"), last=Max("created_at"))
    cells = UsageRollup.objects.filter(scope="", dimension="total", period=Period.DAY).aggregate(
        first=Min("bucket"), last=Max("bucket")
    )
    days = [instant.astimezone(dt.UTC).date() for instant in rows.values() if instant]
    days += [date_of(bucket) for bucket in cells.values() if bucket is not None]
    return (min(days), max(days)) if days else None


def first_complete_day() -> dt.date:
    """The first UTC day whose raw rows are complete: earlier ones only the rollups know."""
    return raw_complete_since().date()


def days_left(task: str, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The days of a task over [first, last] that are not done; each is done when the next is asked.

    A task that was interrupted goes on, with the same range, where it stopped.
    """
    name = f"{task}:{first}:{last}"
    reached = Watermark.objects.filter(name=name).first()
    day = max(first, first_complete_day(), reached.instant.date() if reached else first)
    while day <= last:
        yield day
        day += DAY
        instant = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
        Watermark.objects.update_or_create(name=name, defaults={"instant": instant})
    Watermark.objects.filter(name=name).delete()


def rebuild_day(
    day: dt.date,
    rollups: Sequence[Rollup] = ROLLUPS,
    periods: Sequence[Period] = EVERY_PERIOD,
) -> int:
    """Replace the cells of a UTC day by what its rows say; how many cells there are now.

    Writers wait meanwhile, so none of their increments is lost or counted twice.
    """
    with transaction.atomic():
        # A write before the first read: on SQLite that takes the lock for all of it.
        Watermark.objects.filter(name="").update(name="")
        store.lock(connection)
        cells = 0
        for table, found in _cells_of_rows(day, rollups, periods):
            _delete(table, day)
            store.write(connection, table, found)
            cells += len(found)
        return cells


def drift_of_day(
    day: dt.date,
    rollups: Sequence[Rollup] = ROLLUPS,
    periods: Sequence[Period] = EVERY_PERIOD,
) -> int:
    """How many cells of a UTC day are not what its rows say."""
    with transaction.atomic():
        store.lock(connection)
        return sum(
            _differences(table, found, _stored(table, day))
            for table, found in _cells_of_rows(day, rollups, periods)
        )


def _cells_of_rows(
    day: dt.date, rollups: Sequence[Rollup], periods: Sequence[Period]
) -> Iterator[tuple[Table, dict[CellKey, Cell]]]:
    start = start_of(quarter_of_date(day))
    folded = fold(facts_between(start, start + DAY), rollups)
    for rollup, found in folded.items():
        for period in rollup.periods:
            found = coarsen(found, period)
            if period in periods:
                yield table_of(rollup, period), found


def _of_day(table: Table, day: dt.date) -> tuple[str, list[Any]]:
    """WHERE, and its parameters, of the cells of a day."""
    first = quarter_of_date(day)
    bounds = [table.bucket(first), table.bucket(first + LENGTH[Period.DAY])]
    clauses = [f"{name} = %s" for name in table.fixed]
    clauses += [f"{table.place[0]} >= %s", f"{table.place[0]} < %s"]
    return " AND ".join(clauses), [*table.fixed_values(""), *bounds]


def _delete(table: Table, day: dt.date) -> None:
    where, params = _of_day(table, day)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table.model._meta.db_table} WHERE {where}", params)


def _stored(table: Table, day: dt.date) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    where, params = _of_day(table, day)
    rollup = table.rollup
    columns = (*table.place, *rollup.measures, *rollup.blobs)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(columns)} FROM {table.model._meta.db_table} WHERE {where}", params
        )
        rows = cursor.fetchall()
    sizes = [lane_bytes_of(name) for name in rollup.blobs]
    place, sums = len(table.place), len(table.place) + len(rollup.measures)
    return {row[:place]: (*row[place:sums], *map(lanes.to_int, row[sums:], sizes)) for row in rows}


def _differences(
    table: Table,
    found: dict[CellKey, Cell],
    stored: dict[tuple[Any, ...], tuple[Any, ...]],
) -> int:
    right = {
        table.place_of(where): (
            *cell.sums,
            *(getattr(cell, name) for name in table.rollup.blobs),
        )
        for where, cell in found.items()
    }
    nothing = (0,) * (len(table.rollup.measures) + len(table.rollup.blobs))
    places = right.keys() | stored.keys()
    return sum(right.get(place, nothing) != stored.get(place, nothing) for place in places)
