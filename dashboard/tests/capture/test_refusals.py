"""Requests that are refused before any view: too many of them, and those that a rule refuses."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from rest_framework_simplejwt.tokens import AccessToken

from dashboard.capture import limits
from dashboard.models import ResponseRule, RuleFiring, ThreatLog
from dashboard.tests.capture.recorder import ADDRESS, Recorder
from dashboard.threats.refusing import refusing_rules
from dashboard.threats.request_counts import RequestCounts, request_counts

SQL = {"q": "1' OR '1'='1' UNION SELECT null,password FROM users--"}


@pytest.fixture(autouse=True)
def _nobody_counted() -> Iterator[None]:
    request_counts.forget()
    refusing_rules.forget()
    yield
    request_counts.forget()
    refusing_rules.forget()


@pytest.fixture
def _early_in_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands, a second after a window began."""
    begun = time.time() // 60 * 60
    monkeypatch.setattr("dashboard.threats.request_counts.time.time", lambda: begun + 1)


def refusing(**fields: Any) -> ResponseRule:
    """The only rule: it refuses requests with SQL in them, and this process knows of it."""
    ResponseRule.objects.all().delete()
    rule = ResponseRule.objects.create(
        name="No SQL",
        threat_type="sql_injection",
        severity="high",
        action="refuse",
        mode=fields.pop("mode", "on"),
        **fields,
    )
    refusing_rules.refresh()
    return rule


def statuses(recorder: Recorder, times: int, **extra: Any) -> list[int]:
    return [recorder.client.get("/plain/", **extra).status_code for _ in range(times)]


@pytest.mark.usefixtures("_early_in_a_window")
def test_too_many_of_an_address_are_a_finding(recorder: Recorder, configure: Any) -> None:
    configure(REQUEST_LIMIT=5)
    assert statuses(recorder, 8) == [200] * 8
    recorder.drain()
    threat = ThreatLog.objects.get()
    assert (threat.threat_type, threat.count, threat.ip_address) == ("rate_limit", 3, ADDRESS)
    assert (threat.detector, threat.severity) == ("rate_limit/limit-by-ip", "medium")


