"""The numbers of single hours, for whoever watches them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from dashboard.queries.dashboard.numbers import dollars, measures
from dashboard.queries.filters import Filters
from dashboard.queries.source import Source
from dashboard.rollups import declarations as rollups
from dashboard.rollups.histogram import latency_of

HOUR = dt.timedelta(hours=1)


class HourNumbers(NamedTuple):
    """Requests, failed ones, p95 in ms, cost of the priced calls in USD, and calls of an hour."""

    requests: int
    failed: int
    p95_ms: float | None
    cost_usd: float | None
    calls: int


def get_hours(*, starts: Sequence[dt.datetime]) -> dict[dt.datetime, HourNumbers]:
    """The numbers of the hours that begin at ``starts``, whole hours UTC; one statement."""
    spans = [(start, start + HOUR) for start in starts]
    cells = Source(Filters()).series(rollups.TOTAL, spans)
    hours: dict[dt.datetime, HourNumbers] = {}
    for start, cell in zip(starts, cells):
        sums = measures(rollups.TOTAL, cell)
        priced = sums["calls"] > sums["unpriced_calls"]
        hours[start] = HourNumbers(
            sums["requests"],
            sums["failed"],
            latency_of(cell.latency_lanes).p95,
            dollars(sums["cost_nanos"]) if priced else None,
            sums["calls"],
        )
    return hours
