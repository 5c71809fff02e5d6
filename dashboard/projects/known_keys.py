"""Which project a key stands for: looked up at most every few seconds."""

from __future__ import annotations

import logging
import time
from typing import NamedTuple

from django.db import DatabaseError

from dashboard.models.api_key import ApiKey, hash_of

logger = logging.getLogger("dashboard.projects")

# A key that was revoked is refused by every process after so many seconds.
FRESH_SECONDS = 5.0
# While the database is away, what was known of a key is believed for so long.
_BELIEVED_SECONDS = 3_600.0
_MOST = 10_000
# Longer than any key, and short enough to be hashed for nothing.
_LONGEST = 200


class KnownKey(NamedTuple):
    """An active key and its project, by their primary keys."""

    id: int
    project: int


class _Answer(NamedTuple):
    at: float
    row: ApiKey | None


class KnownKeys:
    """What this process knows of keys, unknown ones included."""

    def __init__(self) -> None:
        self._answers: dict[str, _Answer] = {}

    def find(self, key: str) -> KnownKey | None:
        """The key, if events sent with it are taken. Raises ``DatabaseError``."""
        if not key or len(key) > _LONGEST:
            return None
        row = self._row(hash_of(key))
        if row is None or not row.is_active():
            return None
        return KnownKey(row.pk, row.project_id)

    def forget(self) -> None:
        """Look everything up again."""
        self._answers.clear()

    def _row(self, digest: str) -> ApiKey | None:
        now = time.time()
        known = self._answers.get(digest)
        if known is not None and now - known.at < FRESH_SECONDS:
            return known.row
        try:
            row = ApiKey.objects.filter(key_hash=digest).first()
        except DatabaseError as error:
            if known is None or known.row is None or now - known.at > _BELIEVED_SECONDS:
                raise
            logger.warning("a key could not be looked up, what was known of it holds: %s", error)
            return known.row
        if len(self._answers) >= _MOST:
            self._answers.clear()
        self._answers[digest] = _Answer(now, row)
        return row


known_keys = KnownKeys()
