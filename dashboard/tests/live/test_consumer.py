"""A socket that stays open: its user is looked at again, and nobody waits for a slow client."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import time_machine
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.contrib.auth.models import User
from django.test import AsyncClient
from rest_framework_simplejwt.tokens import AccessToken

from dashboard.live import consumer, feed
from dashboard.models.threat_log import ThreatLog
from dashboard.routing import websocket_application

pytestmark = pytest.mark.django_db(transaction=True)

APPLICATION: Any = websocket_application


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "SECONDS", 0.05)
    monkeypatch.setattr(consumer, "RECHECK_SECONDS", 0)


class Client(ApplicationCommunicator):
    """A socket of the user, without a network."""

    def __init__(self, user: User, cookie: str = "") -> None:
        """By a token; with a cookie, by the session that it names."""
        token = [] if cookie else [f"token.{AccessToken.for_user(user)}"]
        scope: Any = {
            "type": "websocket",
            "path": "/ws/dashboard/",
            "query_string": b"",
            "headers": [(b"origin", b"http://testserver"), (b"cookie", cookie.encode())],
            "subprotocols": ["dashboard.live", *token],
        }
        super().__init__(APPLICATION, scope)

    async def read(self) -> Any:
        """The next message."""
        return json.loads((await self.receive_output(5))["text"])


@asynccontextmanager
async def watching(user: User, cookie: str = "") -> AsyncIterator[Client]:
    """A client of the user that has been let in."""
    client = await sync_to_async(Client)(user, cookie)
    await client.send_input({"type": "websocket.connect"})
    accepted = await client.receive_output(5)
    assert (accepted["type"], accepted["subprotocol"]) == ("websocket.accept", "dashboard.live")
    assert await client.read() == {"type": "watching"}
    yield client
    await client.send_input({"type": "websocket.disconnect", "code": 1000})
    await client.wait(5)


@sync_to_async
def find(description: str) -> None:
    """A host's own finding."""
    ThreatLog.objects.create(
        threat_type="custom_threat", severity="medium", description=description
    )


async def test_a_finding_of_the_host_is_told(staff: User) -> None:
    async with watching(staff) as client:
        await find("first")
        news = await client.read()
        assert news["type"] == "news"
        assert news["requests"] == {"count": 0, "failed": 0, "rows": []}
        assert [row["description"] for row in news["threats"]["rows"]] == ["first"]
        await find("second")
        news = await client.read()
        assert [row["description"] for row in news["threats"]["rows"]] == ["second"]


async def test_who_is_no_longer_staff_is_told_no_more(staff: User) -> None:
    async with watching(staff) as client:
        staff.is_staff = False
        await staff.asave()
        await find("secret")
        assert await client.receive_output(5) == _closed(4403)


async def test_who_was_switched_off_is_told_no_more(staff: User) -> None:
    async with watching(staff) as client:
        staff.is_active = False
        await staff.asave()
        await find("secret")
        assert await client.receive_output(5) == _closed(4401)


async def test_who_has_logged_out_is_told_no_more(staff: User) -> None:
    browser = AsyncClient()
    await browser.aforce_login(staff, "django.contrib.auth.backends.ModelBackend")
    async with watching(staff, f"sessionid={browser.cookies['sessionid'].value}") as client:
        await find("first")
        assert (await client.read())["threats"]["count"] == 1
        await browser.alogout()
        await find("secret")
        assert await client.receive_output(5) == _closed(4401)


async def test_a_token_ends_while_its_socket_is_open(staff: User) -> None:
    async with watching(staff) as client:
        with time_machine.travel(_in_hours(12), tick=True):
            await find("secret")
            assert await client.receive_output(5) == _closed(4401)


async def test_who_watches_for_days_is_told_to_the_end(staff: User) -> None:
    browser = AsyncClient()
    await browser.aforce_login(staff, "django.contrib.auth.backends.ModelBackend")
    async with watching(staff, f"sessionid={browser.cookies['sessionid'].value}") as client:
        for hours in (0, 20, 40, 60):
            with time_machine.travel(_in_hours(hours), tick=True):
                await find(f"after {hours} hours")
                assert (await client.read())["threats"]["count"] == 1


async def test_nobody_waits_for_a_client_that_does_not_read(
    staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "SEND_SECONDS", 0.1)
    sent: list[dict[str, Any]] = []

    async def stuck(message: dict[str, Any]) -> None:
        """A connection whose buffers are full: nothing with content gets through."""
        sent.append(message)
        if '"news"' in message.get("text", ""):
            await asyncio.Event().wait()

    inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    await inbox.put({"type": "websocket.connect"})
    async with watching(staff) as quick:
        slow = asyncio.create_task(APPLICATION(dict(quick.scope), inbox.get, stuck))
        while len(sent) < 2:
            await asyncio.sleep(0.01)
        await find("first")
        assert (await quick.read())["threats"]["count"] == 1
        await asyncio.sleep(0.5)
        assert sent[-1] == _closed(4408)
        await inbox.put({"type": "websocket.disconnect", "code": 4408})
        await asyncio.wait_for(slow, 5)
        await find("second")
        assert (await quick.read())["threats"]["count"] == 1
    assert feed.feed()._watchers == 0


def _closed(code: int) -> dict[str, Any]:
    return {"type": "websocket.close", "code": code}


def _in_hours(hours: int) -> dt.datetime:
    return dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours)
