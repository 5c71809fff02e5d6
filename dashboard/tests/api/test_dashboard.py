"""``/api/dashboard/``: the shape, the numbers, who sees what, and what is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from dashboard.models import FeedbackLog, ThreatLog
from dashboard.models.ids import first_id
from dashboard.rollups import kept
from dashboard.tests.records import call, record, write

NOW = dt.datetime(2025, 7, 20, 22, 30, tzinfo=dt.UTC)
URL = "/api/dashboard/"
LIMITS = {"range": "custom", "start": "2025-07-14", "end": "2025-07-20"}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_now")]


@pytest.fixture
def _at_now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def grace(api: APIClient, staff: User) -> APIClient:
    """A client of staff."""
    api.force_authenticate(staff)
    return api


def ago(**delta: float) -> dt.datetime:
    return NOW - dt.timedelta(**delta)


def ask(client: APIClient, **params: str) -> Any:
    """The answer of 200."""
    response = client.get(URL, params)
    assert response.status_code == 200, response.json()
    return response.json()


def refuse(client: APIClient, query: str) -> tuple[int, str, list[str]]:
    """Status, code and the fields named of an answer that is none."""
    response = client.get(f"{URL}?{query}")
    error = response.json()["error"]
    assert set(error) == {"code", "message", "details"}
    assert error["message"]
    return response.status_code, error["code"], list(error["details"])


def test_an_empty_database_answers_zeros_without_holes(grace: APIClient) -> None:
    answer = ask(grace)
    assert (answer["range"], answer["bucket"], answer["timezone"]) == ("7d", "hour", "UTC")
    assert (answer["start"], answer["end"]) == ("2025-07-14T00:00:00Z", "2025-07-20T22:30:00Z")
    assert answer["generatedAt"] == "2025-07-20T22:30:00Z"
    assert len(answer["requests"]) == len(answer["costs"]) == len(answer["latency"]) == 167
    assert answer["requests"][0] == {
        "timestamp": "2025-07-14T00:00:00Z",
        "total": 0,
        "successful": 0,
        "failed": 0,
        "aiRequests": 0,
    }
    assert answer["latency"][0] == {
        "timestamp": "2025-07-14T00:00:00Z",
        "avgMs": None,
        "p50Ms": None,
        "p95Ms": None,
        "p99Ms": None,
    }
    summary = answer["summary"]
    assert summary["totalRequests"] == summary["previous"]["totalRequests"] == 0
    assert summary["p95LatencyMs"] is None
    assert set(summary) - set(summary["previous"]) == {"previous"}
    assert answer["errorsBreakdown"] == answer["topModels"] == answer["topCountries"] == []
    assert answer["users"] == {
        "total": 1,
        "active": 0,
        "new": 1,
        "anonymousRequests": 0,
        "top": [],
    }
    assert answer["feedback"]["averageRating"] is None
    assert answer["threats"]["bySeverity"] == {"low": 0, "medium": 0, "high": 0, "critical": 0}


def test_numbers_of_a_few_requests(grace: APIClient, user: User) -> None:
    """One of each kind of thing, with every number worked out by hand."""
    ada = str(user.pk)
    write(
        [
            record(
                ago(hours=3),
                user=ada,
                country="DE",
                latency_micros=100_000,
                calls=[
                    call("gpt-4o", provider="openai", cost_nanos=2_500_000, latency_micros=90_000),
                    call("llama-local", provider="self-hosted", prompt_tokens=5, failed=True),
                ],
            ),
            record(ago(hours=3), country="NP", latency_micros=300_000, status=429),
            record(ago(hours=3), latency_micros=None, status=None),
            record(ago(days=8), user=ada, status=500),
        ]
    )
    answer = ask(grace)
    summary = answer["summary"]
    previous = summary.pop("previous")
    assert summary == {
        "totalRequests": 3,
        "successfulRequests": 2,
        "failedRequests": 1,
        "errorRate": 33.33,
        "aiRequests": 1,
        "modelCalls": 2,
        "promptTokens": 17,
        "completionTokens": 68,
        "totalTokens": 85,
        "totalCostUsd": 0.0025,
        "unpricedCalls": 1,
        "avgLatencyMs": 200.0,
        "p50LatencyMs": pytest.approx(100, rel=0.02),
        "p95LatencyMs": pytest.approx(300, rel=0.02),
        "p99LatencyMs": pytest.approx(300, rel=0.02),
        "uniqueUsers": 1,
        "activeSessions": 0,
    }
    assert (previous["totalRequests"], previous["failedRequests"]) == (1, 1)
    (bucket,) = [point for point in answer["requests"] if point["total"]]
    assert bucket == {
        "timestamp": "2025-07-20T19:00:00Z",
        "total": 3,
        "successful": 2,
        "failed": 1,
        "aiRequests": 1,
    }
    assert answer["errorsBreakdown"] == [
        {"statusCode": 429, "label": "Too Many Requests", "count": 1, "percentage": 100.0}
    ]
    assert [
        (row["model"], row["costUsd"], row["unpricedCalls"]) for row in answer["topModels"]
    ] == [
        ("gpt-4o", 0.0025, 0),
        ("llama-local", 0.0, 1),
    ]
    assert [row["avgLatencyMs"] for row in answer["topModels"]] == [90.0, None]
    assert answer["topCountries"] == [
        {"countryCode": "DE", "country": "Germany", "requests": 1, "percentage": 50.0},
        {"countryCode": "NP", "country": "Nepal", "requests": 1, "percentage": 50.0},
    ]
    assert answer["users"]["top"] == [
        {
            "userId": ada,
            "username": "ada",
            "requests": 1,
            "totalTokens": 85,
            "costUsd": 0.0025,
            "lastActive": "2025-07-20T19:30:00Z",
        }
    ]
    assert answer["users"]["anonymousRequests"] == 2


def test_unknown_is_not_zero(grace: APIClient) -> None:
    """Invariant 4: no price, no latency, no country is never a zero among the known ones."""
    priced = call("gpt-4o", cost_nanos=1_000)
    free = call("gpt-4o", cost_nanos=0)
    unknown = call("nobody-knows-it", provider="nobody")
    write(
        [
            record(ago(minutes=40), calls=[priced, free, unknown], latency_micros=50_000),
            record(ago(minutes=40), latency_micros=None),
        ]
    )
    answer = ask(grace, range="24h")
    assert answer["summary"]["totalCostUsd"] == 0.000001
    assert answer["summary"]["unpricedCalls"] == 1
    assert answer["summary"]["avgLatencyMs"] == 50.0
    assert answer["topCountries"] == []
    by_model = {row["model"]: row for row in answer["topModels"]}
    assert by_model["gpt-4o"]["unpricedCalls"] == 0
    assert by_model["nobody-knows-it"]["unpricedCalls"] == 1
    assert by_model["nobody-knows-it"]["p95LatencyMs"] is None


def test_constant_work(grace: APIClient, user: User, django_assert_num_queries: Any) -> None:
    """Invariant 5: more rows, models, users and buckets, and the same statements."""
    write([record(ago(hours=30), user=str(user.pk), calls=[call()])])
    with django_assert_num_queries(27) as few:
        ask(grace)
    # Days that are as they were are not added up again.
    with django_assert_num_queries(21):
        ask(grace)
    users = [User.objects.create(username=f"user{n}") for n in range(30)]
    write(
        [
            record(
                ago(hours=n / 2),
                user=str(users[n % 30].pk),
                country=("DE", "FR", "NP")[n % 3],
                status=(200, 404, 500)[n % 3],
                endpoint=f"/endpoint{n % 7}/",
                calls=[call(f"model-{n % 9}")],
            )
            for n in range(300)
        ]
    )
    kept.forget()
    with django_assert_num_queries(len(few.captured_queries)):
        assert ask(grace)["summary"]["totalRequests"] > 200
    with django_assert_num_queries(len(few.captured_queries)):
        assert len(ask(grace, range="3m")["requests"]) == 90


def test_filters(grace: APIClient, user: User, staff: User) -> None:
    ada = str(user.pk)
    write(
        [
            record(ago(hours=2), user=ada, endpoint="/a/", calls=[call("gpt-4o"), call("o3")]),
            record(ago(hours=2), user=str(staff.pk), endpoint="/a/", status=404),
            record(ago(hours=2), endpoint="/b/", calls=[call("o3")]),
        ]
    )

    def total(**filters: str) -> tuple[int, int]:
        summary = ask(grace, **filters)["summary"]
        return summary["totalRequests"], summary["modelCalls"]

    assert total() == (3, 3)
    assert total(user=ada) == (1, 2)
    assert total(model="o3") == (2, 2)
    assert total(endpoint="/a/") == (2, 2)
    assert total(endpoint="/a/", model="o3") == (1, 1)
    assert total(endpoint="/b/", model="o3", user=ada) == (0, 0)
    assert total(model="unheard-of") == (0, 0)


def test_ranges_end_now_and_begin_at_a_local_midnight(grace: APIClient) -> None:
    write([record(ago(minutes=1)), record(ago(hours=23, minutes=59))])
    day = ask(grace, range="24h", tz="Asia/Kathmandu")
    assert day["start"] == "2025-07-19T22:30:00Z"
    assert day["requests"][0]["timestamp"] == "2025-07-19T22:15:00Z"
    assert (len(day["requests"]), day["summary"]["totalRequests"]) == (25, 2)
    assert (day["requests"][0]["total"], day["requests"][-1]["total"]) == (1, 1)
    week = ask(grace, range="7d", tz="Asia/Kathmandu")
    assert week["start"] == "2025-07-14T18:15:00Z"
    month = ask(grace, range="1m")
    assert (month["start"], month["bucket"]) == ("2025-06-21T00:00:00Z", "day")
    assert len(month["requests"]) == 30
    assert len(ask(grace, range="3m")["requests"]) == 90


def test_custom_ranges(grace: APIClient) -> None:
    write([record(dt.datetime(2025, 7, 19, 23, 59, 59, tzinfo=dt.UTC)), record(ago(minutes=5))])
    assert ask(grace, **LIMITS)["summary"]["totalRequests"] == 1
    later = ask(grace, range="custom", start="2025-07-19", end="2026-01-01")
    assert (later["end"], later["summary"]["totalRequests"]) == ("2025-07-20T22:30:00Z", 2)
    exact = {"range": "custom", "start": "2025-07-19T23:59:59Z", "end": "2025-07-20T00:00:00+00:00"}
    assert ask(grace, **exact)["summary"]["totalRequests"] == 1


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("range=2w", "UNKNOWN_RANGE", "range"),
        ("tz=Mars/Olympus", "UNKNOWN_TIMEZONE", "tz"),
        ("range=custom", "START_REQUIRED", "start"),
        ("range=custom&start=yesterday", "INVALID_START", "start"),
        ("range=custom&start=2025-07-01&end=soon", "INVALID_END", "end"),
        ("range=custom&start=2025-07-10&end=2025-07-01", "START_AFTER_END", "start"),
        ("range=custom&start=2025-08-10", "START_AFTER_END", "start"),
        ("range=custom&start=2024-07-18&end=2025-07-20", "RANGE_TOO_LONG", "end"),
        ("range=7d&start=2025-07-01", "RANGE_NOT_CUSTOM", "start"),
        ("range=7d&range=24h", "DUPLICATE_PARAMETER", "range"),
        ("model=", "EMPTY_PARAMETER", "model"),
        ("modle=gpt-4o", "UNKNOWN_PARAMETER", "modle"),
        ("user=nobody", "INVALID_USER", "user"),
        ("tenant=acme", "UNKNOWN_TENANT", "tenant"),
    ],
)
def test_what_is_refused(grace: APIClient, query: str, code: str, field: str) -> None:
    assert refuse(grace, query) == (400, code, [field])


def test_who_may_ask(api: APIClient, user: User, staff: User) -> None:
    assert refuse(api, "") == (401, "NOT_AUTHENTICATED", [])
    api.credentials(HTTP_AUTHORIZATION="Bearer forged")
    assert refuse(api, "") == (401, "TOKEN_INVALID", [])
    api.credentials()
    api.force_login(user)
    assert refuse(api, f"user={staff.pk}") == (403, "OTHER_USER", ["user"])


def test_others_see_their_own_requests_only(api: APIClient, user: User, staff: User) -> None:
    ThreatLog.objects.create(threat_type="custom_threat", severity="medium")
    write(
        [
            record(ago(hours=1), user=str(user.pk), calls=[call(total_tokens=46)]),
            record(ago(hours=1), user=str(staff.pk), calls=[call("o3")], country="DE"),
            record(ago(hours=1)),
        ]
    )
    api.force_login(user)
    for params in ({}, {"user": str(user.pk)}):
        answer = ask(api, **params)
        assert answer["summary"]["totalRequests"] == answer["summary"]["uniqueUsers"] == 1
        assert [row["model"] for row in answer["topModels"]] == ["gpt-4o"]
        assert [row["username"] for row in answer["users"]["top"]] == ["ada"]
        assert answer["users"]["total"] == 1
        assert answer["topCountries"] == []
        assert answer["threats"]["total"] == 0


def test_feedback_and_threats_of_the_range(grace: APIClient, user: User) -> None:
    asked = first_id(ago(hours=1))
    FeedbackLog.objects.create(user=user, request_log_id=asked, rating=4, comment="Fine")
    ThreatLog.objects.create(
        threat_type="custom_threat",
        severity="medium",
        ip_address="203.0.113.9",
        description="A host's own finding",
        user=None,
    )
    answer = ask(grace, range="24h")
    assert answer["feedback"]["count"] == 1
    assert answer["feedback"]["averageRating"] == 4.0
    assert answer["feedback"]["distribution"] == {"1": 0, "2": 0, "3": 0, "4": 1, "5": 0}
    assert answer["feedback"]["recent"][0]["requestId"] == str(asked)
    assert answer["threats"]["byType"] == [
        {"threatType": "custom_threat", "count": 1, "unresolved": 1}
    ]
    none = {"low": 0, "medium": 0, "high": 0, "critical": 0}
    assert answer["threats"]["unresolvedBySeverity"] == none | {"medium": 1}
    assert answer["threats"]["recent"][0]["ipAddress"] == "203.0.113.9"


def test_totals_stay_exact_under_sampling(grace: APIClient, settings: Any) -> None:
    settings.DASHBOARD = {**settings.DASHBOARD, "SAMPLE_RATE": 0.0}
    write([record(ago(minutes=n), calls=[call()]) for n in range(1, 100)])
    answer = ask(grace, range="24h")
    assert answer["summary"]["totalRequests"] == answer["summary"]["modelCalls"] == 99
    assert sum(point["total"] for point in answer["requests"]) == 99
