"""Benchmark 3: the dashboard's answer over 90 days of requests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench import step
from bench.arguments import Sizes
from bench.database import Sqlite
from bench.table import Line
from bench.traffic.catalog import ENDPOINTS, MODELS

RANGES = {"24h": 25, "7d": 25, "1m": 25, "3m": 40}
_ZONE = "Asia/Kathmandu"
_FEW_USERS = 2_000
_MANY_USERS_LIMIT = 150
_SMALL = 100_000
_RAW_DAYS = 7


def lines(database: Sqlite, sizes: Sizes) -> Iterator[Line]:
    """Each range in UTC and Kathmandu, filtered, and beside a small database."""
    in_utc = [{"range": name} for name in RANGES]
    in_zone = [{"range": name, "tz": _ZONE} for name in RANGES]
    filtered = [
        {"range": name, field: value}
        for name in ("7d", "3m")
        for field, value in (("model", MODELS[0].name), ("endpoint", ENDPOINTS[0].pattern))
    ]
    times, raw = _measure(database, sizes.requests, sizes, [*in_utc, *in_zone, *filtered])
    utc, zone, rest = times[:4], times[4:8], times[8:]
    for (name, limit), time in zip(RANGES.items(), utc):
        many = sizes.users > _FEW_USERS
        yield Line(f"{name}, UTC", time, "ms", _MANY_USERS_LIMIT if many else limit)
    for name, time, of_utc in zip(RANGES, zone, utc):
        yield Line(f"{name}, {_ZONE}", time, "ms")
        yield Line(f"{name}, {_ZONE} beside UTC", time / of_utc, "x", 2)
    small = _measure(database, _SMALL, sizes, in_utc)[0] if sizes.requests > _SMALL else []
    for name, time, before in zip(RANGES, utc, small):
        what = f"{name} beside its time at {_SMALL:,} ({before:.1f} ms)"
        yield Line(what, time / before, "x", 1.3)
    for question, time in zip(filtered, rest):
        yield Line(f"{question['range']}, one {[*question][1]}", time, "ms", 200)
    yield Line(f"seven sums over raw rows, {_RAW_DAYS} days", raw, "ms")
    yield Line(f"{_RAW_DAYS}d beside raw rows", utc[1] / raw, "x")


def _measure(
    database: Sqlite, requests: int, sizes: Sizes, questions: list[dict[str, str]]
) -> tuple[list[float], float]:
    url = database.filled(requests, sizes.users)
    found = step.run(
        "bench.dashboard.measure",
        url,
        Path(database.path(url)).parent,
        questions=questions,
        calls=sizes.calls,
        raw_days=[_RAW_DAYS],
    )
    return found["answers"], found["raw"][0]
