"""The past of a database: requests over 90 days in the shape of business days, up to ``NOW``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random

from bench.traffic.clients import Clients
from bench.traffic.requests import Requests
from dashboard.ingest.demo.shape import HOUR_MICROS, Hour, hours_until
from dashboard.ingest.record import Record
from dashboard.models.fields import to_micros

DAYS = 90
# A Wednesday afternoon that ends no quarter-hour: most of the day is open, and so is an edge.
NOW = dt.datetime(2025, 11, 19, 15, 7, 23, tzinfo=dt.UTC)
_A_BATCH = 32_000


def batches(requests: int, users: int, done: int = 0) -> Iterator[list[Record]]:
    """The requests in order, without the first ``done``: where an earlier run ended.

    Each batch depends on its number alone, so a run that goes on makes what the first would.
    """
    clients = Clients(users)
    a_second = requests / (DAYS * 86_400)
    position = 0
    for number, hours in enumerate(_groups(requests)):
        count = sum(hour.requests for hour in hours)
        position += count
        if position <= done:
            continue
        times = _times(hours, Random(f"times|{number}"))
        yield list(Requests(clients, f"requests|{number}").at(times, a_second))


def _groups(requests: int) -> Iterator[list[Hour]]:
    group: list[Hour] = []
    for hour in hours_until(to_micros(NOW), DAYS, requests, seed=1):
        group.append(hour)
        if sum(hour.requests for hour in group) >= _A_BATCH:
            yield group
            group = []
    if group:
        yield group


def _times(hours: list[Hour], rng: Random) -> list[int]:
    return sorted(
        hour.start + int(rng.random() * HOUR_MICROS * hour.pace)
        for hour in hours
        for _ in range(hour.requests)
    )
