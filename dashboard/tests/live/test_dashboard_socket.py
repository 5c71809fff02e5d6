"""``/ws/dashboard/`` of a real server: who may watch, and what they are told."""

from __future__ import annotations

from typing import Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection

from dashboard.tests.live.conftest import Watched, close_code, read


@pytest.mark.parametrize(
    ("token", "code"), [("", 4401), ("forged", 4401), ("expired", 4401), ("ada", 4403)]
)
def test_who_may_not_watch_is_told_by_a_code(watched: Watched, token: str, code: int) -> None:
    with watched.watch(token) as socket:
        assert close_code(socket) == code


def test_requests_and_findings_are_told_to_all_who_watch(watched: Watched) -> None:
    with watched.watch("grace") as one, watched.watch("grace") as other:
        assert one.subprotocol == "dashboard.live"
        assert read(one) == {"type": "watching"}
        assert read(other) == {"type": "watching"}
        status, _ = watched.site.get("/plain/?id=1'%20OR%20'1'='1")
        assert status == 200
        told = [_all_of(one), _all_of(other)]
    assert told[0] == told[1]
    requests, threats = told[0]
    assert [(row["method"], row["endpoint"], row["statusCode"]) for row in requests] == [
        ("GET", "/plain/", 200)
    ]
    assert [(row["threatType"], row["severity"]) for row in threats] == [
        ("sql_injection", "critical")
    ]


def _all_of(socket: ClientConnection) -> tuple[list[Any], list[Any]]:
    """Rows of requests and of findings, until there is one of each."""
    requests: list[Any] = []
    threats: list[Any] = []
    while not (requests and threats):
        news = read(socket)
        assert news["requests"]["count"] == len(news["requests"]["rows"])
        assert news["threats"]["count"] == len(news["threats"]["rows"])
        requests += news["requests"]["rows"]
        threats += news["threats"]["rows"]
    return requests, threats


def test_many_requests_are_counted_and_few_are_shown(watched: Watched) -> None:
    with watched.watch("grace") as socket:
        read(socket)
        watched.site.load(400)
        count, messages = 0, 0
        while count < 400:
            news = read(socket)
            messages += 1
            count += news["requests"]["count"]
            assert len(news["requests"]["rows"]) <= 20
        assert count == 400
        assert messages <= 10


def test_a_page_of_another_site_may_not_connect(watched: Watched) -> None:
    with (
        pytest.raises(InvalidStatus, match="403"),
        watched.watch("grace", origin="https://evil.example"),
    ):
        pass
