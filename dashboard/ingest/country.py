"""The country of an address, from the installed open database or MaxMind's file."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

import geoip2.database
import geoip2.errors
import maxminddb
from django.core.signals import setting_changed
from django.dispatch import receiver

from dashboard.conf import conf

logger = logging.getLogger("dashboard.ingest")

# Country database of ip-location-db (CC0), put here when the project is installed.
BUNDLED = Path(__file__).resolve().parent.parent / "data" / "country.mmdb"


def database_path() -> Path:
    """The file that countries are looked up in, whether or not it exists."""
    return Path(conf.GEOIP_PATH) if conf.GEOIP_PATH else BUNDLED


@lru_cache(maxsize=50_000)
def country_of(address: str) -> str:
    """The ISO 3166 code of an address's country; empty when private, unknown or no address."""
    try:
        if not ipaddress.ip_address(address).is_global:
            return ""
    except ValueError:
        return ""
    try:
        return _look_up()(address) or ""
    except (ValueError, maxminddb.InvalidDatabaseError) as error:
        # An IPv6 address in a file that only knows IPv4, or a damaged file.
        logger.warning("the country of an address is unknown: %s", type(error).__name__)
        return ""


@cache
def _look_up() -> Callable[[str], str | None]:
    """The look-up of the database that is installed; one that knows nothing if none is."""
    path = database_path()
    try:
        reader = maxminddb.open_database(path)
    except (OSError, maxminddb.InvalidDatabaseError) as error:
        logger.warning("countries are unknown: %s", error)
        return lambda address: None
    if "City" in (kind := reader.metadata().database_type) or "Country" in kind:
        return _maxmind(path, city="City" in kind)

    def look_up(address: str) -> str | None:
        found = reader.get(address)
        return found.get("country_code") if isinstance(found, dict) else None  # type: ignore[return-value]

    return look_up


def _maxmind(path: Path, city: bool) -> Callable[[str], str | None]:
    reader = geoip2.database.Reader(path)
    ask = reader.city if city else reader.country

    def look_up(address: str) -> str | None:
        try:
            return ask(address).country.iso_code
        except geoip2.errors.AddressNotFoundError:
            return None

    return look_up


@receiver(setting_changed)
def forget(**kwargs: object) -> None:
    """Read the database anew, after a setting changed."""
    country_of.cache_clear()
    _look_up.cache_clear()
