"""Networks that no block may hit."""

from __future__ import annotations

import ipaddress
from functools import cache

from django.core.signals import setting_changed
from django.dispatch import receiver

from dashboard.conf import conf

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_LOOPBACK = ("127.0.0.0/8", "::1/128")
_PRIVATE = (
    "10.0.0.0/8",
    "100.64.0.0/10",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "fc00::/7",
    "fe80::/10",
)


@cache
def protected_networks() -> tuple[Network, ...]:
    """Loopback, the trusted proxies, NEVER_BLOCK, and private ranges unless BLOCK_PRIVATE."""
    private = () if conf.BLOCK_PRIVATE else _PRIVATE
    texts = (*_LOOPBACK, *private, *conf.NEVER_BLOCK, *conf.TRUSTED_PROXIES)
    return tuple(ipaddress.ip_network(text) for text in texts)


def is_protected(address: Address) -> bool:
    """Whether an address must never be refused."""
    return any(address in network for network in protected_networks())


def overlap(network: Network) -> Network | None:
    """A protected network that a block of this one would hit."""
    for protected in protected_networks():
        if protected.version == network.version and protected.overlaps(network):
            return protected
    return None


@receiver(setting_changed)
def forget(**kwargs: object) -> None:
    """Drop what was worked out from settings that changed."""
    protected_networks.cache_clear()
