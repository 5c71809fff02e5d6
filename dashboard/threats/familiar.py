"""Requests like ones that were clean: most differ from earlier ones by a number in their path.

Our detectors judge a request without body by its texts alone, the headers and the target each by
themselves, so that where both were clean before, they are clean together. Only keyed hashes of
them are kept here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from django.core.signals import setting_changed
from django.dispatch import receiver

from dashboard.conf import conf

_OURS = "dashboard.threats."
_OK = 200
_MOST = 50_000
_LONGEST = 500
_PLAIN = re.compile(r"[\w/.-]*", re.ASCII)
_NUMBER = re.compile(r"(?<=/)(?:\d{1,20}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=/|$)")


class Shape(NamedTuple):
    """Hashes of the headers, and of what was asked for, with the numbers in its path left out."""

    head: int
    target: int


class Familiar:
    """The shapes that were clean. Loses all of them when there are too many."""

    _is_on: bool | None

    def __init__(self) -> None:
        self.forget()

    def shape_of(
        self, method: str, path: str, query: str, headers: tuple[str | None, ...], status: int
    ) -> Shape | None:
        """The shape of a request without body; None where it cannot be judged by one.

        With a detector of the host's own there are no shapes: it may look at anything.
        """
        if self._is_on is None:
            self._is_on = all(name.startswith(_OURS) for name in conf.DETECTORS)
        if not self._is_on or len(path) + len(query) > _LONGEST:
            return None
        if _PLAIN.fullmatch(path):
            path = _NUMBER.sub("0", path)
        # Scanners are known by what was not there; other answers below 400 say nothing.
        return Shape(hash(headers), hash((method, status == _OK, path, query)))

    def __contains__(self, shape: Shape | None) -> bool:
        return shape is not None and shape.target in self._targets and shape.head in self._heads

    def add(self, shape: Shape) -> None:
        """Note that a request of this shape is clean."""
        for known, part in ((self._heads, shape.head), (self._targets, shape.target)):
            if len(known) >= _MOST:
                known.clear()
            known.add(part)

    def forget(self) -> None:
        """Begin anew, as with other detectors."""
        self._heads: set[int] = set()
        self._targets: set[int] = set()
        self._is_on = None


familiar = Familiar()


@receiver(setting_changed)
def forget(**kwargs: object) -> None:
    """Other settings may have other detectors."""
    familiar.forget()
