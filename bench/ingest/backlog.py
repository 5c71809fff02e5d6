"""A backlog: requests of some minutes, after what the database holds already."""

from __future__ import annotations

from random import Random

from bench.traffic.clients import Clients
from bench.traffic.history import NOW
from bench.traffic.requests import Requests
from dashboard.ingest.record import Record
from dashboard.models.fields import to_micros

_A_SECOND = 200


def backlog(requests: int, users: int) -> list[Record]:
    """So many requests, 200 a second."""
    rng, start = Random("backlog"), to_micros(NOW)
    span = requests * 1_000_000 // _A_SECOND
    times = sorted(start + int(rng.random() * span) for _ in range(requests))
    return list(Requests(Clients(users), "backlog").at(times, _A_SECOND))
