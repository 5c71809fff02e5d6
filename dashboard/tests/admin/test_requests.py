"""The list of requests: what it shows, and what its filters and its search find."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client

from dashboard.admin.formats import DASH
from dashboard.models import RequestLog
from dashboard.tests.admin.written import stamp

pytestmark = pytest.mark.django_db
Listed = Callable[..., list[str]]


def test_a_request_is_one_line(listed: Listed, traffic: dt.datetime) -> None:
    rows = listed("requestlog")
    ago = dt.timedelta(days=1)
    assert rows == [
        # Its second call has no price, which is not the same as none.
        f"{stamp(traffic)} 200 POST /api/chat/ 200 ms ada gpt-4o 92 $0.0004 DE",
        f"{stamp(traffic - 3 * ago)} 500 POST /api/search/ 1,234 ms (deleted, 4711)"
        f" {DASH} {DASH} {DASH} PR",
        f"{stamp(traffic - 40 * ago)} 302 POST /old/ 200 ms" + f" {DASH}" * 5,
    ]


def test_times_are_in_the_zone_that_is_named(
    listed: Listed, traffic: dt.datetime, settings: Any
) -> None:
    settings.TIME_ZONE = "Asia/Kathmandu"
    assert "+0545" in listed("requestlog")[0]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ({}, [200, 500, 302]),
        ({"range": "1h"}, [200]),
        ({"range": "24h"}, [200]),
        ({"range": "7d"}, [200, 500]),
        ({"range": "30d"}, [200, 500]),
        ({"range": "90d"}, [200, 500, 302]),
        ({"status": "500"}, [500]),
        ({"status": "404"}, []),
        ({"status": "2xx"}, [200]),
        ({"status": "3xx"}, [302]),
        ({"status": "4xx"}, []),
        ({"status": "5xx"}, [500]),
        ({"status": "failed"}, [500]),
        ({"model": "gpt-4o"}, [200]),
        ({"model": "no-such-model"}, []),
        ({"endpoint": "/api/search/"}, [500]),
        ({"country": "PR"}, [500]),
        ({"user": "ada"}, [200]),
        ({"user": "4711"}, [500]),
        ({"user": "nobody"}, []),
        ({"latency": "1000"}, [500]),
        ({"latency": "100"}, [200, 500, 302]),
        ({"calls": "yes"}, [200]),
        ({"calls": "no"}, [500, 302]),
        ({"calls": "no", "status": "failed", "range": "7d"}, [500]),
        ({"q": "/api/"}, [200, 500]),
        ({"q": "/api/se"}, [500]),
        ({"q": "gpt-4o"}, [200]),
        ({"q": "ada"}, [200]),
        ({"q": "192.0.2.8"}, [302]),
        ({"q": "192.0.2.9"}, []),
        ({"q": "nothing like it"}, []),
        # The slowest first; and the dearest, of those whose price is known.
        ({"o": "-3"}, [500, 200, 302]),
        ({"o": "-7"}, [200]),
    ],
)
@pytest.mark.parametrize("few", [50_000, 0], ids=["few", "many"])
def test_filters_and_search_of_requests(
    admin: Client,
    traffic: dt.datetime,
    monkeypatch: pytest.MonkeyPatch,
    few: int,
    question: dict[str, str],
    found: list[int],
) -> None:
    """Whether a filter goes by its index or along the list, it finds the same."""
    monkeypatch.setattr("dashboard.admin.narrowing.FEW", few)
    response: Any = admin.get("/admin/dashboard/requestlog/", question)
    rows = [row.status_code for row in response.context["cl"].result_list]
    if question.get("o") == "-3":
        rows, found = rows[:1], found[:1]
    assert rows == found


def test_between_two_date_times(listed: Listed, traffic: dt.datetime) -> None:
    """From is inclusive, until exclusive."""
    at = traffic - dt.timedelta(days=3)
    second = dt.timedelta(seconds=1)
    text = "%Y-%m-%dT%H:%M:%S"
    since, until = f"{at:{text}}", f"{at + second:{text}}"
    assert len(listed("requestlog", since=since, until=until)) == 1
    assert listed("requestlog", since=until, until=until) == []
    assert len(listed("requestlog", since=until)) == 1
    assert len(listed("requestlog", until=since)) == 1


@pytest.mark.parametrize(
    "question",
    [
        "range=x",
        "range=99999999d",
        "since=yesterday",
        "until=2026-13-01",
        "status=abc",
        "latency=slow",
        "nonsense=1",
    ],
)
def test_what_cannot_be_read_is_refused_quietly(admin: Client, question: str) -> None:
    response = admin.get(f"/admin/dashboard/requestlog/?{question}")
    assert (response.status_code, response["Location"]) == (302, "/admin/dashboard/requestlog/?e=1")
    assert admin.get(f"/admin/dashboard/requestlog/export/csv/?{question}").status_code == 400


def test_a_request_is_found_by_its_id(listed: Listed, traffic: dt.datetime) -> None:
    row = RequestLog.objects.get(status_code=302)
    assert len(listed("requestlog", q=str(row.pk))) == 1
    assert listed("requestlog", q="01234567-89ab-7def-8123-456789abcdef") == []


def test_what_a_list_is_narrowed_by_can_be_taken_off(admin: Client, traffic: dt.datetime) -> None:
    response: Any = admin.get(
        "/admin/dashboard/requestlog/?q=/api/&status=failed&range=7d&user=4711&country=PR"
    )
    chips = [(chip.title, chip.value) for chip in response.context["cl"].chips]
    assert chips == [
        ("search", "/api/"),
        ("time", "Last 7 days"),
        ("status", "Failed (400 and above)"),
        ("country", "Puerto Rico (PR)"),
        ("user", "4711"),
    ]
    without = response.context["cl"].chips[2].without
    assert without == f"?country=PR&q={quote('/api/', safe='')}&range=7d&user=4711"


def test_filters_offer_what_was_seen_lately(admin: Client, traffic: dt.datetime) -> None:
    response: Any = admin.get("/admin/dashboard/requestlog/")
    offered = {
        spec.title: [value for value, _ in spec.lookup_choices]
        for spec in response.context["cl"].filter_specs
        if hasattr(spec, "lookup_choices")
    }
    assert offered["status"] == ["failed", "2xx", "3xx", "4xx", "5xx", "200", "500"]
    assert offered["model"] == ["gpt-4o", "no-such-model"]
    assert offered["endpoint"] == ["/api/chat/", "/api/search/"]
    assert offered["country"] == ["DE", "PR"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows how values are spread")
@pytest.mark.parametrize(
    ("question", "index"),
    [
        ({}, "requestlog_created"),
        ({"range": "7d"}, "requestlog_created"),
        ({"status": "200"}, "requestlog_status_created"),
        ({"model": "gpt-4o"}, "requestlog_model_created"),
        ({"endpoint": "/api/chat/"}, "requestlog_endpoint"),
        ({"country": "DE"}, "requestlog_country_created"),
        ({"user": "ada"}, "requestlog_user_created"),
        ({"q": "192.0.2.7"}, "requestlog_ip_created"),
        ({"latency": "100"}, "requestlog_latency"),
        ({"o": "-3"}, "requestlog_latency"),
        ({"o": "-7"}, "requestlog_cost"),
    ],
)
def test_a_page_of_requests_is_found_by_an_index(
    admin: Client, traffic: dt.datetime, question: dict[str, str], index: str
) -> None:
    """And it is in the order of the list, unless few are found by a span of values."""
    response: Any = admin.get("/admin/dashboard/requestlog/", question)
    listed = response.context["cl"].queryset.values_list("pk")[:50]
    plan = listed.explain()
    assert index in plan
    assert ("USE TEMP B-TREE FOR ORDER BY" in plan) == ("latency" in question)
