"""The writer: entries become rows, sessions, rollups and checkpoints together, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from sys import intern
from typing import Any

import msgspec
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from dashboard.ingest import activity, checkpoints, findings, news, sessions
from dashboard.ingest.caps import DailyNames, Names, admit
from dashboard.ingest.checkpoints import Chunk
from dashboard.ingest.events import EventRows, new_events
from dashboard.ingest.insert import Rows, insert_rows, inserting
from dashboard.ingest.lookups import UserAgentIds, UserNumbers
from dashboard.ingest.record import Activity, Finding, LateCalls, Record
from dashboard.ingest.rows import (
    CALL_COLUMNS,
    REQUEST_COLUMNS,
    TOTAL_COLUMNS,
    call_rows,
    request_row,
    totals_of,
)
from dashboard.ingest.sampling import is_kept
from dashboard.ingest.sessions import UserSign, Visit
from dashboard.ingest.totals import Priced, add_up, facts_of, prices_of, quarter_of_micros
from dashboard.models.model_call import ModelCall
from dashboard.models.native import instant, request_id, user_key
from dashboard.models.page_view import PageView
from dashboard.models.project import scope_of
from dashboard.models.request_log import RequestLog
from dashboard.rollups import store, watermark
from dashboard.rollups.cells import Cells
from dashboard.rollups.declarations import ROLLUPS_OF_REQUESTS, ROLLUPS_OF_VISITS
from dashboard.rollups.fold import difference, fold
from dashboard.threats.response import respond


class Writer:
    """Writes batches. Keeps what it may know by heart, and forgets it when one fails."""

    def __init__(self) -> None:
        # The thread's own connection, not Django's proxy to it: that is looked up each time.
        self._connection = connections[DEFAULT_DB_ALIAS]
        self._agents = UserAgentIds()
        self._numbers = UserNumbers()
        self._names = DailyNames()
        self._events = EventRows(self._connection, self._names)

    def write(self, chunks: Sequence[Chunk], meanwhile: Callable[[], object] = lambda: None) -> int:
        """Write a batch in one transaction; how many requests it stored.

        ``meanwhile`` is called once while the database is at work, to make the next batch; it
        does not use the database. Raises ``PositionMoved`` when another writer was there, and
        what the database raises. Nothing is written then.
        """
        try:
            with transaction.atomic():
                return self._write(chunks, meanwhile)
        except BaseException:
            for known in (self._agents, self._numbers, self._names, self._events):
                known.forget()
            raise

    def _write(self, chunks: Sequence[Chunk], meanwhile: Callable[[], object]) -> int:
        checkpoints.begin(chunks)
        entries = [entry for chunk in chunks for entry in chunk.entries]
        records = [entry for entry in entries if isinstance(entry, Record)]
        lives = [entry for entry in entries if isinstance(entry, Activity)]
        late = [entry for entry in entries if isinstance(entry, LateCalls)]
        signs: list[UserSign] = [*records, *lives, *(entry.record for entry in late)]
        events = new_events(self._connection, entries)
        users = self._natives({sign.user for sign in signs})
        numbers = self._numbers_of(signs, users)
        items = self._price(records, numbers)
        agents = self._agents.of(
            self._connection, {sign.user_agent for sign in (*signs, *events)} - {""}
        )
        visits = sessions.find_visits([*signs, *(e for e in events if e.client_session)])
        cells, stored = self._insert(items, visits, agents, users, meanwhile)
        views = self._insert_views(lives, visits, users)
        of_users = {visit.id: visit for visit in visits.values() if visit.project is None}
        facts = activity.view_facts(views)
        cells |= activity.cells_of([*of_users.values()], facts, ROLLUPS_OF_VISITS, numbers)
        of_projects = self._events.insert(events, visits)
        self._see(signs, numbers)
        respond(findings.save(self._connection, [e for e in entries if isinstance(e, Finding)]))
        # As late as can be: other writers of rollups wait from here on.
        store.lock(self._connection)
        store.apply(self._connection, cells)
        news.tell(records, events)
        for project, of_project in of_projects.items():
            store.apply(self._connection, of_project, scope=scope_of(project))
        for entry in late:
            self._write_late(entry, visits[entry.record.id], numbers)
        sessions.save(self._connection, visits.values(), users, agents)
        sampled = [i.record.created_micros for i in items if not is_kept(i.record)]
        if sampled:
            watermark.rows_missing_until(max(sampled))
        checkpoints.save(chunks)
        return stored

    def _natives(self, users: set[str]) -> dict[str, Any]:
        """The native keys of users; None for a text that cannot be one."""
        return {user: user_key(self._connection, user) for user in {"", *users}}

    def _numbers_of(self, signs: list[UserSign], users: Mapping[str, Any]) -> dict[str, int | None]:
        """The lane numbers of all users; who cannot be one in this database becomes nobody."""
        numbers = self._numbers.of(
            self._connection, {str(key) for key in users.values() if key is not None}
        )
        # Nobody in rows and totals alike. One object for equal texts: see below.
        known = {user: intern(user) if key is not None else "" for user, key in users.items()}
        for sign in signs:
            sign.user = known[sign.user]
        return {user: None if key is None else numbers.get(str(key)) for user, key in users.items()}

    def _price(self, records: list[Record], numbers: Mapping[str, int | None]) -> list[Priced]:
        """The records with names and prices, each looked up once a batch."""
        priced = []
        of_quarter = -1
        endpoints: Names = {}
        models: Names = {}
        for record in records:
            quarter = quarter_of_micros(record.created_micros)
            if quarter != of_quarter:
                of_quarter, (endpoints, models) = quarter, self._names.of(quarter)
            # One object for equal texts: the fold compares them a dozen times.
            record.country = intern(record.country)
            prices = prices_of(record.calls, record.created_micros) if record.calls else []
            priced.append(
                Priced(
                    record,
                    quarter,
                    admit(endpoints, record.endpoint),
                    [admit(models, call.model) for call in record.calls],
                    prices,
                    numbers[record.user],
                    add_up(record.calls, prices),
                )
            )
        return priced

    def _insert(
        self,
        items: list[Priced],
        visits: Mapping[bytes, Visit],
        agents: Mapping[str, int],
        users: Mapping[str, Any],
        meanwhile: Callable[[], object],
    ) -> tuple[Cells, int]:
        """Insert requests and calls; their cells, and how many requests were kept."""
        for item in items:
            visits[item.record.id].count(item)
        kept = [item for item in items if is_kept(item.record)]
        calls: list[tuple[Any, ...]] = []

        def requests() -> Iterator[tuple[Any, ...]]:
            # Made while the first of them are being written.
            for item in kept:
                record = item.record
                id = request_id(self._connection, record.id)
                at = instant(self._connection, record.created_micros)
                if record.calls:
                    calls.extend(call_rows(item, id, at))
                agent = agents.get(record.user_agent)
                yield request_row(item, id, at, users[record.user], visits[record.id].id, agent)

        with inserting(
            self._connection,
            Rows(RequestLog, REQUEST_COLUMNS, requests()),
            Rows(ModelCall, CALL_COLUMNS, calls),
        ):
            cells = fold(facts_of(items), ROLLUPS_OF_REQUESTS)
            meanwhile()
        return cells, len(kept)

    def _insert_views(
        self, lives: list[Activity], visits: Mapping[bytes, Visit], users: Mapping[str, Any]
    ) -> list[Activity]:
        """Insert the page views, which are those signs of life that name a page."""
        views = [life for life in lives if life.path]
        rows = []
        for view in views:
            visit = visits[view.id]
            visit.page_views += 1
            rows.append(activity.view_row(self._connection, view, users[view.user], visit.id))
        insert_rows(self._connection, Rows(PageView, activity.VIEW_COLUMNS, rows))
        return views

    def _see(self, signs: list[UserSign], numbers: Mapping[str, int | None]) -> None:
        """Note when each user was last seen."""
        last: dict[int, int] = {}
        for sign in signs:
            number = numbers[sign.user]
            if number is not None and sign.created_micros > last.get(number, 0):
                last[number] = sign.created_micros
        self._numbers.see(self._connection, last)

    def _write_late(
        self, entry: LateCalls, visit: Visit, numbers: Mapping[str, int | None]
    ) -> None:
        """Calls of a request that is already written: the difference that they make."""
        record = entry.record
        whole = msgspec.structs.replace(record, calls=[*record.calls, *entry.calls])
        before, after = self._price([record, whole], numbers)
        cells = difference(
            fold(facts_of([after]), ROLLUPS_OF_REQUESTS),
            fold(facts_of([before]), ROLLUPS_OF_REQUESTS),
        )
        store.apply(self._connection, cells)
        visit.tokens += after.totals.total_tokens - before.totals.total_tokens
        visit.cost_nanos += (after.totals.cost_nanos or 0) - (before.totals.cost_nanos or 0)
        if is_kept(record):
            self._update_request(after, first=len(record.calls))

    def _update_request(self, item: Priced, first: int) -> None:
        id = request_id(self._connection, item.record.id)
        at = instant(self._connection, item.record.created_micros)
        insert_rows(self._connection, Rows(ModelCall, CALL_COLUMNS, call_rows(item, id, at, first)))
        changes = ", ".join(f"{name} = %s" for name in TOTAL_COLUMNS)
        with self._connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {RequestLog._meta.db_table} SET {changes} WHERE id = %s",
                [*totals_of(item), id],
            )
