"""Who is calling: the client's address, and the form in which it may be kept."""

from __future__ import annotations

import hashlib
import ipaddress
from functools import cache, lru_cache

from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver

from dashboard.conf import conf

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def client_address(remote: str, forwarded_for: str | None) -> str:
    """The client's address in its normal form; empty when there is none.

    ``forwarded_for`` is believed only as far as trusted proxies wrote it: read from the right,
    the first address that is not one of theirs is the client. What stands left of it, the
    client may have made up.
    """
    if not forwarded_for:
        return _normal(remote)
    address = _parse(remote)
    if address is None:
        return ""
    if _is_trusted(address):
        for hop in reversed(forwarded_for.split(",")):
            earlier = _parse(hop.strip())
            if earlier is None:
                break
            address = earlier
            if not _is_trusted(address):
                break
    return str(address)


def stored_address(address: str, day: int) -> str:
    """The address as IP_STORAGE keeps it. ``day`` (since 1970) rotates the salt of hashes."""
    if not address or conf.IP_STORAGE == "full":
        return address
    return _reduced(address, day)


@lru_cache(maxsize=50_000)
def _reduced(address: str, day: int) -> str:
    if conf.IP_STORAGE == "hashed":
        return hashed_address(address, day)
    bits = 24 if ipaddress.ip_address(address).version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False).network_address)


def hashed_address(address: str, day: int) -> str:
    """The address as a digest that nobody can look up, and that another day makes another."""
    return f"sha256:{daily_digest(address, day)}" if address else ""


def daily_digest(text: str, day: int) -> str:
    """A digest of a text with the salt of a day (since 1970), 32 hexadecimal digits."""
    salt = f"dashboard.ip|{settings.SECRET_KEY}|{day}"
    salted = hashlib.sha256(salt.encode()).digest() + text.encode()
    return hashlib.sha256(salted).hexdigest()[:32]


@lru_cache(maxsize=50_000)
def _normal(text: str) -> str:
    """An address in its normal form; empty where it is none."""
    return str(_parse(text) or "")


@lru_cache(maxsize=50_000)
def _parse(text: str) -> _Address | None:
    """An address, IPv4 ones in IPv6 clothes unwrapped, port and zone (``%eth0``) cut off."""
    if text.startswith("[") or text.count(":") == 1:
        text = text.removeprefix("[").partition("]")[0] if "[" in text else text.partition(":")[0]
    try:
        # A zone means something on one machine only, and may be of any length.
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address


@lru_cache(maxsize=50_000)
def _is_trusted(address: _Address) -> bool:
    return any(address in network for network in trusted_networks())


@cache
def trusted_networks() -> tuple[_Network, ...]:
    """The networks of TRUSTED_PROXIES. Raises ValueError when one is none."""
    return tuple(ipaddress.ip_network(text) for text in conf.TRUSTED_PROXIES)


@receiver(setting_changed)
def forget(**kwargs: object) -> None:
    """Drop what was worked out from settings that changed."""
    for known in (_reduced, _is_trusted, trusted_networks):
        known.cache_clear()
