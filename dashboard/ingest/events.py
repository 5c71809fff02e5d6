"""Events of projects become rows, visits and cells: each once, however often it is sent."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q

from dashboard.ingest.activity import cells_of
from dashboard.ingest.caps import DailyNames, admit
from dashboard.ingest.insert import Rows, insert_rows
from dashboard.ingest.lookups import VisitorNumbers
from dashboard.ingest.record import Entry, ProjectEvent
from dashboard.ingest.sessions import Visit
from dashboard.ingest.totals import quarter_of_micros
from dashboard.models.api_key import ApiKey
from dashboard.models.event import Event
from dashboard.models.fields import from_micros
from dashboard.models.native import instant, request_id
from dashboard.models.project import Project
from dashboard.models.user_session import UserSession
from dashboard.models.visitor import visitor_key
from dashboard.rollups import store
from dashboard.rollups.cells import Cells
from dashboard.rollups.declarations import ROLLUPS_OF_PROJECTS
from dashboard.rollups.events import event_columns
from dashboard.rollups.visits import NO_FACTS

_COLUMNS = (
    "id",
    "created_at",
    "project_id",
    "session_id",
    "visitor_id",
    "name",
    "properties",
    "client_session",
    "distinct_id",
    "page_url",
    "referrer",
    "ip_hash",
    "country",
)
_A_SELECT = 500


def new_events(connection: BaseDatabaseWrapper, entries: Iterable[Entry]) -> list[ProjectEvent]:
    """The events among some entries that are not stored yet, of projects that there are."""
    sent: dict[bytes, ProjectEvent] = {}
    for entry in entries:
        if isinstance(entry, ProjectEvent):
            sent.setdefault(entry.id, entry)
    if not sent:
        return []
    # What is new now must be so until it is written: other writers wait from here on.
    store.lock(connection)
    asked = {event.project for event in sent.values()}
    projects = set(Project.objects.filter(pk__in=asked).values_list("pk", flat=True))
    stored = _stored(connection, sorted(sent))
    return [e for id, e in sent.items() if id not in stored and e.project in projects]


def _stored(connection: BaseDatabaseWrapper, ids: Sequence[bytes]) -> set[bytes]:
    found: set[bytes] = set()
    with connection.cursor() as cursor:
        for start in range(0, len(ids), _A_SELECT):
            some = [request_id(connection, id) for id in ids[start : start + _A_SELECT]]
            places = ", ".join(["%s"] * len(some))
            cursor.execute(f"SELECT id FROM {Event._meta.db_table} WHERE id IN ({places})", some)
            found.update(
                row[0].bytes if isinstance(row[0], uuid.UUID) else bytes(row[0])
                for row in cursor.fetchall()
            )
    return found


class EventRows:
    """Writes the rows of events. Keeps what it may know by heart, as the writer does."""

    def __init__(self, connection: BaseDatabaseWrapper, names: DailyNames) -> None:
        self._connection = connection
        self._names = names
        self._visitors = VisitorNumbers()
        self._used: dict[int, dt.date] = {}

    def forget(self) -> None:
        """After a rollback."""
        self._visitors.forget()
        self._used.clear()

    def insert(
        self, events: Sequence[ProjectEvent], visits: Mapping[bytes, Visit]
    ) -> dict[int, Cells]:
        """Insert new events, and count them in their visits; the cells of each project."""
        visitors = self._numbers_of(events)
        rows, by_project = [], defaultdict(list)
        identified: dict[int, int | None] = {}
        for event in events:
            names = self._names.of_events(event.project, quarter_of_micros(event.created_micros))
            event.name = admit(names, event.name)
            visitor = visitors[event.id]
            visit = visits.get(event.id)
            if visit is not None:
                visit.events += 1
                visit.page_views += event.name == Event.PAGE_VIEW
                if visit.visitor is None or event.distinct_id:
                    visit.visitor = visitor
                if event.distinct_id and visit.before is not None:
                    identified[visit.id] = visitor
            by_project[event.project].append(event)
            rows.append(self._row(event, visit, visitor))
        insert_rows(self._connection, Rows(Event, _COLUMNS, rows))
        self._identify(identified)
        self._note_use(events)
        return {
            project: _cells(of_project, visits, visitors)
            for project, of_project in sorted(by_project.items())
        }

    def _numbers_of(self, events: Sequence[ProjectEvent]) -> dict[bytes, int | None]:
        """The visitor of each event; None where nobody can tell."""
        keys = {e.id: visitor_key(e.project, e.visitor) if e.visitor else "" for e in events}
        numbers = self._visitors.of(self._connection, set(keys.values()) - {""})
        last: dict[int, int] = {}
        for event in events:
            number = numbers.get(keys[event.id])
            if number is not None and event.created_micros > last.get(number, 0):
                last[number] = event.created_micros
        self._visitors.see(self._connection, last)
        return {id: numbers.get(key) for id, key in keys.items()}

    def _row(
        self, event: ProjectEvent, visit: Visit | None, visitor: int | None
    ) -> tuple[Any, ...]:
        return (
            request_id(self._connection, event.id),
            instant(self._connection, event.created_micros),
            event.project,
            None if visit is None else visit.id,
            visitor,
            event.name,
            bytes(event.properties).decode(),
            event.client_session,
            event.distinct_id,
            event.page_url,
            event.referrer,
            event.ip,
            event.country,
        )

    def _identify(self, visitors: Mapping[int, int | None]) -> None:
        """Visits that began with nobody known are those of who was identified in them since."""
        with self._connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {UserSession._meta.db_table} SET visitor_id = %s WHERE id = %s",
                [(visitor, visit) for visit, visitor in sorted(visitors.items())],
            )

    def _note_use(self, events: Sequence[ProjectEvent]) -> None:
        """Note the last day on which each key was used."""
        days: dict[int, dt.date] = {}
        for key, micros in sorted({(e.key, e.created_micros) for e in events if e.key}):
            days[key] = from_micros(micros).date()
        for key, day in days.items():
            if day > self._used.get(key, dt.date.min):
                before = Q(last_used_on=None) | Q(last_used_on__lt=day)
                ApiKey.objects.filter(before, pk=key).update(last_used_on=day)
                self._used[key] = day


def _cells(
    events: Sequence[ProjectEvent],
    visits: Mapping[bytes, Visit],
    visitors: Mapping[bytes, int | None],
) -> Cells:
    touched = {visits[e.id].id: visits[e.id] for e in events if e.id in visits}
    columns = event_columns(
        at=[event.created_micros for event in events],
        event=[event.name for event in events],
        visitor=[visitors[event.id] for event in events],
    )
    facts = NO_FACTS._replace(events=columns)
    return cells_of([*touched.values()], facts, ROLLUPS_OF_PROJECTS, {})
