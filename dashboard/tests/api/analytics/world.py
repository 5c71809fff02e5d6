"""Forty days of made-up traffic, and what the answers about it must be, counted plainly."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from dashboard.ingest.record import Activity, Record
from dashboard.models.fields import from_micros, to_micros
from dashboard.models.ids import new_id
from dashboard.models.user_session import UserSession
from dashboard.tests.records import record

# A Friday evening, 19 days after clocks changed in Berlin.
NOW = dt.datetime(2025, 4, 18, 22, 30, tzinfo=dt.UTC)
DAYS = 40
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)
AGENTS = [FIREFOX, IPHONE, "curl/8.5", ""]
ROUTES = [("POST", "/api/chat/"), ("GET", "/api/chat/"), ("GET", "/api/documents/<int:id>/")]


def traffic(users: list[str], count: int, seed: int = 5) -> list[Record]:
    """Requests of users and of nobody, in visits, over forty days up to ``NOW``."""
    rng = random.Random(seed)
    made: list[Record] = []
    while len(made) < count:
        at = NOW - dt.timedelta(seconds=rng.randrange(DAYS * 86_400))
        user, agent = rng.choice([*users, ""]), rng.choice(AGENTS)
        for _ in range(rng.randrange(1, 6)):
            method, endpoint = rng.choice(ROUTES)
            latency = rng.choice([None, rng.randrange(10**6)])
            made.append(
                record(
                    at,
                    user=user,
                    user_agent=agent,
                    method=method,
                    endpoint=endpoint,
                    status=rng.choice([200, 200, 500]),
                    latency_micros=latency,
                )
            )
            at += dt.timedelta(seconds=rng.randrange(1, 1_000))
    return [row for row in made if from_micros(row.created_micros) < NOW]


def view(at: dt.datetime, user: str, path: str = "/chat", **fields: Any) -> Activity:
    """A page view; with an empty path a heartbeat."""
    return Activity(new_id(to_micros(at)), to_micros(at), user, path, **fields)


def within(rows: Iterable[Record], start: dt.datetime, end: dt.datetime) -> list[Record]:
    """The requests in [start, end)."""
    return [row for row in rows if start <= from_micros(row.created_micros) < end]


def users_of(rows: Iterable[Record]) -> set[str]:
    """The users with a request."""
    return {row.user for row in rows if row.user}


def begun(start: dt.datetime, end: dt.datetime) -> list[UserSession]:
    """The visits that began in [start, end)."""
    return [row for row in UserSession.objects.all() if start <= row.session_start < end]


def midnight(days_ago: int, zone: str) -> dt.datetime:
    """The local midnight of so many days ago."""
    local = NOW.astimezone(ZoneInfo(zone)).date() - dt.timedelta(days=days_ago)
    return dt.datetime(local.year, local.month, local.day, tzinfo=ZoneInfo(zone))
