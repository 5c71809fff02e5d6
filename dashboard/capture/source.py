"""Where a request came from, as it is kept."""

from __future__ import annotations

from functools import lru_cache

from django.core.signals import setting_changed
from django.dispatch import receiver

from dashboard.capture.client_address import client_address, stored_address
from dashboard.ingest.country import country_of

_DAY_MICROS = 86_400_000_000


def source_of(remote: str, forwarded_for: str | None, at_micros: int) -> tuple[str, str]:
    """The client's address in the form in which it may be kept, and its country."""
    return _kept(client_address(remote, forwarded_for), at_micros // _DAY_MICROS)


# One look in the place of two: each request asks. Imports ask for addresses alone.
@lru_cache(maxsize=50_000)
def _kept(address: str, day: int) -> tuple[str, str]:
    return stored_address(address, day), country_of(address)


@receiver(setting_changed)
def forget(**kwargs: object) -> None:
    """Drop what was worked out from settings that changed."""
    _kept.cache_clear()
