"""``/api/analytics/users/{id}/``: one user, for staff."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from dashboard.models import FeedbackLog, ThreatLog
from dashboard.tests.records import call, record, write

NOW = dt.datetime(2025, 7, 20, 22, 30, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def grace(api: APIClient, staff: User) -> Any:
    """A client of staff, at the evening of 20 July 2025."""
    api.force_authenticate(staff)
    with time_machine.travel(NOW, tick=False):
        yield api


def url(id: Any) -> str:
    return f"/api/analytics/users/{id}/"


def test_everything_about_one_user(grace: APIClient, user: User, staff: User) -> None:
    hour = dt.timedelta(hours=1)
    made = record(
        NOW - hour, user=str(user.pk), country="DE", calls=[call("gpt-4o", cost_nanos=5_000_000)]
    )
    write([made, record(NOW - 5 * hour, user=str(user.pk), status=404, method="GET")])
    write([record(NOW - hour, user=str(staff.pk), calls=[call("o3")])])
    id = uuid.UUID(bytes=made.id)
    FeedbackLog.objects.create(user=user, request_log_id=id, rating=4, comment="Fine")
    ThreatLog.objects.create(
        threat_type="custom_threat",
        severity="high",
        user=user,
        description="Odd",
        created_at=NOW - 2 * hour,
    )
    answer = grace.get(url(user.pk)).json()
    assert answer["user"]["username"] == "ada"
    assert (answer["user"]["email"], answer["user"]["exists"]) == ("ada@example.org", True)
    summary = answer["dashboard"]["summary"]
    assert (summary["totalRequests"], summary["failedRequests"]) == (2, 1)
    assert summary["totalCostUsd"] == 0.005
    assert [row["model"] for row in answer["dashboard"]["topModels"]] == ["gpt-4o"]
    assert [row["countryCode"] for row in answer["dashboard"]["topCountries"]] == ["DE"]
    assert (answer["dashboard"]["feedback"]["count"], answer["dashboard"]["threats"]["total"]) == (
        1,
        1,
    )
    visits = answer["sessions"]
    assert [(visit["start"], visit["requests"], visit["costUsd"]) for visit in visits] == [
        ("2025-07-20T21:30:00Z", 1, 0.005),
        ("2025-07-20T17:30:00Z", 1, 0.0),
    ]
    assert [(entry["at"][11:16], entry["kind"], entry["text"]) for entry in answer["timeline"]] == [
        ("22:30", "feedback", "Fine"),
        ("21:30", "request", "POST /api/chat/, gpt-4o"),
        ("20:30", "threat", "custom_threat: Odd"),
        ("17:30", "request", "GET /api/chat/"),
    ]
    assert answer["timeline"][0]["requestId"] == answer["timeline"][1]["requestId"] == str(id)
    assert [entry["statusCode"] for entry in answer["timeline"]] == [None, 200, None, 404]


def test_an_account_that_is_gone_keeps_its_requests(grace: APIClient) -> None:
    write([record(NOW, user="4711")])
    answer = grace.get(url(4711)).json()
    assert (answer["user"]["exists"], answer["user"]["username"]) == (False, "")
    assert answer["dashboard"]["summary"]["totalRequests"] == 1


@pytest.mark.parametrize("id", ["4711", "nobody", "9" * 40])
def test_nobody(grace: APIClient, id: str) -> None:
    response = grace.get(url(id))
    assert (response.status_code, response.json()["error"]["code"]) == (404, "NOT_FOUND")


def test_bad_ranges_are_refused(grace: APIClient, user: User) -> None:
    response = grace.get(url(user.pk), {"range": "2w"})
    assert (response.status_code, response.json()["error"]["code"]) == (400, "UNKNOWN_RANGE")


def test_staff_only(api: APIClient, user: User) -> None:
    assert api.get(url(user.pk)).status_code == 401
    api.force_login(user)
    response = api.get(url(user.pk))
    assert (response.status_code, response.json()["error"]["code"]) == (403, "PERMISSION_DENIED")


def test_constant_work(grace: APIClient, user: User, django_assert_num_queries: Any) -> None:
    """Invariant 5."""
    write([record(NOW, user=str(user.pk), calls=[call()])])
    with django_assert_num_queries(27) as few:
        grace.get(url(user.pk))
    hour = dt.timedelta(hours=1)
    write([record(NOW - n * hour, user=str(user.pk), calls=[call(f"m{n}")]) for n in range(60)])
    with django_assert_num_queries(len(few.captured_queries)):
        grace.get(url(user.pk))
