"""Everybody who has an account or made a request, with what they did in a range."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from dashboard.models.native import user_text
from dashboard.models.user_number import UserNumber
from dashboard.queries.analytics.people import NOBODY, get_people
from dashboard.queries.dashboard.numbers import dollars
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange, isoformat
from dashboard.rollups import lanes
from dashboard.rollups.declarations import (
    USAGE,
    USER_SESSIONS,
    USERS_A_BLOCK,
    Rollup,
    lane_bytes_of,
)
from dashboard.rollups.fold import fold
from dashboard.rollups.raw import facts_between
from dashboard.rollups.read import sum_by_name


class UserUse(TypedDict):
    userId: str
    name: str
    email: str
    requests: int
    sessions: int
    minutes: float
    tokens: int
    costUsd: float
    lastActive: str | None


Lanes = dict[int, int]


def get_user_table(*, source: Source, time_range: TimeRange) -> list[UserUse]:
    """A row for each account, and for each user that is gone and was active in the range.

    Last active is the last request, page view or heartbeat of all time; None for nobody seen.
    """
    requests = source.requests_by_user(time_range.start, time_range.read_until)
    tokens, cost = _usage(source, time_range)
    sessions, millis = _visits(source, time_range)
    people = get_people()
    rows: list[UserUse] = []
    seen = set()
    for number, key, last in UserNumber.objects.values_list("id", "user_key", "last_seen"):
        user = user_text(key)
        seen.add(user)
        if user not in people and not (number in requests or number in sessions):
            continue
        person = people.get(user, NOBODY)
        rows.append(
            {
                "userId": user,
                "name": person.name,
                "email": person.email,
                "requests": requests.get(number, 0),
                "sessions": sessions.get(number, 0),
                "minutes": round(millis.get(number, 0) / 60_000, 1),
                "tokens": tokens.get(number, 0),
                "costUsd": dollars(cost.get(number, 0)),
                "lastActive": isoformat(last) if last else None,
            }
        )
    rows += (
        {
            "userId": user,
            "name": person.name,
            "email": person.email,
            "requests": 0,
            "sessions": 0,
            "minutes": 0.0,
            "tokens": 0,
            "costUsd": 0.0,
            "lastActive": None,
        }
        for user, person in people.items()
        if user not in seen
    )
    return rows


def _usage(source: Source, time_range: TimeRange) -> tuple[Lanes, Lanes]:
    """Tokens and nano-dollars by user number."""
    found = source.cover(USAGE, time_range.start, time_range.read_until_hour)
    cells = sum_by_name(USAGE, found.runs, scope=source.filters.scope)
    parts = [(block, cell, 1) for block, cell in cells.items()]
    for edge in found.edges:
        of_rows = fold(facts_between(edge.start, edge.end), [USAGE])[USAGE]
        parts += [(where.part, cell, edge.sign) for where, cell in of_rows.items()]
    tokens: Lanes = {}
    cost: Lanes = {}
    for block, cell, sign in parts:
        _count(tokens, USAGE, "token_lanes", block, cell.token_lanes, sign)
        _count(cost, USAGE, "cost_lanes", block, cell.cost_lanes, sign)
    return tokens, cost


def _visits(source: Source, time_range: TimeRange) -> tuple[Lanes, Lanes]:
    """Visits and their milliseconds by user number."""
    sessions: Lanes = {}
    millis: Lanes = {}
    span = (time_range.start, time_range.read_until_hour)
    for block, cell in source.by_name(USER_SESSIONS, *span).items():
        _count(sessions, USER_SESSIONS, "user_lanes", block, cell.user_lanes, 1)
        _count(millis, USER_SESSIONS, "time_lanes", block, cell.time_lanes, 1)
    return sessions, millis


def _count(into: Lanes, rollup: Rollup, column: str, block: str, total: int, sign: int) -> None:
    for number, count in _numbered(column, block, total):
        into[number] = into.get(number, 0) + sign * count


def _numbered(column: str, block: str, total: int) -> Iterator[tuple[int, int]]:
    first = int(block) * USERS_A_BLOCK
    for lane, count in enumerate(lanes.counts(total, lane_bytes_of(column))):
        if count:
            yield first + lane, count
