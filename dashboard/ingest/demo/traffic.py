"""The requests of an hour, visit by visit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import log
from random import Random

from dashboard.ingest.demo import catalog
from dashboard.ingest.demo.calls import Calls
from dashboard.ingest.demo.catalog import Ending, Route
from dashboard.ingest.demo.noise import Noise
from dashboard.ingest.demo.shape import HOUR_MICROS, Hour
from dashboard.ingest.demo.visitors import KINDS, Kind, Visitor, Visitors
from dashboard.ingest.record import Record
from dashboard.models.ids import new_id

_KINDS_UPTO = list(accumulate(kind.share for kind in KINDS))
_OBJECTS = 4_000


class Traffic:
    """Makes hours of requests; each hour has dice of its own, so one does not need the others."""

    def __init__(self, visitors: Visitors, seed: int, end_micros: int) -> None:
        """``end_micros`` is the end of the last hour; no visit lasts longer."""
        self._visitors = visitors
        self._seed = seed
        self._end = end_micros

    def of(self, hour: Hour) -> list[Record]:
        """The records of an hour. A visit that begins in it may last into the next."""
        rng = Random(f"{self._seed}|{hour.number}")
        noise = Noise(rng)
        calls = Calls(rng, noise)
        records: list[Record] = []
        while (left := hour.requests - len(records)) > 0:
            kind = rng.choices(KINDS, cum_weights=_KINDS_UPTO)[0]
            visitor = self._visitors.draw(kind, rng)
            endings = kind.endings or (catalog.BURST if hour.burst else catalog.USUAL)
            for at in self._times(rng, kind, hour, left):
                route = kind.routes[int(rng.random() * len(kind.routes))]
                ending = endings.draw(rng.random())
                records.append(_record(rng, noise, calls, visitor, route, ending, at))
        return records

    def _times(self, rng: Random, kind: Kind, hour: Hour, most: int) -> Sequence[int]:
        """When the requests of one visit are made, in microseconds since 1970."""
        at = hour.start + int(rng.random() * HOUR_MICROS)
        wanted = min(most, 1 + int(-log(1 - rng.random()) * kind.requests))
        pause = kind.pause_seconds * 1_000_000
        times = []
        for _ in range(wanted):
            times.append(at)
            at += int(-log(1 - rng.random()) * pause)
            if at >= self._end:
                break
        if hour.pace != 1:
            return [hour.start + int((time - hour.start) * hour.pace) for time in times]
        return times


def _record(
    rng: Random,
    noise: Noise,
    calls: Calls,
    visitor: Visitor,
    route: Route,
    ending: Ending,
    at: int,
) -> Record:
    status, error_type = ending
    if status == 401:
        # Nobody who is signed in is told to sign in.
        visitor = visitor._replace(user="")
    latency = noise.micros(route.median_ms, 0.6)
    made = calls.of(route, ending, latency) if route.does else []
    first_byte = None
    if made:
        last = made[-1]
        if route.does == catalog.STREAM and last.first_token_micros is not None:
            first_byte = latency + last.first_token_micros
        latency = (last.offset_micros or 0) + (last.latency_micros or 0) + latency // 4
    if status == 200 and route is catalog.UPLOAD:
        status = 201
    path = route.path
    return Record(
        new_id(at, rng.getrandbits(128)),
        at,
        route.method,
        route.endpoint,
        path.format(int(rng.random() * _OBJECTS)) if "{" in path else path,
        status,
        latency,
        first_byte,
        visitor.user,
        visitor.user != "",
        "",
        visitor.ip,
        visitor.country,
        visitor.agent,
        error_type,
        "",
        made,
        True,
    )
