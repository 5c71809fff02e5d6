"""Small numbers for long texts: ids of user agents, numbers of users and of visitors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from dashboard.ingest.device import Device, device_of, learn
from dashboard.models.native import instant
from dashboard.models.user_agent import UserAgent
from dashboard.models.user_number import UserNumber
from dashboard.models.visitor import Visitor
from dashboard.rollups.upsert import Upsert

_CACHED = 50_000
_A_SELECT = 500


class Numbers:
    """Text to id, from a table that grows by what it has not seen."""

    def __init__(self, model: type[models.Model], column: str, details: Sequence[str]) -> None:
        self.model = model
        self.column = column
        self.more = tuple(details)
        self.upsert = Upsert(model, (column,), first=self.more)
        self._known: dict[str, int] = {}

    def details(self, text: str) -> tuple[Any, ...]:
        """The values of the other columns of a new row."""
        return ()

    def note(self, text: str, details: Sequence[Any]) -> None:
        """Hear the values of the other columns of a row that is there already."""

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
        rows = self.model._default_manager.using(connection.alias)
        columns = (self.column, "id", *self.more)
        found: dict[str, int] = {}
        for start in range(0, len(texts), _A_SELECT):
            some = rows.filter(**{f"{self.column}__in": texts[start : start + _A_SELECT]})
            for text, id, *details in some.values_list(*columns):
                found[text] = id
                self.note(text, details)
        return found


class LaneNumbers(Numbers):
    """The lane numbers of those who are counted, and when they were last seen."""

    def __init__(self, model: type[models.Model], column: str) -> None:
        super().__init__(model, column, ())

    def see(self, connection: BaseDatabaseWrapper, last_micros: Mapping[int, int]) -> None:
        """Note when some were last seen, by their numbers; the latest instant stays.

        No upsert: one would take a number of the sequence for each row, and a gap in the numbers
        is a lane that every cell of users carries.
        """
        table = self.model._meta.db_table
        seen = [(id, instant(connection, at)) for id, at in sorted(last_micros.items())]
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    f"UPDATE {table} SET last_seen = GREATEST(last_seen, seen.at) FROM "
                    "(SELECT unnest(%s::bigint[]) AS id, unnest(%s::timestamptz[]) AS at) seen "
                    f"WHERE {table}.id = seen.id",
                    [list(column) for column in zip(*seen)] or [[], []],
                )
            else:
                cursor.executemany(
                    f"UPDATE {table} SET last_seen = %s "
                    "WHERE id = %s AND (last_seen IS NULL OR last_seen < %s)",
                    [(at, id, at) for id, at in seen],
                )


class UserNumbers(LaneNumbers):
    """The lane number of a user."""

    def __init__(self) -> None:
        super().__init__(UserNumber, "user_key")


class VisitorNumbers(LaneNumbers):
    """The lane number of a project's visitor."""

    def __init__(self) -> None:
        super().__init__(Visitor, "visitor_key")


class UserAgentIds(Numbers):
    """The id of a User-Agent header."""

    def __init__(self) -> None:
        super().__init__(UserAgent, "text", Device._fields)

    def details(self, text: str) -> tuple[Any, ...]:
        return tuple(device_of(text))

    def note(self, text: str, details: Sequence[Any]) -> None:
        learn(text, Device(*details))
