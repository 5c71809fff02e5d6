"""Benchmark 7: events of websites, from a batch to rows and totals."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import step
from bench.arguments import Sizes
from bench.database import Database
from bench.table import Line


def lines(database: Database, sizes: Sizes) -> Iterator[Line]:
    """One server, one writer and the clients share the machine."""
    url = database.filled(0, 0)
    with database.copy(url) as copy, tempfile.TemporaryDirectory(prefix="bench-") as journals:
        found = step.run("bench.events.measure", copy, Path(journals), events=sizes.events)
    yield Line("events accepted", found["accepted"], "events/s", 10_000, at_least=True)
    yield Line("events written, from the first batch on", found["stored"], "events/s")
    yield Line("a batch of 100, median", found["median"], "ms")
    yield Line("a batch of 100, 99th percentile", found["p99"], "ms")
