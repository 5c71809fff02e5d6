"""What is captured of a request, field by field, under WSGI and ASGI."""

from __future__ import annotations

import time
import uuid
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import AsyncClient
from django.utils import timezone

from dashboard.models.fields import to_micros
from dashboard.tests.capture.recorder import ADDRESS, PLAIN, Recorder, drift, totals

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def test_every_field(recorder: Recorder) -> None:
    before = timezone.now()
    started = time.perf_counter()
    response = recorder.client.post("/items/7/parts/left-arm/?q=1", HTTP_USER_AGENT=FIREFOX)
    took_ms = (time.perf_counter() - started) * 1_000
    assert (response.status_code, response.content) == (200, PLAIN)
    row = recorder.row()
    assert str(row.id) == response["X-Request-ID"]
    assert to_micros(before) - 1_000 <= to_micros(row.created_at) <= to_micros(timezone.now())
    assert row.latency_ms is not None
    assert 0 < row.latency_ms < took_ms
    assert row.user_agent is not None
    assert (row.method, row.endpoint, row.path, row.status_code) == (
        "POST",
        "/items/<int:item>/parts/<slug:part>/",
        "/items/7/parts/left-arm/",
        200,
    )
    assert (row.user_id, row.is_authenticated, row.ip_address) == (None, False, ADDRESS)
    assert (row.user_agent.text, row.user_agent.browser) == (FIREFOX, "Firefox")
    assert (row.error_type, row.error_message, row.first_byte_ms) == ("", "", None)
    assert (row.model_name, row.model_calls, row.total_tokens, row.cost_usd) == ("", 0, 0, None)
    assert (row.session.requests, row.session.ip_address) == (1, ADDRESS)


@pytest.mark.parametrize(
    ("path", "endpoint"),
    [
        ("/plain/", "/plain/"),
        ("/legacy/12/", "/legacy/(?P<item>[0-9]+)/$"),
        ("/nested/deep/12/", "/nested/deep/(?P<item>[0-9]+)/$"),
        ("/plain-async/", "/plain-async/"),
        ("/nowhere/at/all/", "(unmatched)"),
    ],
)
def test_the_endpoint_is_the_route(recorder: Recorder, path: str, endpoint: str) -> None:
    recorder.client.get(path)
    row = recorder.row()
    assert (row.endpoint, row.path) == (endpoint, path)
    assert row.status_code == (404 if endpoint == "(unmatched)" else 200)


@pytest.mark.parametrize("path", ["/plain/", "/plain-async/"])
def test_under_asgi(recorder: Recorder, path: str) -> None:
    response = async_to_sync(AsyncClient().get)(path, headers={"User-Agent": "curl/8.5.0"})
    assert (response.status_code, response.content) == (200, PLAIN)
    row = recorder.row()
    assert (row.method, row.endpoint, row.status_code) == ("GET", path, 200)
    assert (str(row.id), row.user_agent.text) == (response["X-Request-ID"], "curl/8.5.0")
    assert (row.ip_address, row.is_authenticated) == ("127.0.0.1", False)


@pytest.mark.parametrize(("method", "kept"), [("PUT", "PUT"), ("BREW", "OTHER")])
def test_methods_are_a_closed_set(recorder: Recorder, method: str, kept: str) -> None:
    recorder.client.generic(method, "/plain/")
    assert recorder.row().method == kept


def test_a_redirect_by_another_middleware_is_seen(recorder: Recorder, settings: Any) -> None:
    ours, *others = settings.MIDDLEWARE
    settings.MIDDLEWARE = [ours, "dashboard.tests.capture.host.RedirectOld", *others]
    response = recorder.client.get("/old/page/")
    assert (response.status_code, response["Location"]) == (302, "/plain/")
    row = recorder.row()
    assert (row.status_code, row.endpoint, row.path) == (302, "(unmatched)", "/old/page/")


def test_what_no_database_can_hold_is_replaced(recorder: Recorder) -> None:
    recorder.client.get("/nowhere/%00%0A%1B%ED%A0%80/", HTTP_USER_AGENT="bad\x00agent\n")
    row = recorder.row()
    assert "\x00" not in row.path
    assert row.path.startswith("/nowhere/\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}")
    assert row.user_agent.text == "bad\N{REPLACEMENT CHARACTER}agent\N{REPLACEMENT CHARACTER}"


def test_long_texts_are_cut(recorder: Recorder) -> None:
    recorder.client.get("/" + "a" * 5_000, HTTP_USER_AGENT="b" * 5_000)
    row = recorder.row()
    assert (row.path, row.user_agent.text) == ("/" + "a" * 499, "b" * 400)


def test_each_request_has_its_own_id(recorder: Recorder) -> None:
    ids = [recorder.client.get("/plain/")["X-Request-ID"] for _ in range(20)]
    assert [str(row.id) for row in recorder.rows()] == ids
    assert {uuid.UUID(id).version for id in ids} == {7}


def test_capture_asks_nothing_of_the_database(
    recorder: Recorder, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        for path in ("/plain/", "/plain-async/", "/nowhere/", "/failing/error/"):
            recorder.client.get(path, HTTP_AUTHORIZATION="Bearer not.a.token")
        assert len(recorder.client.get("/stream/").getvalue()) == 32
        recorder.client.cookies["sessionid"] = "a-session-that-nobody-looks-up"
        recorder.client.get("/plain/")
        recorder.log([{"model_name": "gpt-4o", "usage_data": {"prompt_tokens": 1}}])
    recorder.drain()
    assert totals()["requests"] == 7
    assert drift() == "drift: 0 cells"


def test_nothing_is_recorded_when_switched_off(recorder: Recorder, configure: Any) -> None:
    configure(ENABLED=False)
    response = recorder.client.get("/plain/")
    assert (response.status_code, response.content) == (200, PLAIN)
    assert "X-Request-ID" not in response
    assert recorder.rows() == []
