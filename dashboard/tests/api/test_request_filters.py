"""Filters of ``/api/requests/``, what they can be set to, and what is refused."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from dashboard.models import FeedbackLog, RequestLog, ThreatLog
from dashboard.tests.api.lists import URL, ago, paths, refuse
from dashboard.tests.records import call, record, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture
def mixed(user: User) -> None:
    """Requests that each filter tells apart; the path names what is special."""
    browser = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1"
    write(
        [
            record(ago(hours=1), path="/plain/"),
            record(ago(hours=2), path="/get/", method="GET", endpoint="/b/"),
            record(ago(hours=3), path="/lost/", status=404, error_type="Http404"),
            record(ago(hours=4), path="/broken/", status=500),
            record(ago(hours=5), path="/unknown/", status=None, latency_micros=None),
            record(ago(hours=6), path="/slow/", latency_micros=9_000_000),
            record(ago(hours=7), path="/german/", country="DE", ip="203.0.113.9"),
            record(ago(hours=8), path="/phone/", user_agent=browser),
            record(ago(hours=9), path="/ada/", user=str(user.pk), authenticated=True),
            record(
                ago(hours=10),
                path="/dear/",
                calls=[call("gpt-4o", provider="openai", cost_nanos=3 * 10**9, total_tokens=999)],
            ),
            record(ago(hours=11), path="/local/", calls=[call("our-own", finish_reason="length")]),
            record(ago(days=9), path="/old/"),
        ]
    )
    rated = RequestLog.objects.get(path="/ada/")
    FeedbackLog.objects.create(user=user, request_log=rated, rating=2)
    ThreatLog.objects.create(
        threat_type="custom_threat", severity="low", request=RequestLog.objects.get(path="/lost/")
    )


@pytest.mark.usefixtures("mixed")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"method": "GET"}, ["/get/"]),
        ({"endpoint": "/b/"}, ["/get/"]),
        ({"path": "/lo"}, ["/lost/", "/local/"]),
        ({"status": "404"}, ["/lost/"]),
        ({"status": "404,500"}, ["/lost/", "/broken/"]),
        ({"outcome": "failed"}, ["/lost/", "/broken/"]),
        ({"errorType": "Http404"}, ["/lost/"]),
        ({"minLatencyMs": "8999.9"}, ["/slow/"]),
        ({"country": "de"}, ["/german/"]),
        ({"ip": "203.0.113.9"}, ["/german/"]),
        ({"platform": "iOS"}, ["/phone/"]),
        ({"authenticated": "true"}, ["/ada/"]),
        ({"rated": "true"}, ["/ada/"]),
        ({"threat": "true"}, ["/lost/"]),
        ({"ai": "true"}, ["/dear/", "/local/"]),
        ({"model": "our-own"}, ["/local/"]),
        ({"provider": "openai"}, ["/dear/"]),
        ({"unpriced": "true"}, ["/local/"]),
        ({"finishReason": "length"}, ["/local/"]),
        ({"minCostUsd": "3"}, ["/dear/"]),
        ({"minCostUsd": "3.000000001"}, []),
        ({"minTokens": "900", "maxTokens": "999"}, ["/dear/"]),
        ({"ai": "true", "unpriced": "false"}, ["/dear/"]),
        ({"range": "24h", "maxLatencyMs": "199"}, []),
        ({"range": "custom", "start": "2025-07-11", "end": "2025-07-12"}, ["/old/"]),
    ],
)
def test_filters(grace: APIClient, query: dict[str, str], found: list[str]) -> None:
    assert paths(grace, **query) == found


@pytest.mark.usefixtures("mixed")
def test_the_other_side_of_a_filter(grace: APIClient) -> None:
    everything = paths(grace)
    assert len(everything) == 11
    for name, yes, no in (
        ("outcome", "failed", "ok"),
        ("ai", "true", "false"),
        ("rated", "true", "false"),
        ("threat", "true", "false"),
        ("unpriced", "true", "false"),
        ("authenticated", "true", "false"),
    ):
        both = paths(grace, **{name: yes}) + paths(grace, **{name: no})
        assert sorted(both) == sorted(everything), name
    assert "/german/" not in paths(grace, country="unknown")
    assert len(paths(grace, country="unknown")) == 10


@pytest.mark.usefixtures("mixed")
def test_filters_by_user_and_session(grace: APIClient, user: User) -> None:
    assert paths(grace, user=str(user.pk)) == ["/ada/"]
    session = RequestLog.objects.get(path="/ada/").session_id
    assert paths(grace, session=str(session)) == ["/ada/"]


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("status=teapot", "VALIDATION_ERROR", "status"),
        ("status=404.5", "VALIDATION_ERROR", "status"),
        ("method=get", "VALIDATION_ERROR", "method"),
        ("outcome=bad", "VALIDATION_ERROR", "outcome"),
        ("ai=yes", "VALIDATION_ERROR", "ai"),
        ("minLatencyMs=-1", "VALIDATION_ERROR", "minLatencyMs"),
        ("minTokens=1e300", "VALIDATION_ERROR", "minTokens"),
        ("session=99999999999999999999", "VALIDATION_ERROR", "session"),
        ("cursor=nonsense", "INVALID_CURSOR", "cursor"),
        # "0 1 2": the row with the id 2 is none.
        ("cursor=MCAxIDI%3D", "INVALID_CURSOR", "cursor"),
        ("pageSize=0", "INVALID_PAGE_SIZE", "pageSize"),
        ("pageSize=201", "INVALID_PAGE_SIZE", "pageSize"),
        ("pageSize=ten", "INVALID_PAGE_SIZE", "pageSize"),
        ("range=2w", "UNKNOWN_RANGE", "range"),
        ("colour=red", "UNKNOWN_PARAMETER", "colour"),
        ("ai=true&ai=false", "DUPLICATE_PARAMETER", "ai"),
        ("user=nobody", "INVALID_USER", "user"),
    ],
)
def test_what_is_refused(grace: APIClient, query: str, code: str, field: str) -> None:
    assert refuse(grace, query) == (400, code, [field])


@pytest.mark.usefixtures("mixed")
def test_choices(grace: APIClient) -> None:
    assert grace.get(f"{URL}choices/", {"range": "7d"}).json() == {
        "models": ["gpt-4o", "our-own"],
        "endpoints": ["/api/chat/", "/b/"],
        "statuses": [200, 404, 500],
        "countries": [{"code": "DE", "name": "Germany"}],
    }
