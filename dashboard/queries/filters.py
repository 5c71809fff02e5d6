"""Whose and which requests a question is about."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.rollups.raw import RowFilter


@dataclass(frozen=True)
class Filters:
    """None: not filtered. ``scope`` is the part of the rollups that the asker may see."""

    user: str | None = None
    model: str | None = None
    endpoint: str | None = None
    scope: str = ""

    @property
    def rows(self) -> RowFilter:
        """The same for raw rows."""
        return RowFilter(endpoint=self.endpoint, user=self.user, model=self.model)
