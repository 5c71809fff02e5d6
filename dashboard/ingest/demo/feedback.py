"""What demo users think of the answers: mostly good."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from random import Random
from typing import Any

from dashboard.ingest.record import Record
from dashboard.models.feedback_log import FeedbackLog
from dashboard.models.fields import from_micros

# One answer in so many is rated.
_ONE_IN = 24
_SHARES = {5: 52, 4: 27, 3: 11, 2: 6, 1: 4}
_COMMENTS = {
    5: ("Exactly what I needed.", "Spot on, thanks!", "Saved me an hour.", "Clear and short."),
    4: ("Good, a bit long.", "Helpful.", "Right answer, odd formatting.", "Nearly perfect."),
    3: ("Okay, had to ask twice.", "Half of it was useful.", "Too general for my case."),
    2: ("Missed the point of the question.", "Slow, and the sources were old."),
    1: ("Wrong figures.", "It made up a function that does not exist.", "Did not answer."),
}
_WITH_COMMENT = 0.45
_AT_MOST_LATER = 600_000_000


class Feedback:
    """Rates answers; ``users`` are the keys by text, as records have them."""

    def __init__(self, users: dict[str, Any], seed: int, now_micros: int) -> None:
        self._rng = Random(f"{seed}|feedback")
        self._users = users
        self._now = now_micros
        self._answers = 0

    def on(self, records: Iterable[Record]) -> list[FeedbackLog]:
        """The ratings of the answers among these requests."""
        return [self._rate(record) for record in records if self._is_rated(record)]

    def _is_rated(self, record: Record) -> bool:
        if not record.user or not record.calls or record.error_type:
            return False
        self._answers += 1
        return self._answers % _ONE_IN == 1

    def _rate(self, record: Record) -> FeedbackLog:
        rng = self._rng
        rating = rng.choices([*_SHARES], [*_SHARES.values()])[0]
        at = record.created_micros + (record.latency_micros or 0) + rng.randrange(_AT_MOST_LATER)
        return FeedbackLog(
            created_at=from_micros(max(record.created_micros, min(at, self._now - 1))),
            user_id=self._users[record.user],
            request_log_id=uuid.UUID(bytes=record.id),
            rating=rating,
            comment=rng.choice(_COMMENTS[rating]) if rng.random() < _WITH_COMMENT else "",
            is_demo=True,
        )
