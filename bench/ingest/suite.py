"""Benchmark 2: from journals to committed rows, in a database that is not empty."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import step
from bench.arguments import Sizes
from bench.database import Database
from bench.table import Line


def lines(database: Database, sizes: Sizes) -> Iterator[Line]:
    """The worker beside bulk_create, then the commands that write requests."""
    url = database.filled(sizes.prefilled, sizes.users)
    drain = _rate("bench.ingest.commands", database, url, sizes, what="drain")
    bulk = _rate("bench.ingest.bulk_create", database, url, sizes)
    unit = "requests/s"
    yield Line("journals drained by run_ingest_worker", drain, unit, 20_000, at_least=True)
    yield Line("bulk_create of the rows, no rollups", bulk, unit)
    yield Line("beside bulk_create", drain / bulk, "x", 1.5, at_least=True)
    for what in ("populate", "import"):
        rate = _rate("bench.ingest.commands", database, url, sizes, what=what)
        name = {"populate": "populate_dashboard_data", "import": "import_requests, CSV"}[what]
        yield Line(name, rate, unit, 12_000, at_least=True)


def _rate(module: str, database: Database, url: str, sizes: Sizes, **values: str) -> float:
    """The median of some rounds, each in a fresh copy."""
    rates = []
    for _ in range(sizes.rounds):
        with database.copy(url) as copy, tempfile.TemporaryDirectory(prefix="bench-") as journals:
            found = step.run(
                module,
                copy,
                Path(journals),
                requests=sizes.backlog,
                users=sizes.users,
                **values,
            )
            rates.append(found["rate"])
    return statistics.median(rates)
