"""What this process knows of the blocks: asked at each request, refreshed beside them.

A look costs microseconds whatever the number of blocks: networks of one prefix length are a
dict, and the address is cut to each length that there is.
"""

from __future__ import annotations

import ipaddress
import time
from collections import defaultdict
from functools import lru_cache

from django.db.models import Max

from dashboard.conf import conf
from dashboard.models.ip_block import IPBlock
from dashboard.threats.protected import is_protected

_FOR_EVER = float("inf")
_BITS = {4: 32, 6: 128}

# By IP version: how far to shift an address, and when each network of that length expires.
Tables = dict[int, list[tuple[int, dict[int, float]]]]


class BlockList:
    """The active blocks, as of the last refresh."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Know nothing, as a new process does."""
        self._tables: Tables = {}
        self._changed: object = None

    @property
    def is_needed(self) -> bool:
        """Whether anybody is blocked at all."""
        return bool(self._tables) and conf.BLOCKING

    def find(self, address: str) -> bool:
        """Whether requests from an address are to be refused now."""
        if not self.is_needed:
            return False
        version, number = _numbered(address)
        for shift, networks in self._tables.get(version, ()):
            expires = networks.get(number >> shift)
            if expires is not None and expires > time.time():
                return not is_protected(ipaddress.ip_address(address))
        return False

    def refresh(self) -> None:
        """Take over what changed in the database since the last look."""
        changed = IPBlock.objects.aggregate(last=Max("changed_at"))["last"]
        if changed == self._changed:
            return
        self._tables = _tables()
        self._changed = changed


@lru_cache(maxsize=50_000)
def _numbered(address: str) -> tuple[int, int]:
    """The IP version and the number of an address; version 0 for what is none."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return 0, 0
    return parsed.version, int(parsed)


def _tables() -> Tables:
    by_length: dict[tuple[int, int], dict[int, float]] = defaultdict(dict)
    standing = IPBlock.objects.standing()
    for text, expires_at in standing.values_list("network", "expires_at").iterator(5_000):
        network = ipaddress.ip_network(text)
        shift = _BITS[network.version] - network.prefixlen
        expires = expires_at.timestamp() if expires_at else _FOR_EVER
        networks = by_length[network.version, shift]
        number = int(network.network_address) >> shift
        networks[number] = max(expires, networks.get(number, 0.0))
    tables: Tables = defaultdict(list)
    for (version, shift), networks in sorted(by_length.items()):
        tables[version].append((shift, networks))
    return dict(tables)


block_list = BlockList()
