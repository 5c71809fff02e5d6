"""What a page that polls is answered from again: sums that were read, each with the state then.

Whoever keeps something says what it depends on, and takes it back only where that is the same.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Generic, NamedTuple, TypeVar
from weakref import WeakSet

# So much is kept: places, and names in all of them.
_PLACES, _NAMES = 500, 50_000

Place = TypeVar("Place", bound=Hashable)
Value = TypeVar("Value")


class _Sized(NamedTuple, Generic[Value]):
    value: Value
    names: int


class Kept(Generic[Place, Value]):
    """Values by place, of bounded size: all are dropped when there are too many."""

    def __init__(self) -> None:
        self._values: dict[Place, _Sized[Value]] = {}
        _all.add(self)

    def get(self, place: Place) -> Value | None:
        """What was kept of a place."""
        found = self._values.get(place)
        return found.value if found else None

    def put(self, place: Place, value: Value, names: int) -> None:
        """Keep a value of so many names."""
        self._values[place] = _Sized(value, names)
        sizes = [each.names for each in [*self._values.values()]]
        if len(sizes) > _PLACES or sum(sizes) > _NAMES:
            self.clear()

    def clear(self) -> None:
        """Drop everything."""
        self._values.clear()


_all: WeakSet[Kept[Any, Any]] = WeakSet()


def forget() -> None:
    """Drop all that is kept in this process, as of another database."""
    for kept in _all:
        kept.clear()
