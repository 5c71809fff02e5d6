"""Requests that were refused because there were too many of them."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.threats.hit import Hit
from dashboard.threats.inspected import Inspected

THREAT_TYPE = "rate_limit"
_TOO_MANY = 429


def detect(inspected: Inspected) -> Iterator[Hit]:
    """Answers of 429: REST framework's throttles, lockouts, or the host's own limits."""
    if inspected.status == _TOO_MANY:
        yield Hit(THREAT_TYPE, "low", 1.0, "too-many-requests", "response")
