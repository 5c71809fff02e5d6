"""What a detector answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dashboard.threats.inspected import Inspected

EXCERPT = 240
_BEFORE = 60


class Hit(NamedTuple):
    """One attack found in one place.

    ``start`` and ``end`` mark the match in ``excerpt``, a piece of the decoded text around it.
    ``score`` is from 0 to 1: how sure the rule is.
    """

    threat_type: str
    severity: str
    score: float
    rule: str
    where: str
    excerpt: str = ""
    start: int = 0
    end: int = 0


# A detector: what came in, to what was found in it.
Detector = Callable[["Inspected"], Iterable[Hit]]


def excerpt(text: str, start: int, end: int) -> tuple[str, int, int]:
    """At most EXCERPT characters of a text around a match, and where the match lies in them."""
    begin = max(0, start - _BEFORE)
    piece = text[begin : begin + EXCERPT]
    return piece, start - begin, min(end - begin, len(piece))
