"""Benchmark 1: the time that recording adds to one request."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import step
from bench.arguments import Sizes
from bench.capture.tools import ORM, OURS, TOOLS, UNINSPECTED
from bench.table import Line


def lines(sizes: Sizes) -> Iterator[Line]:
    """Ours under WSGI and ASGI, then the others, each in a process of its own."""
    found = {name: _measure(name, sizes) for name in TOOLS}
    ours, plain, asgi = found[OURS], found[UNINSPECTED], _measure(OURS, sizes, asgi=True)
    yield Line("a request without any, WSGI", ours["bare"], "µs")
    yield Line("added under WSGI, median", ours["median"], "µs", 30)
    yield Line("added under WSGI, 99th percentile", ours["p99"], "µs", 150)
    yield Line("CPU a request, the writer's included", ours["cpu"], "µs", 80)
    yield Line("… of it the writer's", ours["writer_cpu"], "µs")
    yield Line("without INSPECT: added under WSGI, median", plain["median"], "µs")
    yield Line("without INSPECT: CPU a request", plain["cpu"], "µs")
    yield Line("added under ASGI, median", asgi["median"], "µs", 60)
    yield Line("added under ASGI, 99th percentile", asgi["p99"], "µs")
    for name, tool in TOOLS.items():
        if name in (OURS, UNINSPECTED):
            continue
        other = found[name]
        yield Line(f"{tool.title}: added, median", other["median"], "µs")
        yield Line(f"{tool.title}: added, 99th percentile", other["p99"], "µs")
        yield Line(f"{tool.title}: CPU a request", other["cpu"], "µs")
        limit = 0.2 if name == ORM else 1
        yield Line(f"ours beside {tool.title}", ours["median"] / other["median"], "x", limit)


def _measure(name: str, sizes: Sizes, asgi: bool = False) -> dict[str, Any]:
    os.environ["BENCH_TOOL"] = name
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        return step.run(
            "bench.capture.measure",
            f"sqlite:///{folder}/db.sqlite3",
            Path(folder) / "journals",
            settings="bench.capture.settings",
            requests=sizes.exchanges,
            users=sizes.users,
            asgi=asgi,
        )
