"""The pages that signed-in people open before they do something there."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from dashboard.ingest.device import device_of
from dashboard.ingest.record import Activity, Record
from dashboard.models.ids import new_id

_PAGES = ("/chat", "/chat", "/documents", "/search", "/agents", "/settings")
_CHANCE = 0.35


class PageViews:
    """Page views around demo requests; the same for a seed and the same requests."""

    def __init__(self, seed: int) -> None:
        self._rng = Random(f"{seed}|page views")
        self._last: dict[str, str] = {}

    def before(self, batch: Sequence[Record]) -> list[Activity]:
        """The views that lead to some of the requests, by people with a browser."""
        views = []
        for record in batch:
            # The dice are thrown for each request, whoever made it.
            chance, page, seconds, seed = (
                self._rng.random(),
                self._rng.choice(_PAGES),
                self._rng.randrange(2, 20),
                self._rng.getrandbits(80),
            )
            if chance > _CHANCE or not record.user or not device_of(record.user_agent).platform:
                continue
            at = record.created_micros - seconds * 1_000_000
            views.append(
                Activity(
                    new_id(at, seed),
                    at,
                    record.user,
                    page,
                    self._last.get(record.user, ""),
                    ip=record.ip,
                    country=record.country,
                    user_agent=record.user_agent,
                    demo=record.demo,
                )
            )
            self._last[record.user] = page
        return views
