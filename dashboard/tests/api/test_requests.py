"""``/api/requests/``: the rows behind the numbers, who sees which, and what is refused."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from dashboard.models import FeedbackLog, RequestLog, ThreatLog
from dashboard.tests.api.lists import URL, ago, ask, paths, refuse
from dashboard.tests.records import call, record, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def test_a_row_says_what_is_known(grace: APIClient, user: User) -> None:
    made = record(
        ago(hours=1),
        user=str(user.pk),
        authenticated=True,
        path="/api/chat/7/",
        country="DE",
        ip="203.0.113.9",
        calls=[
            call("gpt-4o", provider="openai", cost_nanos=2_500_000, finish_reason="stop"),
            call("nobody-knows-it", failed=True),
        ],
    )
    write([made])
    (row,) = ask(grace)["results"]
    assert row.pop("sessionId") == str(RequestLog.objects.get().session_id)
    assert row == {
        "id": str(uuid.UUID(bytes=made.id)),
        "createdAt": "2025-07-20T21:30:00Z",
        "method": "POST",
        "endpoint": "/api/chat/",
        "path": "/api/chat/7/",
        "statusCode": 200,
        "latencyMs": 200.0,
        "userId": str(user.pk),
        "username": "ada",
        "isAuthenticated": True,
        "model": "gpt-4o",
        "provider": "openai",
        "modelCalls": 2,
        "failedCalls": 1,
        "unpricedCalls": 1,
        "promptTokens": 24,
        "completionTokens": 68,
        "totalTokens": 92,
        "costUsd": 0.0025,
        "finishReason": "",
        "timeToFirstTokenMs": None,
        "ipAddress": "203.0.113.9",
        "countryCode": "DE",
        "errorType": "",
    }


def test_unknown_is_not_zero(grace: APIClient) -> None:
    """Invariant 4, for single rows."""
    write([record(ago(hours=1), status=None, latency_micros=None, user="4711")])
    (row,) = ask(grace)["results"]
    assert (row["statusCode"], row["latencyMs"], row["costUsd"]) == (None, None, None)
    assert (row["userId"], row["username"]) == ("4711", "")


def test_pages_hold_each_row_once(grace: APIClient) -> None:
    """Many rows of one instant: a page that ends among them loses none and repeats none."""
    write([record(ago(hours=1), path=f"/{n}/") for n in range(7)])
    seen: list[str] = []
    url: str | None = f"{URL}?pageSize=3"
    sizes = []
    while url:
        page = grace.get(url).json()
        sizes.append(len(page["results"]))
        seen += [row["path"] for row in page["results"]]
        url = page["next"]
    assert sizes == [3, 3, 1]
    assert sorted(seen) == [f"/{n}/" for n in range(7)]
    first = ask(grace, pageSize="3")
    second = grace.get(first["next"]).json()
    back = grace.get(second["previous"]).json()
    assert (back["results"], back["previous"]) == (first["results"], None)
    assert grace.get(back["next"]).json() == second


def test_isolation(api: APIClient, user: User, staff: User) -> None:
    """Invariant 6: no parameter and no id shows another's request."""
    own = record(ago(hours=1), user=str(user.pk), path="/own/")
    others = record(ago(hours=1), user=str(staff.pk), path="/others/", calls=[call("o3")])
    write([own, others])
    ThreatLog.objects.create(
        threat_type="custom_threat", severity="low", request_id=uuid.UUID(bytes=own.id)
    )
    assert refuse(api, "") == (401, "NOT_AUTHENTICATED", [])
    api.force_login(user)
    assert paths(api) == ["/own/"]
    assert paths(api, model="o3") == paths(api, threat="true") == []
    assert refuse(api, f"user={staff.pk}") == (403, "OTHER_USER", ["user"])
    detail = api.get(f"{URL}{uuid.UUID(bytes=own.id)}/").json()
    assert (detail["path"], detail["threats"]) == ("/own/", [])
    response = api.get(f"{URL}{uuid.UUID(bytes=others.id)}/")
    assert (response.status_code, response.json()["error"]["code"]) == (404, "NOT_FOUND")
    assert api.get(f"{URL}choices/").json()["models"] == []


def test_one_request_with_everything(grace: APIClient, user: User, staff: User) -> None:
    made = record(
        ago(hours=1),
        user=str(user.pk),
        user_agent="curl/8.1",
        status=500,
        error_type="ValueError",
        error_message="out of range",
        first_byte_micros=50_000,
        calls=[call("gpt-4o", latency_micros=90_000, first_token_micros=20_000, offset_micros=5)],
    )
    write([made])
    id = str(uuid.UUID(bytes=made.id))
    FeedbackLog.objects.create(user=user, request_log_id=id, rating=4, comment="Fine")
    ThreatLog.objects.create(threat_type="custom_threat", severity="high", request_id=id)
    answer = grace.get(f"{URL}{id}/").json()
    assert (answer["errorType"], answer["errorMessage"]) == ("ValueError", "out of range")
    assert answer["firstByteMs"] == 50.0
    assert (answer["userAgent"]["text"], answer["session"]["requests"]) == ("curl/8.1", 1)
    (made_call,) = answer["calls"]
    assert (made_call["model"], made_call["latencyMs"]) == ("gpt-4o", 90.0)
    assert (made_call["offsetMs"], made_call["timeToFirstTokenMs"]) == (0.005, 20.0)
    assert (made_call["costUsd"], made_call["costSource"]) == (0.00037, "genai-prices")
    (rating,) = answer["feedback"]
    assert (rating["rating"], rating["comment"], rating["username"]) == (4, "Fine", "ada")
    (finding,) = answer["threats"]
    assert (finding["threatType"], finding["severity"]) == ("custom_threat", "high")


def test_an_id_that_is_none(grace: APIClient) -> None:
    for id in (uuid.uuid4(), "no-id"):
        response = grace.get(f"{URL}{id}/")
        assert (response.status_code, response.json()["error"]["code"]) == (404, "NOT_FOUND")


def test_constant_work(grace: APIClient, user: User, django_assert_num_queries: Any) -> None:
    """Invariant 5: a list takes one statement, however long, and a request the same always."""
    write([record(ago(hours=1), user=str(user.pk), calls=[call(), call()]) for _ in range(40)])
    with django_assert_num_queries(1):
        assert len(ask(grace)["results"]) == 40
    id = RequestLog.objects.values_list("pk", flat=True)[0]
    with django_assert_num_queries(4):
        assert len(grace.get(f"{URL}{id}/").json()["calls"]) == 2
