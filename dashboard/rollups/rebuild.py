"""Rollups made again from raw rows, and compared with them, a UTC day at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Min

from dashboard.models.event import Event
from dashboard.models.project import Project, scope_of
from dashboard.models.request_log import RequestLog
from dashboard.models.usage_rollup import UsageRollup
from dashboard.models.user_session import UserSession
from dashboard.models.watermark import Watermark
from dashboard.rollups import lanes, store
from dashboard.rollups.cells import Cell, CellKey, Cells
from dashboard.rollups.declarations import (
    PROJECT_EVENTS,
    ROLLUPS,
    ROLLUPS_OF_PROJECTS,
    SESSIONS,
    TOTAL,
    Rollup,
    lane_bytes_of,
)
from dashboard.rollups.events import project_facts_between
from dashboard.rollups.fold import coarsen, fold
from dashboard.rollups.periods import LENGTH, Period, date_of, quarter_of_date, start_of
from dashboard.rollups.raw import facts_between
from dashboard.rollups.store import Table, table_of
from dashboard.rollups.visits import visit_facts_between
from dashboard.rollups.watermark import note_reworked, raw_complete_since

DAY = dt.timedelta(days=1)
EVERY_PERIOD = tuple(Period)
EVERY_ROLLUP = tuple(dict.fromkeys(ROLLUPS + ROLLUPS_OF_PROJECTS))


def known_days() -> tuple[dt.date, dt.date] | None:
    """The first and the last UTC day that have a row or a cell; None when there is neither."""
    rows = RequestLog.objects.aggregate(first=Min("created_at"), last=Max("created_at"))
    visits = UserSession.objects.aggregate(first=Min("session_start"), last=Max("last_activity"))
    events = Event.objects.aggregate(first=Min("created_at"), last=Max("created_at"))
    scopes = ["", *map(scope_of, Project.objects.values_list("pk", flat=True))]
    cells = UsageRollup.objects.filter(
        scope__in=scopes,
        dimension__in=[rollup.dimension for rollup in (TOTAL, SESSIONS, PROJECT_EVENTS)],
        period=Period.DAY,
    ).aggregate(first=Min("bucket"), last=Max("bucket"))
    instants = [*rows.values(), *visits.values(), *events.values()]
    days = [instant.astimezone(dt.UTC).date() for instant in instants if instant]
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
    rollups: Sequence[Rollup] = EVERY_ROLLUP,
    periods: Sequence[Period] = EVERY_PERIOD,
) -> int:
    """Replace the cells of a UTC day by what its rows say; how many cells there are now.

    0, and nothing is replaced, where the rows are not complete. Writers wait meanwhile, so none
    of their increments is lost or counted twice.
    """
    with transaction.atomic():
        # A write before the first read, even if nothing follows: on SQLite it takes the lock.
        note_reworked()
        store.lock(connection)
        if day < first_complete_day():
            # Its rows were removed since the days were chosen.
            return 0
        cells = 0
        for scope, table, found in _cells_of_rows(day, rollups, periods):
            _delete(table, day, scope)
            store.write(connection, table, found, scope=scope)
            cells += len(found)
        return cells


def drift_of_day(
    day: dt.date,
    rollups: Sequence[Rollup] = EVERY_ROLLUP,
    periods: Sequence[Period] = EVERY_PERIOD,
) -> int:
    """How many cells of a UTC day are not what its rows say."""
    with transaction.atomic():
        store.lock(connection)
        return sum(
            _differences(table, found, _stored(table, day, scope))
            for scope, table, found in _cells_of_rows(day, rollups, periods)
        )


def _cells_of_rows(
    day: dt.date, rollups: Sequence[Rollup], periods: Sequence[Period]
) -> Iterator[tuple[str, Table, dict[CellKey, Cell]]]:
    """The scope, table and cells of each rollup and period, as the rows of the day say."""
    for scope, folded in _folded(start_of(quarter_of_date(day)), rollups):
        for rollup, found in folded.items():
            for period in rollup.periods:
                found = coarsen(found, period)
                if period in periods:
                    yield scope, table_of(rollup, period), found


def _folded(start: dt.datetime, rollups: Sequence[Rollup]) -> Iterator[tuple[str, Cells]]:
    """The cells of the finest periods of a day, by scope: of requests, and of each project."""
    end = start + DAY
    usual = [rollup for rollup in rollups if rollup in ROLLUPS]
    of_visits = [rollup for rollup in usual if rollup.of_visits]
    of_requests = [rollup for rollup in usual if not rollup.of_visits]
    folded = fold(facts_between(start, end), of_requests)
    if of_visits:
        folded |= fold(visit_facts_between(start, end), of_visits)
    yield "", folded
    of_projects = [rollup for rollup in rollups if rollup in ROLLUPS_OF_PROJECTS]
    if of_projects:
        for project in _projects_of(start, end):
            yield scope_of(project), fold(project_facts_between(start, end, project), of_projects)


def _projects_of(start: dt.datetime, end: dt.datetime) -> list[int]:
    """All projects, and those that are gone and have events left."""
    rows = Event.objects.filter(created_at__gte=start, created_at__lt=end).order_by()
    left = rows.values_list("project_id", flat=True).distinct()
    return sorted({*left, *Project.objects.values_list("pk", flat=True)})


def _of_day(table: Table, day: dt.date, scope: str) -> tuple[str, list[Any]]:
    """WHERE, and its parameters, of the cells of a day."""
    first = quarter_of_date(day)
    bounds = [table.bucket(first), table.bucket(first + LENGTH[Period.DAY])]
    clauses = [f"{name} = %s" for name in table.fixed]
    clauses += [f"{table.place[0]} >= %s", f"{table.place[0]} < %s"]
    return " AND ".join(clauses), [*table.fixed_values(scope), *bounds]


def _delete(table: Table, day: dt.date, scope: str) -> None:
    where, params = _of_day(table, day, scope)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table.model._meta.db_table} WHERE {where}", params)


def _stored(table: Table, day: dt.date, scope: str) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    where, params = _of_day(table, day, scope)
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
