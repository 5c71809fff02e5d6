"""SQL injection."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.threats.hit import Hit
from dashboard.threats.inspected import Inspected
from dashboard.threats.rules import best, each_surface
from dashboard.threats.sqli_rules import RULES
from dashboard.threats.surface import Surface

# MySQL runs what stands in /*! … */, so only its marks go; other comments are blanks.
_COMMENT = re.compile(r"/\*!?\d{0,6}|\*/")
_IN_COMMENT = re.compile(r"/\*(?!!)[^*]{0,200}\*/")


def without_comments(lower: str) -> str:
    """The text with SQL comments blanked out, at the same length."""
    if "/*" not in lower:
        return lower
    blanked = _IN_COMMENT.sub(lambda match: " " * len(match[0]), lower)
    if "/*!" not in blanked:
        return blanked
    return _COMMENT.sub(lambda match: " " * len(match[0]), blanked)


def _look(surface: Surface) -> Hit | None:
    hit = best(RULES, surface)
    uncommented = without_comments(surface.lower)
    if uncommented != surface.lower:
        other = best(RULES, surface, uncommented)
        if other is not None and (hit is None or other.score > hit.score):
            return other
    return hit


def detect(inspected: Inspected) -> Iterator[Hit]:
    """SQL that a value brings with it."""
    return each_surface(inspected, _look, skip=("header host",))
