"""What a page that polls is answered from again: sums that were read, each with the state then.

Whoever keeps something says what it depends on, and takes it back only where that is the same.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Generic, NamedTuple, TypeVar
from weakref import WeakSet

# So much of a kind is kept in a process.
_PLACES, _BYTES = 500, 32 << 20

Place = TypeVar("Place", bound=Hashable)
Value = TypeVar("Value")


class _Sized(NamedTuple, Generic[Value]):
    value: Value
    size: int


class Kept(Generic[Place, Value]):
    """Values by place, of bounded size: all are dropped when there are too many."""

    def __init__(self) -> None:
        self._values: dict[Place, _Sized[Value]] = {}
        _all.add(self)

    def get(self, place: Place) -> Value | None:
        """What was kept of a place."""
        found = self._values.get(place)
        return None if found is None else found.value

    def put(self, place: Place, value: Value, size: int) -> None:
        """Keep a value of so many bytes; not one that would leave no room for others."""
        if size > _BYTES // 4:
            self._values.pop(place, None)
            return
        self._values[place] = _Sized(value, size)
        sizes = [each.size for each in [*self._values.values()]]
        if len(sizes) > _PLACES or sum(sizes) > _BYTES:
            self._values = {place: _Sized(value, size)}

    def clear(self) -> None:
        """Drop everything."""
        self._values.clear()


_all: WeakSet[Kept[Any, Any]] = WeakSet()


def forget() -> None:
    """Drop all that is kept in this process, as of another database: for tests."""
    for kept in _all:
        kept.clear()
