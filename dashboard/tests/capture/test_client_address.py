"""Who is calling: behind proxies, behind liars, and in the form that IP_STORAGE allows."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import pytest
import time_machine
from asgiref.sync import async_to_sync
from django.core.handlers.asgi import ASGIHandler

from dashboard.models import UserSession
from dashboard.tests.capture.recorder import Recorder

CLIENT = "203.0.113.77"
PROXIES = ["10.0.0.0/8", "2001:db8:ffff::/48"]


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        (CLIENT, None, CLIENT),
        # Not from a proxy: whatever it says is made up.
        (CLIENT, "198.51.100.1", CLIENT),
        ("10.1.2.3", None, "10.1.2.3"),
        ("10.1.2.3", CLIENT, CLIENT),
        ("10.1.2.3", f" {CLIENT} ", CLIENT),
        # The client wrote the first, the proxies the rest.
        ("10.1.2.3", f"198.51.100.1, {CLIENT}", CLIENT),
        ("10.1.2.3", f"198.51.100.1, {CLIENT}, 10.9.9.9", CLIENT),
        ("10.1.2.3", f"10.4.4.4, {CLIENT}, 10.9.9.9, 10.8.8.8", CLIENT),
        ("10.1.2.3", f"{CLIENT}:51234", CLIENT),
        ("10.1.2.3", "[2001:db8::7]:443", "2001:db8::7"),
        ("10.1.2.3", "2001:DB8:0:0::7", "2001:db8::7"),
        ("2001:db8:ffff::1", CLIENT, CLIENT),
        ("::ffff:10.1.2.3", CLIENT, CLIENT),
        ("::ffff:203.0.113.77", None, CLIENT),
        ("10.1.2.3", "10.4.4.4", "10.4.4.4"),
        # What is no address ends the way back: the last proxy known is as far as it goes.
        ("10.1.2.3", f"{CLIENT}, unknown", "10.1.2.3"),
        ("10.1.2.3", f"{CLIENT}, <script>, 10.9.9.9", "10.9.9.9"),
        ("10.1.2.3", "", "10.1.2.3"),
        # A zone is of this machine, and of any length.
        ("10.1.2.3", "fe80::1%" + "z" * 500, "fe80::1"),
        ("", CLIENT, ""),
        ("not an address", CLIENT, ""),
    ],
)
def test_the_address(
    recorder: Recorder, configure: Any, remote: str, forwarded: str | None, address: str
) -> None:
    configure(TRUSTED_PROXIES=PROXIES)
    extra: dict[str, Any] = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    assert recorder.client.get("/plain/", REMOTE_ADDR=remote, **extra).status_code == 200
    assert recorder.row().ip_address == address


def test_nobody_is_believed_by_default(recorder: Recorder) -> None:
    recorder.client.get("/plain/", REMOTE_ADDR="10.1.2.3", HTTP_X_FORWARDED_FOR=CLIENT)
    assert recorder.row().ip_address == "10.1.2.3"


@pytest.mark.django_db(transaction=True)
def test_under_asgi_and_through_a_unix_socket(recorder: Recorder, configure: Any) -> None:
    configure(TRUSTED_PROXIES=PROXIES)
    headers = [(b"x-forwarded-for", b"198.51.100.1, 203.0.113.77"), (b"host", b"testserver")]
    for client in (("10.1.2.3", 40_000), None):
        scope: dict[str, Any] = {"type": "http", "method": "GET", "path": "/plain/"}
        scope |= {"headers": headers, "query_string": b"", "client": client}
        assert async_to_sync(_call)(scope) == 200
    assert [row.ip_address for row in recorder.rows()] == [CLIENT, ""]


async def _call(scope: dict[str, Any]) -> int:
    statuses = []
    messages = [{"type": "http.request", "body": b""}]

    async def receive() -> dict[str, Any]:
        if messages:
            return messages.pop()
        return await asyncio.Future()

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    handler: Any = ASGIHandler()
    await handler(scope, receive, send)
    return int(statuses[0])


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:aaaa:bbbb:cccc::77", "2001:db8:aaaa::"),
        ("", ""),
    ],
)
def test_truncated(recorder: Recorder, configure: Any, address: str, kept: str) -> None:
    configure(IP_STORAGE="truncated")
    recorder.client.get("/plain/", REMOTE_ADDR=address)
    row = recorder.row()
    assert (row.ip_address, row.session.ip_address) == (kept, kept)
    assert not address or address.encode() not in recorder.journal()


def test_hashed_with_a_salt_of_the_day(recorder: Recorder, configure: Any) -> None:
    configure(IP_STORAGE="hashed")
    with time_machine.travel(dt.datetime(2026, 3, 10, 23, 59, 59, tzinfo=dt.UTC)) as clock:
        for address in (CLIENT, CLIENT, "203.0.113.78"):
            recorder.client.get("/plain/", REMOTE_ADDR=address)
        clock.shift(dt.timedelta(seconds=5))
        recorder.client.get("/plain/", REMOTE_ADDR=CLIENT)
    first, again, other, tomorrow = (row.ip_address for row in recorder.rows())
    assert first == again
    assert len({first, other, tomorrow}) == 3
    assert {len(text) for text in (first, other, tomorrow)} == {39}
    assert first.startswith("sha256:")
    kept = repr(list(UserSession.objects.values())).encode() + recorder.journal()
    assert CLIENT.encode() not in kept
