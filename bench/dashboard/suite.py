"""Benchmark 3: the dashboard's answer over 90 days of requests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

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
_TURNS, _FEWEST = 5, 5


def lines(database: Sqlite, sizes: Sizes) -> Iterator[Line]:
    """Each range in UTC and Kathmandu, filtered, and beside a small database."""
    in_utc = [{"range": name} for name in RANGES]
    in_zone = [{"range": name, "tz": _ZONE} for name in RANGES]
    filtered = [
        {"range": name, field: value}
        for name in ("7d", "3m")
        for field, value in (("model", MODELS[0].name), ("endpoint", ENDPOINTS[0].pattern))
    ]
    # In turn: machines are faster in one minute than in another.
    calls = max(sizes.calls // _TURNS, _FEWEST)
    turns = [
        [
            _measure(database, requests, sizes.users, calls, in_utc)["answers"]
            for requests in (sizes.requests, _SMALL)
        ]
        for _ in range(_TURNS)
    ]
    utc, small = (list(map(median, zip(*times))) for times in zip(*turns))
    beside = [
        median(here / there for here, there in of_range)
        for of_range in zip(*(zip(*turn) for turn in turns))
    ]
    more = _measure(
        database, sizes.requests, sizes.users, sizes.calls, [*in_zone, *filtered], [_RAW_DAYS]
    )
    zone, rest, (raw,) = more["answers"][:4], more["answers"][4:], more["raw"]
    for (name, limit), time in zip(RANGES.items(), utc):
        many = sizes.users > _FEW_USERS
        yield Line(f"{name}, UTC", time, "ms", _MANY_USERS_LIMIT if many else limit)
    for name, time, of_utc in zip(RANGES, zone, utc):
        yield Line(f"{name}, {_ZONE}", time, "ms")
        yield Line(f"{name}, {_ZONE} beside UTC", time / of_utc, "x", 2)
    for name, time, ratio in zip(RANGES, small, beside):
        yield Line(f"{name} beside its time at {_SMALL:,} ({time:.1f} ms)", ratio, "x", 1.3)
    for question, time in zip(filtered, rest):
        yield Line(f"{question['range']}, one {[*question][1]}", time, "ms", 200)
    yield Line(f"seven sums over raw rows, {_RAW_DAYS} days", raw, "ms")
    yield Line(f"{_RAW_DAYS}d beside raw rows", utc[1] / raw, "x")


def _measure(
    database: Sqlite,
    requests: int,
    users: int,
    calls: int,
    questions: list[dict[str, str]],
    raw_days: Sequence[int] = (),
) -> dict[str, list[float]]:
    url = database.filled(requests, users)
    return step.run(
        "bench.dashboard.measure",
        url,
        Path(database.path(url)).parent,
        questions=questions,
        calls=calls,
        raw_days=raw_days,
    )
