"""``/api/threats/summary/``: the findings of a range, counted."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from rest_framework.test import APIClient

from dashboard.models import ThreatLog
from dashboard.tests.api.lists import ago

URL = "/api/threats/summary/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def find(severity: str, **fields: Any) -> None:
    """A finding of an hour ago, unless told otherwise."""
    ThreatLog.objects.create(
        **{"created_at": ago(hours=1), "threat_type": "xss", "severity": severity, **fields}
    )


def ask(client: APIClient, **params: str) -> Any:
    response = client.get(URL, params)
    assert response.status_code == 200, response.json()
    return response.json()


def test_counts(grace: APIClient) -> None:
    find("critical", threat_type="sqli")
    find("critical", threat_type="sqli", resolved=True)
    find("high")
    find("low", created_at=ago(days=9))
    answer = ask(grace)
    assert (answer["total"], answer["unresolved"]) == (3, 2)
    assert answer["bySeverity"] == {"low": 0, "medium": 0, "high": 1, "critical": 2}
    assert answer["unresolvedBySeverity"] == {"low": 0, "medium": 0, "high": 1, "critical": 1}
    assert answer["byType"] == [
        {"threatType": "sqli", "count": 2, "unresolved": 1},
        {"threatType": "xss", "count": 1, "unresolved": 1},
    ]
    assert ask(grace, range="1m")["total"] == 4


def test_where_they_come_from(grace: APIClient) -> None:
    find("high", ip_address="203.0.113.9", country="DE", created_at=ago(hours=3))
    find("high", ip_address="203.0.113.9", country="DE", resolved=True)
    find("low", ip_address="192.0.2.1", country="NP", created_at=ago(hours=2))
    find("low", ip_address="192.0.2.2")
    find("low", description="From nowhere")
    answer = ask(grace)
    assert answer["byCountry"] == [
        {"countryCode": "DE", "country": "Germany", "count": 2, "unresolved": 1},
        {"countryCode": "NP", "country": "Nepal", "count": 1, "unresolved": 1},
    ]
    sources = [tuple(source.values()) for source in answer["topSources"]]
    assert list(answer["topSources"][0]) == [
        "ipAddress",
        "countryCode",
        "count",
        "unresolved",
        "lastSeen",
    ]
    assert sources == [
        ("203.0.113.9", "DE", 2, 1, "2025-07-20T21:30:00Z"),
        ("192.0.2.2", "", 1, 1, "2025-07-20T21:30:00Z"),
        ("192.0.2.1", "NP", 1, 1, "2025-07-20T20:30:00Z"),
    ]


def test_ten_of_each(grace: APIClient) -> None:
    for n in range(12):
        for _ in range(n + 1):
            find("low", ip_address=f"192.0.2.{n}", country=f"A{chr(ord('A') + n)}")
    answer = ask(grace)
    assert [row["count"] for row in answer["byCountry"]] == list(range(12, 2, -1))
    assert [row["ipAddress"] for row in answer["topSources"]] == [
        f"192.0.2.{n}" for n in range(11, 1, -1)
    ]


def test_the_timeline_has_no_holes(grace: APIClient) -> None:
    find("low", created_at=ago(hours=2, minutes=31))
    find("low", created_at=ago(hours=2, minutes=30))
    find("critical", created_at=ago(hours=2))
    answer = ask(grace, range="24h")
    assert (answer["start"], answer["end"]) == ("2025-07-19T22:30:00Z", "2025-07-20T22:30:00Z")
    assert (answer["bucket"], answer["timezone"]) == ("hour", "UTC")
    timeline = answer["timeline"]
    assert len(timeline) == 25
    assert timeline[0]["timestamp"] == "2025-07-19T22:00:00Z"
    found = [point for point in timeline if point["low"] or point["critical"]]
    assert found == [
        {"timestamp": "2025-07-20T19:00:00Z", "low": 1, "medium": 0, "high": 0, "critical": 0},
        {"timestamp": "2025-07-20T20:00:00Z", "low": 1, "medium": 0, "high": 0, "critical": 1},
    ]


def test_days_are_those_of_the_zone(grace: APIClient) -> None:
    # 18:15 UTC is midnight in Kathmandu.
    midnight = dt.datetime(2025, 7, 19, 18, 15, tzinfo=dt.UTC)
    find("high", created_at=midnight - dt.timedelta(microseconds=1))
    find("medium", created_at=midnight)
    answer = ask(grace, range="1m", tz="Asia/Kathmandu")
    assert len(answer["timeline"]) == 30
    assert answer["timeline"][-3:] == [
        {"timestamp": "2025-07-18T18:15:00Z", "low": 0, "medium": 0, "high": 1, "critical": 0},
        {"timestamp": "2025-07-19T18:15:00Z", "low": 0, "medium": 1, "high": 0, "critical": 0},
        {"timestamp": "2025-07-20T18:15:00Z", "low": 0, "medium": 0, "high": 0, "critical": 0},
    ]


def test_constant_work(grace: APIClient, django_assert_num_queries: Any) -> None:
    """Invariant 5."""
    with django_assert_num_queries(4):
        ask(grace)
    for n in range(30):
        find("low", ip_address=f"192.0.2.{n}", country="DE", created_at=ago(hours=n))
    with django_assert_num_queries(4):
        assert ask(grace, range="3m")["total"] == 30


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [("range=2w", "UNKNOWN_RANGE", "range"), ("severity=low", "UNKNOWN_PARAMETER", "severity")],
)
def test_what_is_refused(grace: APIClient, query: str, code: str, field: str) -> None:
    error = grace.get(f"{URL}?{query}").json()["error"]
    assert (error["code"], list(error["details"])) == (code, [field])


def test_who_may(api: APIClient, user: User) -> None:
    assert api.get(URL).status_code == 401
    user.user_permissions.add(Permission.objects.get(codename="view_threatlog"))
    api.force_authenticate(User.objects.get(pk=user.pk))
    assert api.get(URL).status_code == 403
    user.is_staff = True
    user.save()
    api.force_authenticate(User.objects.get(pk=user.pk))
    assert api.get(URL).status_code == 200
