"""The writer: entries become rows, sessions, rollups and checkpoints together, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from sys import intern
from typing import Any

import msgspec
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from dashboard.ingest import checkpoints, sessions
from dashboard.ingest.caps import DailyNames, Names, admit
from dashboard.ingest.checkpoints import Chunk
from dashboard.ingest.insert import insert_rows, inserting
from dashboard.ingest.lookups import UserAgentIds, UserNumbers
from dashboard.ingest.record import LateCalls, Record
from dashboard.ingest.rows import (
    CALL_COLUMNS,
    REQUEST_COLUMNS,
    TOTAL_COLUMNS,
    call_rows,
    request_row,
    totals_of,
)
from dashboard.ingest.sampling import is_kept
from dashboard.ingest.totals import Priced, add_up, facts_of, prices_of, quarter_of_micros
from dashboard.models.model_call import ModelCall
from dashboard.models.native import instant, request_id, user_key
from dashboard.models.request_log import RequestLog
from dashboard.rollups import store, watermark
from dashboard.rollups.cells import Cells
from dashboard.rollups.declarations import ROLLUPS
from dashboard.rollups.fold import fold


class Writer:
    """Writes batches. Keeps what it may know by heart, and forgets it when one fails."""

    def __init__(self) -> None:
        # The thread's own connection, not Django's proxy to it: that is looked up each time.
        self._connection = connections[DEFAULT_DB_ALIAS]
        self._agents = UserAgentIds()
        self._numbers = UserNumbers()
        self._names = DailyNames()

    def write(self, chunks: Sequence[Chunk]) -> int:
        """Write a batch in one transaction; how many requests it stored.

        Raises ``PositionMoved`` when another writer was there, and what the database raises.
        Nothing is written then.
        """
        try:
            with transaction.atomic():
                return self._write(chunks)
        except BaseException:
            for known in (self._agents, self._numbers, self._names):
                known.forget()
            raise

    def _write(self, chunks: Sequence[Chunk]) -> int:
        checkpoints.begin(chunks)
        entries = [entry for chunk in chunks for entry in chunk.entries]
        items = self._price([entry for entry in entries if isinstance(entry, Record)])
        cells, stored = self._insert(items)
        # As late as can be: other writers of rollups wait from here on.
        store.lock(self._connection)
        store.apply(self._connection, cells)
        for entry in entries:
            if isinstance(entry, LateCalls):
                self._write_late(entry)
        sampled = [i.record.created_micros for i in items if not is_kept(i.record)]
        if sampled:
            watermark.rows_missing_until(max(sampled))
        checkpoints.save(chunks)
        return stored

    def _price(self, records: list[Record]) -> list[Priced]:
        """The records with names, prices and user numbers, each looked up once a batch."""
        natives = self._natives({record.user for record in records})
        numbers = self._numbers.of(
            self._connection, {str(key) for key in natives.values() if key is not None}
        )
        by_user = {user: numbers.get(str(key)) for user, key in natives.items()}
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
            # A user that cannot be one in this database is nobody, in rows and totals alike.
            record.user = intern(record.user) if natives[record.user] is not None else ""
            prices = prices_of(record.calls, record.created_micros) if record.calls else []
            priced.append(
                Priced(
                    record,
                    quarter,
                    admit(endpoints, record.endpoint),
                    [admit(models, call.model) for call in record.calls],
                    prices,
                    by_user[record.user],
                    add_up(record.calls, prices),
                )
            )
        return priced

    def _insert(self, items: list[Priced]) -> tuple[Cells, int]:
        """Insert requests, calls and sessions; their cells, and how many requests were kept."""
        agents, users = self._references([item.record for item in items])
        visits = sessions.find_visits(item.record for item in items)
        requests: list[tuple[Any, ...]] = []
        calls: list[tuple[Any, ...]] = []
        for item in items:
            record = item.record
            visit = visits[record.id]
            visit.count(item)
            if not is_kept(record):
                continue
            id = request_id(self._connection, record.id)
            at = instant(self._connection, record.created_micros)
            agent = agents.get(record.user_agent)
            requests.append(request_row(item, id, at, users[record.user], visit.id, agent))
            if record.calls:
                calls.extend(call_rows(item, id, at))
        with inserting(self._connection, RequestLog, REQUEST_COLUMNS, requests):
            cells = fold(facts_of(items), ROLLUPS)
        insert_rows(self._connection, ModelCall, CALL_COLUMNS, calls)
        sessions.save(self._connection, visits.values(), users, agents)
        return cells, len(requests)

    def _references(self, records: list[Record]) -> tuple[dict[str, int], dict[str, Any]]:
        """Ids of the user agents and native keys of the users, by text."""
        agents = self._agents.of(self._connection, {record.user_agent for record in records} - {""})
        return agents, self._natives({record.user for record in records})

    def _natives(self, users: set[str]) -> dict[str, Any]:
        """The native keys of users; None for a text that cannot be one."""
        return {user: user_key(self._connection, user) for user in {"", *users}}

    def _write_late(self, entry: LateCalls) -> None:
        """Calls of a request that is already written: the difference that they make."""
        record = entry.record
        whole = msgspec.structs.replace(record, calls=[*record.calls, *entry.calls])
        before, after = self._price([record, whole])
        store.apply(self._connection, fold(facts_of([before]), ROLLUPS), sign=-1)
        store.apply(self._connection, fold(facts_of([after]), ROLLUPS))
        agents, users = self._references([record])
        visit = sessions.find_visits([whole])[whole.id]
        visit.tokens = after.totals.total_tokens - before.totals.total_tokens
        visit.cost_nanos = (after.totals.cost_nanos or 0) - (before.totals.cost_nanos or 0)
        sessions.save(self._connection, [visit], users, agents)
        if is_kept(record):
            self._update_request(after, first=len(record.calls))

    def _update_request(self, item: Priced, first: int) -> None:
        id = request_id(self._connection, item.record.id)
        at = instant(self._connection, item.record.created_micros)
        insert_rows(self._connection, ModelCall, CALL_COLUMNS, call_rows(item, id, at, first))
        changes = ", ".join(f"{name} = %s" for name in TOTAL_COLUMNS)
        with self._connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {RequestLog._meta.db_table} SET {changes} WHERE id = %s",
                [*totals_of(item), id],
            )
