"""The charts: what cells answer is what the rows say, in any zone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from dashboard.ingest.record import Record
from dashboard.models.fields import from_micros
from dashboard.rollups import kept
from dashboard.rollups.rebuild import drift_of_day
from dashboard.tests.api.analytics.conftest import Ask
from dashboard.tests.api.analytics.world import (
    NOW,
    begun,
    midnight,
    users_of,
    view,
    within,
)
from dashboard.tests.queries.oracle import nearest_rank
from dashboard.tests.records import record, write

DAY = dt.timedelta(days=1)
ZONES = ["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/Los_Angeles", "Australia/Lord_Howe"]
NAMES = ("overview", "trends", "endpoints", "devices", "peak-hours", "growth", "users", "sessions")
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("zone", ZONES)
def test_overview(ask: Ask, rows: list[Record], zone: str) -> None:
    write([view(NOW - 3 * DAY, rows[0].user or "1"), view(NOW - DAY, "1"), view(NOW, "1", "")])
    answer = ask("overview", days="30", tz=zone)
    start = midnight(29, zone)
    found, visits = within(rows, start, NOW), begun(start, NOW + DAY)
    assert answer["timezone"] == zone
    assert answer["totalRequests"] == len(found)
    assert answer["uniqueUsers"] == len(users_of(found))
    assert answer["sessions"] == len(visits)
    minutes = sum((visit.duration for visit in visits), dt.timedelta()).total_seconds() / 60
    assert answer["avgSessionMinutes"] == pytest.approx(minutes / len(visits), abs=0.006)
    assert answer["pageViews"] == 2
    assert answer["activeUsers"] == {
        "today": len(users_of(within(rows, midnight(0, zone), NOW))),
        "week": len(users_of(within(rows, midnight(6, zone), NOW))),
        "month": len(users_of(within(rows, start, NOW))),
    }


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("by", "points"), [("day", 30), ("week", 5), ("month", 2)])
def test_trends(ask: Ask, rows: list[Record], zone: str, by: str, points: int) -> None:
    answer = ask("trends", days="30", tz=zone, by=by)
    begins = [dt.datetime.fromisoformat(point["timestamp"]) for point in answer["points"]]
    assert len(begins) == points
    start = midnight(29, zone)
    for point, begin, after in zip(answer["points"], begins, [*begins[1:], NOW + DAY]):
        local = begin.astimezone(ZoneInfo(zone))
        assert (local.hour, local.minute) == (0, 0)
        assert local.weekday() == 0 or by != "week"
        found = within(rows, max(begin, start), after)
        durations = [row.latency_micros for row in found if row.latency_micros is not None]
        assert point["requests"] == len(found)
        assert point["activeUsers"] == len(users_of(found))
        assert point["sessions"] == len(begun(max(begin, start), after))
        average = sum(durations) / len(durations) / 1_000 if durations else None
        assert point["avgResponseMs"] == (average and pytest.approx(average, abs=0.001))


def test_features_and_endpoints(ask: Ask, rows: list[Record], settings: Any) -> None:
    settings.DASHBOARD = {
        **settings.DASHBOARD,
        "FEATURE_NAMES": {"/api/*": "Other", "/api/chat/": "Chat", "/api/documents/*": "Files"},
    }
    answer = ask("endpoints", start="2025-04-01", end="2025-04-08", tz="Asia/Kathmandu")
    start = dt.datetime(2025, 4, 1, tzinfo=ZoneInfo("Asia/Kathmandu"))
    found = within(rows, start, start + 7 * DAY)
    counts = Counter((row.method, row.endpoint) for row in found)
    assert {(e["method"], e["endpoint"]): e["count"] for e in answer["endpoints"]} == counts
    for use in answer["endpoints"]:
        of_route = [
            row for row in found if (row.method, row.endpoint) == (use["method"], use["endpoint"])
        ]
        durations = [r.latency_micros for r in of_route if r.latency_micros is not None]
        assert use["failed"] == sum(row.status == 500 for row in of_route)
        assert use["avgMs"] == pytest.approx(sum(durations) / len(durations) / 1_000, abs=0.001)
        assert use["p95Ms"] == pytest.approx(nearest_rank(durations, 95), rel=0.02)
    features = [(use["feature"], use["count"]) for use in answer["features"]]
    chat = sum(row.endpoint == "/api/chat/" for row in found)
    assert features == [("Chat", chat), ("Files", len(found) - chat)]


def test_an_endpoint_without_a_name_goes_by_its_pattern(ask: Ask, rows: list[Record]) -> None:
    names = {use["feature"] for use in ask("endpoints", days="all")["features"]}
    assert names == {"/api/chat/", "/api/documents/<int:id>/"}


@pytest.mark.parametrize("zone", ZONES)
def test_devices(ask: Ask, rows: list[Record], zone: str) -> None:
    answer = ask("devices", days="30", tz=zone)
    visits = begun(midnight(29, zone), NOW + DAY)
    assert answer["sessions"] == len(visits)
    of_platform = Counter(visit.platform for visit in visits if visit.platform)
    requests = Counter[str]()
    for visit in visits:
        requests[visit.platform] += visit.requests
    assert {p["name"]: (p["sessions"], p["requests"]) for p in answer["platforms"]} == {
        name: (count, requests[name]) for name, count in of_platform.items()
    }
    versions = {p["name"]: [v["name"] for v in p["versions"]] for p in answer["platforms"]}
    assert versions == {"web": ["133"], "iOS": ["18"]}
    assert sorted(share["name"] for share in answer["browsers"]) == [
        "Firefox",
        "Mobile Safari",
        "curl",
    ]
    assert sorted(share["name"] for share in answer["operatingSystems"]) == ["Linux", "iOS"]
    assert sum(share["percentage"] for share in answer["browsers"]) < 100


def test_made_up_browsers_share_one_cell(ask: Ask) -> None:
    agent = "Mozilla/5.0 (X11; Linux x86_64) Browser{}/1.0 Invented{}/{}.0"
    write([record(NOW - DAY, user_agent=agent.format(n, n, n), ip=f"10.0.0.{n}") for n in range(9)])
    assert len(ask("devices")["browsers"]) <= 1


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    "asked",
    [
        {"days": "30"},
        {"start": "2025-04-01T03:07:00", "end": "2025-04-10T05:20:00"},
        {"start": "2025-03-28", "end": "2025-04-08"},
        {"start": "2025-04-10T05:20:00", "end": "2025-04-10T05:50:00"},
    ],
)
def test_peak_hours(ask: Ask, rows: list[Record], zone: str, asked: dict[str, str]) -> None:
    answer = ask("peak-hours", tz=zone, **asked)
    start = dt.datetime.fromisoformat(answer["start"])
    end = dt.datetime.fromisoformat(answer["end"])
    expected = Counter[tuple[int, int]]()
    for row in within(rows, start, end):
        local = from_micros(row.created_micros).astimezone(ZoneInfo(zone))
        expected[local.weekday(), local.hour] += 1
    assert len(answer["hours"]) == 168
    got = {(h["weekday"], h["hour"]): h["requests"] for h in answer["hours"] if h["requests"]}
    assert got == dict(expected)


@pytest.mark.parametrize("zone", ZONES)
def test_growth(ask: Ask, rows: list[Record], zone: str) -> None:
    answer = ask("growth", days="30", tz=zone)
    first_of: dict[str, dt.datetime] = {}
    for row in rows:
        at = from_micros(row.created_micros)
        if row.user:
            first_of[row.user] = min(at, first_of.get(row.user, at))
    for points in (answer["days"], answer["weeks"]):
        begins = [dt.datetime.fromisoformat(point["timestamp"]) for point in points]
        for point, begin, after in zip(points, begins, [*begins[1:], NOW + DAY]):
            assert point["activeUsers"] == len(users_of(within(rows, begin, after)))
            assert point["newUsers"] == sum(begin <= at < after for at in first_of.values())
    assert len(answer["days"]) == 30
    assert len(answer["cohorts"]) == len(answer["weeks"]) == 5


def test_cohorts(ask: Ask, people: list[str]) -> None:
    a, b, c, d, _ = people
    monday = dt.datetime(2025, 3, 24, 12, tzinfo=dt.UTC)
    week = 7 * DAY
    write(
        [
            record(monday - 3 * week, user=d),
            *(record(monday, user=user) for user in (a, b, d)),
            *(record(monday + week, user=user) for user in (a, c)),
            *(record(monday + 3 * week, user=user) for user in (a, b, c)),
        ]
    )
    cohorts = ask("growth", start="2025-03-24")["cohorts"]
    assert [(cohort["week"][:10], cohort["users"]) for cohort in cohorts] == [
        ("2025-03-24", 2),
        ("2025-03-31", 1),
        ("2025-04-07", 0),
        ("2025-04-14", 0),
    ]
    assert [kept["users"] for kept in cohorts[0]["retained"]] == [2, 1, 0, 2]
    assert [kept["percentage"] for kept in cohorts[1]["retained"]] == [100.0, 0.0, 100.0]


def test_all_is_cut_into_utc_days(ask: Ask, rows: list[Record]) -> None:
    answer = ask("trends", days="all", tz="Asia/Kathmandu")
    assert (answer["timezone"], answer["range"]) == ("UTC", "all")
    assert sum(point["requests"] for point in answer["points"]) == len(rows)
    first = min(from_micros(row.created_micros) for row in rows)
    assert answer["start"] == f"{first:%Y-%m-%d}T00:00:00Z"
    assert ask("overview", days="all")["totalRequests"] == len(rows)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_there(ask: Ask, name: str) -> None:
    for days in ("7", "30", "90", "all"):
        ask(name, days=days)


def test_unknown_is_not_zero(ask: Ask) -> None:
    assert ask("overview")["avgSessionMinutes"] is None
    assert ask("trends")["points"][0]["avgResponseMs"] is None


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("days=8", "UNKNOWN_DAYS", "days"),
        ("days=7&start=2025-04-01", "DAYS_OR_DATES", "days"),
        ("end=2025-04-01", "START_REQUIRED", "start"),
        ("start=yesterday", "INVALID_START", "start"),
        ("start=2025-04-02&end=2025-04-01", "START_AFTER_END", "start"),
        ("start=2025-02-30", "INVALID_START", "start"),
        ("start=2020-01-01", "RANGE_TOO_LONG", "end"),
        ("tz=Mars/Olympus", "UNKNOWN_TIMEZONE", "tz"),
        ("range=7d", "UNKNOWN_PARAMETER", "range"),
        ("days=", "EMPTY_PARAMETER", "days"),
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_what_makes_no_sense_is_refused(
    api: APIClient, staff: User, name: str, query: str, code: str, field: str
) -> None:
    api.force_authenticate(staff)
    response = api.get(f"/api/analytics/{name}/?{query}")
    error = response.json()["error"]
    assert (response.status_code, error["code"], [*error["details"]]) == (400, code, [field])


@pytest.mark.parametrize("name", [*NAMES, "sessions/active", "sessions/1"])
def test_staff_only(api: APIClient, user: User, name: str) -> None:
    assert api.get(f"/api/analytics/{name}/").status_code == 401
    api.force_authenticate(user)
    response = api.get(f"/api/analytics/{name}/")
    assert (response.status_code, response.json()["error"]["code"]) == (403, "PERMISSION_DENIED")


@pytest.mark.parametrize("name", [*NAMES, "sessions/active"])
def test_constant_work(
    ask: Ask, rows: list[Record], people: list[str], name: str, django_assert_num_queries: Any
) -> None:
    """Invariant 5: a dozen statements at most, and as many however much there is."""
    asked = {} if name == "sessions/active" else {"days": "30", "tz": "Asia/Kathmandu"}
    write([record(NOW - dt.timedelta(minutes=1), user=people[0])])
    kept.forget()
    with CaptureQueriesContext(connection) as few:
        ask(name, **asked)
    assert len(few) <= 12
    more = [str(User.objects.create_user(f"more{n}").pk) for n in range(60)]
    write([record(NOW - n * dt.timedelta(hours=5), user=user) for n, user in enumerate(more)])
    kept.forget()
    with django_assert_num_queries(len(few)):
        ask(name, **asked)


def test_rollups_of_visits_equal_the_rows(rows: list[Record], people: list[str]) -> None:
    """Invariant 3."""
    write([view(NOW - n * dt.timedelta(minutes=50), people[n % 5]) for n in range(60)])
    for day in range(45):
        assert drift_of_day((NOW - day * DAY).date()) == 0
