"""Small numbers for long texts: the ids of user agents, the numbers of users."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from dashboard.ingest.device import device_of
from dashboard.models.user_agent import UserAgent
from dashboard.models.user_number import UserNumber
from dashboard.rollups.upsert import Upsert

_CACHED = 50_000
_A_SELECT = 500


class Numbers:
    """Text to id, from a table that grows by what it has not seen."""

    def __init__(self, model: type[models.Model], column: str, details: Sequence[str]) -> None:
        self.model = model
        self.column = column
        self.upsert = Upsert(model, (column,), first=tuple(details))
        self._known: dict[str, int] = {}

    def details(self, text: str) -> tuple[Any, ...]:
        """The values of the other columns of a new row."""
        return ()

    def of(self, connection: BaseDatabaseWrapper, texts: Iterable[str]) -> dict[str, int]:
        """The ids of the texts, with new rows written where there are none."""
        wanted = set(texts)
        missing = sorted(wanted - self._known.keys())
        if missing:
            if len(self._known) > _CACHED:
                self._known.clear()
                missing = sorted(wanted)
            found = self._select(connection, missing)
            new = [text for text in missing if text not in found]
            if new:
                self.upsert.run(connection, [(text, *self.details(text)) for text in new])
                found |= self._select(connection, new)
            self._known |= found
        return self._known

    def forget(self) -> None:
        """After a rollback: rows that were new are not there."""
        self._known.clear()

    def _select(self, connection: BaseDatabaseWrapper, texts: list[str]) -> dict[str, int]:
        rows = self.model._default_manager.using(connection.alias).values_list(self.column, "id")
        found: dict[str, int] = {}
        for start in range(0, len(texts), _A_SELECT):
            some = texts[start : start + _A_SELECT]
            found.update(rows.filter(**{f"{self.column}__in": some}))
        return found


class UserNumbers(Numbers):
    """The lane number of a user."""

    def __init__(self) -> None:
        super().__init__(UserNumber, "user_key", ())


class UserAgentIds(Numbers):
    """The id of a User-Agent header."""

    def __init__(self) -> None:
        columns = ("platform", "browser", "os", "device", "version", "is_bot")
        super().__init__(UserAgent, "text", columns)

    def details(self, text: str) -> tuple[Any, ...]:
        return tuple(device_of(text))
