"""Whose turn it is to read for all processes that share a channel layer."""

from __future__ import annotations

import uuid

from channels.db import database_sync_to_async
from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.core.cache import cache

from dashboard.queries.live import Position, get_newest_position

_READER = "dashboard.live.reader"
_POSITION = "dashboard.live.position"
# A reader that has not been heard of for so long is followed by another.
_SECONDS = 5
_REMEMBERED = 60


class Turn:
    """With a layer of its own, a process always reads for itself. With a shared one, the first
    that comes reads for all, and notes in the cache how far it came, for whoever follows it."""

    def __init__(self) -> None:
        self._name = uuid.uuid4().hex
        self._is_shared = not isinstance(get_channel_layer(), InMemoryChannelLayer)
        self._has_it = False

    async def take(self, position: Position | None) -> Position | None:
        """From where to read on; None while another process reads."""
        if self._is_shared:
            had_it = self._has_it
            self._has_it = await self._is_mine()
            if not self._has_it:
                return None
            if not had_it:
                noted = await cache.aget(_POSITION)
                position = Position(*noted) if noted else None
        return position or await database_sync_to_async(get_newest_position)()

    async def reached(self, position: Position) -> None:
        """Note how far it was read."""
        if self._is_shared:
            await cache.aset(_POSITION, tuple(position), _REMEMBERED)

    async def give_up(self) -> None:
        """Let another one read."""
        if self._has_it and self._is_shared:
            await cache.adelete(_READER)

    async def _is_mine(self) -> bool:
        if await cache.aadd(_READER, self._name, _SECONDS):
            return True
        if await cache.aget(_READER) != self._name:
            return False
        await cache.atouch(_READER, _SECONDS)
        return True
