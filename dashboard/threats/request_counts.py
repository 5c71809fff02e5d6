"""How many requests a source made within the window that ends now, counted by all workers.

The window slides: of the fixed window before the current one, the part that still lies within
counts in proportion. Each process counts in memory and adds that to the cache a few times a
second, so a request never waits for the cache, and knows of others' counts that much later. Of
sources that made a few requests only, as most do, the cache is told nothing: with so many more in
each other process they are still far from the limit.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import defaultdict
from functools import lru_cache
from hashlib import blake2b

from django.core.cache import cache

from dashboard.conf import conf

# So many sources are remembered; a flood from more addresses than this begins anew.
_MOST_SOURCES = 100_000
# The cache is told of a fiftieth of the limit at a time.
_PARTS = 50

# A fixed window's number, and whose requests were counted in it.
Place = tuple[int, str]


class RequestCounts:
    """The counts of this process and, as of the last ``share``, of all others."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew, with a new lock: in a forked child nobody gives the old one back."""
        self._lock = threading.Lock()
        self._mine: defaultdict[Place, int] = defaultdict(int)
        self._due: set[Place] = set()
        self._shared: dict[Place, int] = {}
        self._window = 0

    def add(self, source: str) -> float:
        """Count a request of a source; how many it made in the window that ends now."""
        window, passed = divmod(time.time() / conf.REQUEST_LIMIT_SECONDS, 1)
        current, before = (int(window), source), (int(window) - 1, source)
        with self._lock:
            if len(self._mine) > _MOST_SOURCES:
                # Nobody shares them, as where nothing is inspected.
                self._mine.clear()
                self._due.clear()
            self._mine[current] += 1
            if self._mine[current] * _PARTS >= conf.REQUEST_LIMIT:
                self._due.add(current)
            return self._count(current) + (1 - passed) * self._count(before)

    def share(self) -> None:
        """Add to the cache what was counted since the last time, and learn of the others'.

        Raises what the cache raises.
        """
        window = int(time.time() / conf.REQUEST_LIMIT_SECONDS)
        with self._lock:
            if window != self._window:
                self._window = window
                recent = {at: count for at, count in self._mine.items() if at[0] >= window - 1}
                self._mine = defaultdict(int, recent)
            mine = {place: self._mine.pop(place, 0) for place in self._due}
            self._due.clear()
            if len(self._shared) > _MOST_SOURCES:
                self._shared.clear()
        if not mine:
            return
        learnt = {}
        for place, count in mine.items():
            key = _key(place)
            cache.add(key, 0, 2 * conf.REQUEST_LIMIT_SECONDS)
            learnt[place] = cache.incr(key, count)
        before = {(place[0] - 1, place[1]) for place in mine} - self._shared.keys()
        found = cache.get_many([_key(place) for place in before])
        learnt |= {place: found.get(_key(place), 0) for place in before}
        with self._lock:
            kept = {at: count for at, count in self._shared.items() if at[0] >= window - 1}
            self._shared = kept | learnt

    def _count(self, place: Place) -> int:
        return self._mine.get(place, 0) + self._shared.get(place, 0)


@lru_cache(maxsize=50_000)
def source_of_address(address: str) -> str:
    """Whose requests are counted together: an IPv4 address, or an IPv6 network of one client."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return f"ip {address}"
    if parsed.version == 4:
        return f"ip {parsed}"
    return f"ip {ipaddress.ip_network((parsed, 64), strict=False)}"


def seconds_to_wait() -> int:
    """After how many seconds one who stops now has room again: the rest of the window."""
    length = conf.REQUEST_LIMIT_SECONDS
    return max(1, length - int(time.time() % length))


def _key(place: Place) -> str:
    window, source = place
    digest = blake2b(source.encode(), digest_size=16).hexdigest()
    return f"dashboard.requests.{window}.{digest}"


request_counts = RequestCounts()