@pytest.mark.usefixtures("_early_in_a_window")
def test_enforced_it_is_429_until_the_window_has_room(
    recorder: Recorder, configure: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(REQUEST_LIMIT=5, REQUEST_LIMIT_ENFORCED=True)
    assert statuses(recorder, 5) == [200] * 5
    response = recorder.client.get("/plain/")
    assert (response.status_code, response["Retry-After"]) == (429, "59")
    assert response.json() == {
        "error": {
            "code": "THROTTLED",
            "message": "You have sent too many requests.",
            "details": {},
        }
    }
    assert statuses(recorder, 1, REMOTE_ADDR="198.51.100.9") == [200]
    recorder.drain()
    threat = ThreatLog.objects.get()
    assert (threat.detector, threat.count) == ("rate_limit/too-many-requests", 1)
    assert [row.status_code for row in recorder.rows()].count(429) == 1
    # Half of the next window later, half of the six still lie within the last 60 seconds.
    later = time.time() // 60 * 60 + 90
    monkeypatch.setattr("dashboard.threats.request_counts.time.time", lambda: later)
    assert statuses(recorder, 3) == [200, 200, 429]


@pytest.mark.usefixtures("_early_in_a_window")
def test_one_user_from_many_addresses(recorder: Recorder, configure: Any, user: User) -> None:
    configure(REQUEST_LIMIT=3, REQUEST_LIMIT_ENFORCED=True)
    token = f"Bearer {AccessToken.for_user(user)}"

    def ask(number: int) -> int:
        return recorder.client.get(
            "/plain/", HTTP_AUTHORIZATION=token, REMOTE_ADDR=f"203.0.113.{number}"
        ).status_code

    # Who it is, is known from the first answer on.
    assert [ask(number) for number in range(6)] == [200, 200, 200, 200, 429, 429]
    limits._users.clear()
    recorder.drain()
    assert ThreatLog.objects.filter(threat_type="rate_limit", user=user).count() == 2


@pytest.mark.usefixtures("_early_in_a_window")
def test_workers_count_together(configure: Any) -> None:
    configure(REQUEST_LIMIT=10)
    mine, other = RequestCounts(), RequestCounts()
    for _ in range(4):
        mine.add("ip 203.0.113.7")
        other.add("ip 203.0.113.7")
    mine.share()
    other.share()
    # Of this process eight are known as of now, of the other those it had shared.
    assert other.add("ip 203.0.113.7") == 9
    assert mine.add("ip 203.0.113.7") == 5
    mine.share()
    other.share()
    assert mine.add("ip 203.0.113.7") == 10
    assert other.add("ip 203.0.113.7") == 11


@pytest.mark.usefixtures("_early_in_a_window")
def test_the_cache_is_told_of_a_fiftieth_of_the_limit_at_a_time(configure: Any) -> None:
    configure(REQUEST_LIMIT=150)
    mine, other = RequestCounts(), RequestCounts()
    mine.add("ip 203.0.113.7")
    mine.add("ip 203.0.113.7")
    mine.share()
    for _ in range(3):
        other.add("ip 203.0.113.7")
    other.share()
    # Two are not worth telling, three are.
    assert other.add("ip 203.0.113.7") == 4
    assert mine.add("ip 203.0.113.7") == 3
    mine.share()
    assert mine.add("ip 203.0.113.7") == 7


@pytest.mark.usefixtures("_early_in_a_window")
def test_a_client_has_all_of_its_ipv6_network(recorder: Recorder, configure: Any) -> None:
    configure(REQUEST_LIMIT=2, REQUEST_LIMIT_ENFORCED=True)
    answers = [
        statuses(recorder, 1, REMOTE_ADDR=f"2001:db8:1:2::{number}")[0] for number in range(1, 5)
    ]
    assert answers == [200, 200, 429, 429]
    assert statuses(recorder, 1, REMOTE_ADDR="2001:db8:1:3::1") == [200]


def test_a_rule_refuses_a_request_before_its_view(recorder: Recorder) -> None:
    refusing()
    refused = recorder.client.get("/plain/", SQL)
    assert refused.status_code == 403
    assert refused.json()["error"] == {
        "code": "REFUSED",
        "message": "This request looks like an attack.",
        "details": {},
    }
    assert recorder.client.get("/plain/", {"q": "a cat"}).status_code == 200
    recorder.drain()
    threat = ThreatLog.objects.get()
    assert (threat.threat_type, threat.count) == ("sql_injection", 1)
    assert RuleFiring.objects.get().outcome == "Refused such requests"
    assert sorted(row.status_code for row in recorder.rows()) == [200, 403]


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b'{"q": "1 UNION SELECT password FROM users"}', "application/json", 403),
        (b"q=1+UNION+SELECT+password+FROM+users", "application/x-www-form-urlencoded", 403),
        (b'{"q": "a union of cats"}', "application/json", 200),
        # An upload, and what is too long, are left to the view.
        (b"1 UNION SELECT password FROM users", "application/octet-stream", 200),
        (
            b'{"q": "1 UNION SELECT password FROM users%s"}' % (b" " * 20_000),
            "application/json",
            200,
        ),
    ],
)
def test_a_short_body_is_searched_before_its_view(
    recorder: Recorder, body: bytes, media: str, status: int
) -> None:
    refusing()
    response = recorder.client.post("/body/", body, content_type=media)
    assert response.status_code == status
    if status == 200:
        # The view has all of it, as if nobody had read it before.
        assert response.content == str(len(body)).encode()


def test_a_rule_in_shadow_mode_refuses_nothing(recorder: Recorder) -> None:
    refusing(mode="shadow")
    assert recorder.client.get("/plain/", SQL).status_code == 200
    recorder.drain()
    assert RuleFiring.objects.get().outcome == "Would have refused such requests"


def test_staff_are_not_refused(recorder: Recorder, staff: User, user: User) -> None:
    refusing()
    client = Client()
    client.force_login(staff, "django.contrib.auth.backends.ModelBackend")
    assert client.get("/plain/", SQL).status_code == 200
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    assert client.get("/plain/", SQL).status_code == 403


def test_harmless_when_the_search_fails(
    recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Invariant 1."""

    def broken(request: object) -> None:
        raise RuntimeError("a bug")

    refusing()
    monkeypatch.setattr("dashboard.capture.refusals.hits_in", broken)
    assert recorder.client.get("/plain/", SQL).status_code == 200
