"""Visits: the requests of one client until it is silent for half an hour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

from dashboard.conf import conf
from dashboard.ingest.device import device_of
from dashboard.ingest.record import Activity, ProjectEvent, Record
from dashboard.ingest.totals import Priced
from dashboard.models.fields import from_micros, to_micros
from dashboard.models.native import instant
from dashboard.models.project import scope_of
from dashboard.models.user_session import UserSession
from dashboard.rollups.upsert import Upsert

UPSERT = Upsert(
    UserSession,
    key=("id",),
    add=("requests", "failed_requests", "total_tokens", "cost_usd", "page_views", "events"),
    largest=("last_activity",),
    smallest=("session_start",),
    first=(
        "client",
        "project_id",
        "visitor_id",
        "user_id",
        "ip_address",
        "country",
        "platform",
        "version",
        "user_agent_id",
        "is_demo",
    ),
)
_CLIENTS_A_SELECT = 500

UserSign = Record | Activity
Sign = UserSign | ProjectEvent


class Extent(NamedTuple):
    """When a visit began, when it was last heard of, and how many requests it had made."""

    start: int
    last: int
    requests: int


@dataclass(slots=True)
class Visit:
    """One session, and what a batch adds to it."""

    id: int
    client: int
    start: int
    last: int
    before: Extent | None = None
    first_sign: Sign | None = None
    requests: int = 0
    failed: int = 0
    tokens: int = 0
    cost_nanos: int = 0
    page_views: int = 0
    events: int = 0
    project: int | None = None
    visitor: int | None = None

    def count(self, item: Priced) -> None:
        """Add a request and its calls."""
        self.requests += 1
        self.failed += item.failed
        self.tokens += item.totals.total_tokens
        self.cost_nanos += item.totals.cost_nanos or 0


def number_of(text: str) -> int:
    """A positive 63-bit number for a text: clients and sessions are known by such."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1


def client_of(record: Sign) -> int:
    """Who gave a sign: the user, or else the browser's session, or address and agent.

    Of events it is what their sender calls the session.
    """
    if isinstance(record, ProjectEvent):
        return number_of(f"{scope_of(record.project)}|{record.client_session}")
    return _number_of_client(
        record.demo, record.user or record.client or record.ip, record.user_agent
    )


@lru_cache(maxsize=50_000)
def _number_of_client(demo: bool, who: str, user_agent: str) -> int:
    return number_of(f"{demo:d}|{who}|{user_agent}")


def find_visits(records: Iterable[Sign]) -> dict[bytes, Visit]:
    """The visit of each record, by its id. New ones are not written yet (``save``)."""
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
        for visit in reversed(visits):
            if visit.start - silence <= at <= visit.last + silence:
                break
        else:
            visit = Visit(number_of(f"{client}|{at}"), client, at, at)
            visits.append(visit)
        if at > visit.last:
            visit.last = at
        elif at < visit.start:
            visit.start = at
        if visit.first_sign is None:
            visit.first_sign = record
            visit.project = record.project if isinstance(record, ProjectEvent) else None
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
            # Another writer waits for what this one is about to change, in the same order.
            .select_for_update()
            .order_by("client", "session_start")
            .values_list("id", "client", "session_start", "last_activity", "requests")
        )
        for id, client, begun, last, requests in rows:
            extent = Extent(to_micros(begun), to_micros(last), requests)
            known[client].append(Visit(id, client, extent.start, extent.last, extent))
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
    record = visit.first_sign
    assert record is not None, "a visit is saved for a record that belongs to it"
    device = device_of(record.user_agent)
    return (
        visit.id,
        visit.requests,
        visit.failed,
        visit.tokens,
        visit.cost_nanos,
        visit.page_views,
        visit.events,
        instant(connection, visit.last),
        instant(connection, visit.start),
        visit.client,
        visit.project,
        visit.visitor,
        users[record.user],
        record.ip,
        record.country,
        device.platform,
        device.version,
        agents.get(record.user_agent),
        record.demo,
    )
