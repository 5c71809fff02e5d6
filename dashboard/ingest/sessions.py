"""Visits: the requests of one client until it is silent for half an hour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from dashboard.conf import conf
from dashboard.ingest.device import device_of
from dashboard.ingest.record import Record
from dashboard.ingest.totals import Priced
from dashboard.models.fields import from_micros, to_micros
from dashboard.models.native import instant
from dashboard.models.user_session import UserSession
from dashboard.rollups.upsert import Upsert

UPSERT = Upsert(
    UserSession,
    key=("id",),
    add=("requests", "failed_requests", "total_tokens", "cost_usd"),
    largest=("last_activity",),
    smallest=("session_start",),
    first=(
        "client",
        "user_id",
        "ip_address",
        "country",
        "platform",
        "version",
        "user_agent_id",
        "is_demo",
        "page_views",
    ),
)
_CLIENTS_A_SELECT = 500


@dataclass(slots=True)
class Visit:
    """One session, and what a batch adds to it."""

    id: int
    client: int
    start: int
    last: int
    first_record: Record | None = None
    requests: int = 0
    failed: int = 0
    tokens: int = 0
    cost_nanos: int = 0

    def count(self, item: Priced) -> None:
        """Add a request and its calls."""
        self.requests += 1
        self.failed += item.failed
        self.tokens += item.totals.total_tokens
        self.cost_nanos += item.totals.cost_nanos or 0


@lru_cache(maxsize=50_000)
def number_of(text: str) -> int:
    """A positive 63-bit number for a text: clients and sessions are known by such."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1


def client_of(record: Record) -> int:
    """Who made a request: the user, or else the browser's session, or address and agent."""
    who = record.user or record.client or record.ip
    return number_of(f"{record.demo:d}|{who}|{record.user_agent}")


def find_visits(records: Iterable[Record]) -> dict[bytes, Visit]:
    """The visit of each record, by request id. New ones are not written yet (``rows_of``)."""
    silence = conf.SESSION_TIMEOUT_MINUTES * 60_000_000
    ordered = sorted(records, key=lambda record: record.created_micros)
    if not ordered:
        return {}
    clients = {record.id: client_of(record) for record in ordered}
    known = _open_visits(
        set(clients.values()),
        ordered[0].created_micros - silence,
        ordered[-1].created_micros + silence,
    )
    found: dict[bytes, Visit] = {}
    for record in ordered:
        client, at = clients[record.id], record.created_micros
        visits = known[client]
        visit = next(
            (v for v in reversed(visits) if v.start - silence <= at <= v.last + silence), None
        )
        if visit is None:
            visit = Visit(number_of(f"{client}|{at}"), client, at, at)
            visits.append(visit)
        visit.start, visit.last = min(visit.start, at), max(visit.last, at)
        visit.first_record = visit.first_record or record
        found[record.id] = visit
    return found


def _open_visits(clients: set[int], after: int, before: int) -> defaultdict[int, list[Visit]]:
    known: defaultdict[int, list[Visit]] = defaultdict(list)
    wanted = sorted(clients)
    for start in range(0, len(wanted), _CLIENTS_A_SELECT):
        rows = (
            UserSession.objects.filter(
                client__in=wanted[start : start + _CLIENTS_A_SELECT],
                last_activity__gte=from_micros(after),
                session_start__lte=from_micros(before),
            )
            .order_by("session_start")
            .values_list("id", "client", "session_start", "last_activity")
        )
        for id, client, begun, last in rows:
            known[client].append(Visit(id, client, to_micros(begun), to_micros(last)))
    return known


def save(
    connection: BaseDatabaseWrapper,
    visits: Iterable[Visit],
    users: dict[str, Any],
    agents: dict[str, int],
) -> None:
    """Write what a batch adds to visits. ``users`` are native keys, ``agents`` ids, by text."""
    distinct = {visit.id: visit for visit in visits}
    rows = [_row(connection, distinct[id], users, agents) for id in sorted(distinct)]
    UPSERT.run(connection, rows)


def _row(
    connection: BaseDatabaseWrapper,
    visit: Visit,
    users: dict[str, Any],
    agents: dict[str, int],
) -> tuple[Any, ...]:
    record = visit.first_record
    assert record is not None, "a visit is saved for a record that belongs to it"
    device = device_of(record.user_agent)
    return (
        visit.id,
        visit.requests,
        visit.failed,
        visit.tokens,
        visit.cost_nanos,
        instant(connection, visit.last),
        instant(connection, visit.start),
        visit.client,
        users[record.user],
        record.ip,
        record.country,
        device.platform,
        device.version,
        agents.get(record.user_agent),
        record.demo,
        0,
    )
