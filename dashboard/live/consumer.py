"""What every socket does: let in who may watch, keep asking whether they still may, and send."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from channels.generic.websocket import AsyncJsonWebsocketConsumer

from dashboard.live.feed import DASHBOARD, feed, group_of
from dashboard.live.identity import NOBODY, PROTOCOL, Identity, identify
from dashboard.queries.projects.visible import visible_projects

NOT_AUTHENTICATED = 4401
NOT_PERMITTED = 4403
TOO_SLOW = 4408

# So long may a message wait for a client that does not read.
SEND_SECONDS = 5
# How late it is noticed that an account was switched off or may no longer watch.
RECHECK_SECONDS = 30


class WatchConsumer(AsyncJsonWebsocketConsumer):
    """Sends news of one group to one client. It takes no messages.

    Closes with 4401 for who is not (or no longer) signed in, 4403 for who may not watch, and
    4408 for a client that does not read: others do not wait for it.
    """

    identity: Identity = NOBODY
    _checked = 0.0
    _is_watching = False

    def group(self) -> str:
        """The name of the group whose news are sent."""
        raise NotImplementedError

    async def is_permitted(self, user: Any) -> bool:
        """Whether the user may watch."""
        raise NotImplementedError

    async def connect(self) -> None:
        """Accept first: to close before it would show as HTTP 403, without a code."""
        offered = self.scope.get("subprotocols", ())
        await self.accept(PROTOCOL if PROTOCOL in offered else None)
        self.identity = await identify(self.scope)
        self._checked = time.monotonic()
        if not await self._may_watch():
            return
        await self.channel_layer.group_add(self.group(), self.channel_name)
        self._is_watching = True
        await feed().join()
        await self.send_json({"type": "watching"})

    async def disconnect(self, code: int) -> None:
        """Leave the group."""
        if self._is_watching:
            self._is_watching = False
            feed().leave()
            await self.channel_layer.group_discard(self.group(), self.channel_name)

    async def receive(self, *args: Any, **kwargs: Any) -> None:
        """What a client says is not listened to."""

    async def news(self, message: dict[str, Any]) -> None:
        """Send what the feed told the group, to who still may see it."""
        if time.monotonic() - self._checked > RECHECK_SECONDS:
            self._checked = time.monotonic()
            self.identity = await identify(self.scope)
            # A group forgets who joined it a day ago.
            await self.channel_layer.group_add(self.group(), self.channel_name)
        if not await self._may_watch():
            return
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self.send_json({"type": "news", **message["news"]})
        except TimeoutError:
            await self.close(TOO_SLOW)

    async def _may_watch(self) -> bool:
        if self.identity.has_expired or not self.identity.user.is_authenticated:
            await self.close(NOT_AUTHENTICATED)
        elif not await self.is_permitted(self.identity.user):
            await self.close(NOT_PERMITTED)
        else:
            return True
        return False


class DashboardConsumer(WatchConsumer):
    """``/ws/dashboard/``: requests, events and findings, for staff."""

    def group(self) -> str:
        """The one group of the dashboard."""
        return DASHBOARD

    async def is_permitted(self, user: Any) -> bool:
        """Staff see everything."""
        return bool(user.is_staff)


class ProjectConsumer(WatchConsumer):
    """``/ws/projects/{id}/events/``: a project's events, for its owner and for staff."""

    @property
    def project(self) -> int:
        """The project's id, from the address."""
        return int(self.scope["url_route"]["kwargs"]["id"])

    def group(self) -> str:
        """The project's own group."""
        return group_of(self.project)

    async def is_permitted(self, user: Any) -> bool:
        """Whoever may see the project. One that is not there is nobody's."""
        return (
            self.project < 1 << 63
            and await visible_projects(user).filter(pk=self.project).aexists()
        )
