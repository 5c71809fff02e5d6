"""Country databases in small, of both kinds that are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mmdb_writer import MMDBWriter
from netaddr import IPSet  # type: ignore[import-untyped]

NETWORKS = {"81.2.69.0/24": "GB", "2a02:2e0::/32": "DE", "89.160.20.0/24": "SE"}


def write_open_database(path: Path) -> Path:
    """As ip-location-db publishes it: a code and nothing else."""
    return _write(path, "ip-location-db-country", lambda code: {"country_code": code})


def write_maxmind(path: Path, database_type: str) -> Path:
    """As MaxMind does, for countries or cities."""
    return _write(
        path,
        database_type,
        lambda code: {"country": {"iso_code": code, "names": {"en": code}, "geoname_id": 1}},
    )


def write_ipv4_only(path: Path) -> Path:
    """One that fails at every IPv6 address."""
    return _write(path, "ip-location-db-country", lambda code: {"country_code": code}, 4)


def _write(path: Path, database_type: str, row: Any, version: int = 6) -> Path:
    writer = MMDBWriter(version, database_type, languages=["en"], ipv4_compatible=version == 6)
    for network, code in NETWORKS.items():
        if version == 6 or ":" not in network:
            writer.insert_network(IPSet([network]), row(code))
    writer.to_db_file(str(path))
    return path
