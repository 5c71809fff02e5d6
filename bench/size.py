"""Benchmark 4: bytes of database a request, with all tables, indexes and rollups."""

from __future__ import annotations

from collections.abc import Iterator

from bench.arguments import Sizes
from bench.database import Database
from bench.table import Line

_LIMIT = 650


def lines(database: Database, sizes: Sizes) -> Iterator[Line]:
    """As the writer leaves it, and vacuumed."""
    as_it_is, vacuumed = database.size(database.filled(sizes.requests, sizes.users))
    yield Line("as the writer leaves it", as_it_is / sizes.requests, "bytes", _LIMIT)
    yield Line("after VACUUM", vacuumed / sizes.requests, "bytes", _LIMIT)
