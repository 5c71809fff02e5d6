"""Benchmark 6: the page in a browser, with the demo data of a first start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import step
from bench.arguments import Sizes
from bench.table import Line

DAYS, REQUESTS = 14, 21_000
_LOAD, _SWITCH = 1_000, 300


def lines(sizes: Sizes) -> Iterator[Line]:
    """From navigation to a complete overview, and from a click to another range."""
    with TemporaryDirectory(prefix="bench-page-") as folder:
        found = step.run(
            "bench.page.measure",
            f"sqlite:///{folder}/page.sqlite3",
            Path(folder),
            days=DAYS,
            requests=REQUESTS,
            calls=sizes.calls,
        )
    yield Line("complete after navigation, median", found["load"], "ms", _LOAD)
    yield Line("complete after navigation, slowest", found["worst load"], "ms")
    yield Line("another range drawn, median", found["switch"], "ms", _SWITCH)
    yield Line("another range drawn, slowest", found["worst switch"], "ms")
