"""Benchmark 5: the Django admin over a million requests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench import step
from bench.arguments import Sizes
from bench.database import Sqlite
from bench.table import Line
from bench.traffic.catalog import ENDPOINTS, MODELS

_LIMIT = 150
QUESTIONS: dict[str, dict[str, str]] = {
    "all": {},
    "last hour": {"range": "1h"},
    "last 7 days": {"range": "7d"},
    "last 30 days": {"range": "30d"},
    "between two date-times": {"since": "2025-09-20T06:00", "until": "2025-10-02T18:30"},
    "status 200": {"status": "200"},
    "status 502": {"status": "502"},
    "2xx": {"status": "2xx"},
    "4xx": {"status": "4xx"},
    "5xx": {"status": "5xx"},
    "3xx, of which there is none": {"status": "3xx"},
    "failed": {"status": "failed"},
    "a model": {"model": MODELS[0].name},
    "an endpoint": {"endpoint": ENDPOINTS[0].pattern},
    "a country with many": {"country": "US"},
    "a country with few": {"country": "PR"},
    "1,000 ms and above": {"latency": "1000"},
    "5,000 ms and above": {"latency": "5000"},
    "with model calls": {"calls": "yes"},
    "without model calls": {"calls": "no"},
    "a user": {"user": "user1"},
    "slowest first": {"o": "-3"},
    "dearest first": {"o": "-7"},
    "search: begin of an endpoint": {"q": "/api/"},
    "search: a model": {"q": MODELS[-1].name},
    "search: a user": {"q": "user7"},
    "search: an address that nobody has": {"q": "192.0.2.1"},
}
# Two at once, for which there is no index: measured, without a target.
PAIRS = {
    "failed, last 7 days": {"status": "failed", "range": "7d"},
    "a model, 5xx": {"model": MODELS[0].name, "status": "5xx"},
    "a country, 1,000 ms and above": {"country": "US", "latency": "1000"},
}


def lines(database: Sqlite, sizes: Sizes) -> Iterator[Line]:
    """The list of requests, first and last page, by each filter; and one request's page."""
    url = database.filled(sizes.listed, sizes.users)
    with database.copy(url) as copy:
        found = step.run(
            "bench.admin.measure",
            copy,
            Path(database.path(copy)).parent,
            questions=[*QUESTIONS.values(), *PAIRS.values()],
            calls=sizes.calls,
        )
    for name, first, last in zip([*QUESTIONS, *PAIRS], found["first"], found["last"]):
        limit = _LIMIT if name in QUESTIONS else None
        yield Line(f"{name}, first page", first, "ms", limit)
        yield Line(f"{name}, last page", last, "ms", limit)
    yield Line("the page of one request", found["page"][0], "ms", _LIMIT)
