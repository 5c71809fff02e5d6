"""Benchmark 6: who uses what, over 90 days of sessions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench import step
from bench.arguments import Sizes
from bench.database import Sqlite
from bench.table import Line

_OVERVIEW, _ROW, _CHART, _COHORTS = 25, 10, 50, 300

_CHARTS: list[tuple[str, dict[str, str]]] = [
    ("trends/", {"by": "day"}),
    ("trends/", {"by": "week"}),
    ("trends/", {"by": "month"}),
    ("endpoints/", {}),
    ("devices/", {}),
    ("peak-hours/", {}),
    ("sessions/", {}),
]
_DAYS = ("7", "30", "90", "all")

# A question and what it may take, where that is said.
QUESTIONS: list[tuple[str, dict[str, str], float | None]] = [
    *(("overview/", {"days": days}, _OVERVIEW) for days in _DAYS),
    ("overview/", {"days": "90", "tz": "Asia/Kathmandu"}, _OVERVIEW),
    ("sessions/active/", {}, _ROW),
    ("sessions/{usual}/", {}, _ROW),
    # As many actions as are shown, each as requests and as page views.
    ("sessions/{longest}/", {}, None),
    *((path, {"days": days} | more, _CHART) for path, more in _CHARTS for days in ("7", "90")),
    # A table of everybody, and no chart.
    *(("users/", {"days": days, "sort": "-costUsd"}, None) for days in ("7", "90")),
    *(("growth/", {"days": days}, _COHORTS) for days in ("30", "90", "all")),
]


def lines(database: Sqlite, sizes: Sizes) -> Iterator[Line]:
    """Each endpoint, for short and long ranges."""
    url = database.filled(sizes.requests, sizes.users)
    found = step.run(
        "bench.analytics.measure",
        url,
        Path(database.path(url)).parent,
        questions=[(path, question) for path, question, _ in QUESTIONS],
        calls=sizes.calls,
    )
    yield Line("sessions in the database", found["sessions"][0], "rows")
    for (path, question, limit), time in zip(QUESTIONS, found["answers"]):
        words = " ".join(f"{name}={value}" for name, value in question.items())
        yield Line(f"{path} {words}".strip(), time, "ms", limit)
