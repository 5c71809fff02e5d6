"""One reader a process: it asks what is new once a second, while somebody watches."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from weakref import WeakKeyDictionary

from channels import DEFAULT_CHANNEL_LAYER
from channels.db import database_sync_to_async
from channels.layers import channel_layers
from django.db import DatabaseError

from dashboard.live.turn import Turn
from dashboard.queries.live import Position, get_news

logger = logging.getLogger("dashboard.live")

DASHBOARD = "dashboard.live"
SECONDS = 1.0
# So long who comes waits for the first reading, as of a database that is away.
_LONGEST_WAIT = 5.0


def group_of(project: int) -> str:
    """The group of those who watch a project."""
    return f"{DASHBOARD}.project.{project}"


class Feed:
    """Tells the groups of those who watch what was stored, a message a second at most.

    However many watch, and however much is stored, one process asks the database once a second
    and sends a bounded message.
    """

    def __init__(self) -> None:
        self._watchers = 0
        self._task: asyncio.Task[None] | None = None
        self._began = asyncio.Event()

    async def join(self) -> None:
        """One more watches. What is stored from then on, when this returns, is told."""
        self._watchers += 1
        if self._task is None:
            self._began.clear()
            self._task = asyncio.create_task(self._run())
        with suppress(TimeoutError):
            async with asyncio.timeout(_LONGEST_WAIT):
                await self._began.wait()

    def leave(self) -> None:
        """One less watches; with the last one, the reading ends."""
        self._watchers -= 1
        if self._watchers == 0 and self._task is not None:
            self._task.cancel()
            self._task = None

    async def _run(self) -> None:
        turn = Turn()
        position: Position | None = None
        try:
            while True:
                try:
                    position = await turn.take(position)
                    self._began.set()
                    if position is not None:
                        position = await self._tell(position)
                        await turn.reached(position)
                except DatabaseError as error:
                    logger.warning("the live feed could not be read: %s", error)
                except Exception:
                    # A cache or a channel layer that is away: the next second tries again.
                    logger.exception("the live feed could not be sent")
                await asyncio.sleep(SECONDS)
        finally:
            await turn.give_up()

    async def _tell(self, position: Position) -> Position:
        look = await database_sync_to_async(get_news)(since=position)
        if look.reached != position:
            layer = channel_layers[DEFAULT_CHANNEL_LAYER]
            await layer.group_send(DASHBOARD, {"type": "news", "news": look.news})
            for project, events in look.by_project.items():
                news = {"type": "news", "news": {"events": events}}
                await layer.group_send(group_of(project), news)
        return look.reached


_feeds: WeakKeyDictionary[asyncio.AbstractEventLoop, Feed] = WeakKeyDictionary()


def feed() -> Feed:
    """The feed of this process."""
    return _feeds.setdefault(asyncio.get_running_loop(), Feed())
