"""The lists of people and of sessions, and one session."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from dashboard.ingest.record import Record
from dashboard.models import UserSession
from dashboard.tests.api.analytics.conftest import Ask
from dashboard.tests.api.analytics.world import FIREFOX, NOW, begun, midnight, view, within
from dashboard.tests.records import call, record, write

MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
COLUMNS = (
    *("userId", "name", "email", "requests", "sessions", "minutes", "tokens", "costUsd"),
    "lastActive",
)
pytestmark = pytest.mark.django_db


def walk(api: APIClient, url: str | None, link: str = "next") -> list[dict[str, Any]]:
    """All rows from a page on, by its links."""
    found: list[dict[str, Any]] = []
    while url:
        page = api.get(url).json()
        found = [*found, *page["results"]] if link == "next" else [*page["results"], *found]
        url = page[link]
    return found


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu"])
def test_what_everybody_did(ask: Ask, rows: list[Record], people: list[str], zone: str) -> None:
    write(
        [
            record(NOW - 3 * DAY, user=people[0], calls=[call(cost_nanos=7_000_000)]),
            record(NOW - 2 * DAY, user="4711", user_agent=FIREFOX),
            view(NOW - MINUTE, people[1]),
        ]
    )
    found = {row["userId"]: row for row in ask("users", days="30", tz=zone)["results"]}
    start = midnight(29, zone)
    visits = begun(start, NOW + DAY)
    assert found.keys() == {*people, "4711", str(User.objects.get(username="grace").pk)}
    for user in people:
        own = [visit for visit in visits if str(visit.user_id) == user]
        extra = user == people[0]
        of_user = [row for row in within(rows, start, NOW) if row.user == user]
        row = found[user]
        assert row["requests"] == len(of_user) + extra
        assert row["sessions"] == len(own)
        millis = sum(visit.duration // dt.timedelta(milliseconds=1) for visit in own)
        assert row["minutes"] == round(millis / 60_000, 1)
        assert (row["tokens"], row["costUsd"]) == ((46, 0.007) if extra else (0, 0))
    assert (found[people[0]]["name"], found[people[0]]["email"]) == ("amara", "amara@example.org")
    assert found[people[1]]["lastActive"] == "2025-04-18T22:29:00Z"
    assert (found["4711"]["name"], found["4711"]["requests"]) == ("", 1)


def test_who_did_nothing_is_there_and_was_never_active(ask: Ask, people: list[str]) -> None:
    row = ask("users", sort="name")["results"][0]
    assert row == {
        "userId": people[0],
        "name": "amara",
        "email": "amara@example.org",
        **dict.fromkeys(("requests", "sessions", "minutes", "tokens", "costUsd"), 0),
        "lastActive": None,
    }


def test_who_is_gone_and_did_nothing_in_the_range_is_not(ask: Ask) -> None:
    write([record(NOW - 20 * DAY, user="4711")])
    assert "4711" not in {row["userId"] for row in ask("users")["results"]}
    assert "4711" in {row["userId"] for row in ask("users", days="30")["results"]}


def test_names_are_those_of_people(ask: Ask, people: list[str]) -> None:
    User.objects.filter(pk=people[2]).update(first_name="Chiyo", last_name="Sato")
    found = ask("users", search="sato")["results"]
    assert [row["name"] for row in found] == ["Chiyo Sato"]
    assert [row["name"] for row in ask("users", search="EMIL@")["results"]] == ["emil"]


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_sorts_over_pages(
    ask: Ask, api: APIClient, rows: list[Record], column: str, sign: str
) -> None:
    for number in range(7):
        User.objects.create_user(f"Idle{number}")
    url = f"/api/analytics/users/?days=30&sort={sign}{column}&pageSize=3"
    ask("users", sort=f"{sign}{column}")
    found = walk(api, url)
    assert len({row["userId"] for row in found}) == len(found) == 13
    values = [row[column] for row in found]
    known = [v.casefold() if isinstance(v, str) else v for v in values if v is not None]
    assert known == sorted(known, reverse=sign == "-")
    assert values[len(known) :] == [None] * (len(values) - len(known))
    page = api.get(url).json()
    while page["next"]:
        page = api.get(page["next"]).json()
    assert walk(api, page["previous"], "previous") + page["results"] == found


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("users/?sort=age", "UNKNOWN_SORT", "sort"),
        ("users/?cursor=!!", "INVALID_CURSOR", "cursor"),
        ("users/?cursor=W10=", "INVALID_CURSOR", "cursor"),
        ("users/?cursor=W2ZhbHNlLFtdLDFd", "INVALID_CURSOR", "cursor"),
        ("users/?cursor=W2ZhbHNlLCJ4IiwiMSJd", "INVALID_CURSOR", "cursor"),
        ("users/?pageSize=0", "INVALID_PAGE_SIZE", "pageSize"),
        ("sessions/?cursor=!!", "INVALID_CURSOR", "cursor"),
        ("sessions/?user=nobody", "INVALID_USER", "user"),
    ],
)
def test_what_makes_no_sense_is_refused(
    api: APIClient, staff: User, query: str, code: str, field: str
) -> None:
    api.force_authenticate(staff)
    response = api.get(f"/api/analytics/{query}")
    error = response.json()["error"]
    assert (response.status_code, error["code"], [*error["details"]]) == (400, code, [field])


def test_sessions_newest_first(ask: Ask, api: APIClient, rows: list[Record]) -> None:
    expected = sorted(begun(midnight(29, "UTC"), NOW + DAY), key=lambda s: s.session_start)[::-1]
    ask("sessions")
    found = walk(api, "/api/analytics/sessions/?days=30&pageSize=40")
    assert [row["id"] for row in found] == [str(visit.pk) for visit in expected]
    user = str(next(visit.user_id for visit in expected if visit.user_id))
    own = walk(api, f"/api/analytics/sessions/?days=30&user={user}")
    assert [row["id"] for row in own] == [r["id"] for r in found if r["userId"] == user]


def test_who_is_here_now(ask: Ask, people: list[str]) -> None:
    write(
        [
            record(NOW - 40 * MINUTE, user=people[0], user_agent=FIREFOX),
            record(NOW - 40 * MINUTE, user=people[1]),
            view(NOW - 15 * MINUTE, people[0], user_agent=FIREFOX),
            record(NOW - 12 * MINUTE, ip="198.51.100.7", country="DE"),
        ]
    )
    assert ask("sessions/active")["count"] == 2
    first, second = ask("sessions/active")["sessions"]
    assert (first["userId"], first["countryCode"], first["isActive"]) == (None, "DE", True)
    assert (second["name"], second["requests"], second["pageViews"]) == ("amara", 1, 1)
    assert (second["platform"], second["version"], second["browser"], second["os"]) == (
        "web",
        "133.0",
        "Firefox",
        "Linux",
    )
    assert (second["start"], second["durationMs"]) == ("2025-04-18T21:50:00Z", 25 * 60_000)


def test_a_session_and_what_was_done_in_it(ask: Ask, people: list[str]) -> None:
    made = record(NOW - 9 * MINUTE, user=people[0], calls=[call("gpt-4o")], status=500)
    write(
        [
            view(NOW - 10 * MINUTE, people[0], "/chat", referrer="/", duration_micros=1_500_000),
            made,
            view(NOW - 8 * MINUTE, people[0], ""),
            record(NOW - 9 * MINUTE, user=people[1]),
        ]
    )
    id = UserSession.objects.get(user_id=people[0]).pk
    answer = ask(f"sessions/{id}")
    assert (answer["requests"], answer["pageViews"], answer["failedRequests"]) == (1, 1, 1)
    assert (answer["durationMs"], answer["actionsLeftOut"]) == (120_000, 0)
    first, second = answer["actions"]
    assert first | {"id": ""} == {
        "at": "2025-04-18T22:20:00Z",
        "kind": "pageView",
        "id": "",
        "text": "/chat",
        "statusCode": None,
        "durationMs": 1_500.0,
        "modelName": "",
        "referrer": "/",
    }
    assert second == {
        "at": "2025-04-18T22:21:00Z",
        "kind": "request",
        "id": str(uuid.UUID(bytes=made.id)),
        "text": "POST /api/chat/",
        "statusCode": 500,
        "durationMs": 200.0,
        "modelName": "gpt-4o",
        "referrer": "",
    }


def test_somebody_whose_address_changes_on_the_way(ask: Ask) -> None:
    write(
        [
            record(NOW - n * MINUTE, client="abc", ip=f"198.51.100.{n}", path=f"/{n}")
            for n in range(4)
        ]
    )
    visit = UserSession.objects.get()
    assert visit.requests == 4
    assert len(ask(f"sessions/{visit.pk}")["actions"]) == 4


@pytest.mark.parametrize("id", [1, 9223372036854775807, 10**30])
def test_no_such_session(api: APIClient, staff: User, id: int) -> None:
    api.force_authenticate(staff)
    response = api.get(f"/api/analytics/sessions/{id}/")
    assert (response.status_code, response.json()["error"]["code"]) == (404, "NOT_FOUND")
