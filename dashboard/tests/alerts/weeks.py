"""Weeks of hours as a site has them: busy days, quiet nights, and chance in every number."""

from __future__ import annotations

import datetime as dt
import math
import random

from dashboard.queries.hours import HOUR, HourNumbers

BEGIN = dt.datetime(2025, 5, 5, tzinfo=dt.UTC)


def usual_hour(start: dt.datetime, chance: random.Random) -> HourNumbers:
    """An hour without an incident."""
    weekend = start.weekday() >= 5
    daylight = math.exp(-(((start.hour - 14) / 5) ** 2))
    volume = (120 + 1_500 * daylight) * (0.45 if weekend else 1.0)
    requests = max(0, round(volume * chance.lognormvariate(0, 0.12)))
    # Some hours are worse than others, beyond what chance alone would do.
    rate = 0.02 * chance.lognormvariate(0, 0.25)
    failed = sum(chance.random() < rate for _ in range(requests))
    calls = round(requests * 0.6)
    cost = calls * 0.004 * chance.lognormvariate(0, 0.13)
    p95 = 2_000 * (1 + 0.3 * daylight) * chance.lognormvariate(0, 0.1)
    return HourNumbers(requests, failed, p95, cost, calls)


def incident(hour: HourNumbers, metric: str, size: float) -> HourNumbers:
    """The same hour with one number ``size`` times as large."""
    if metric == "error_rate":
        return hour._replace(failed=min(hour.requests, round(hour.failed * size)))
    if metric == "p95_latency":
        return hour._replace(p95_ms=(hour.p95_ms or 0) * size)
    return hour._replace(cost_usd=(hour.cost_usd or 0) * size)


def weeks(count: int, seed: int) -> dict[dt.datetime, HourNumbers]:
    """All hours of some weeks."""
    chance = random.Random(seed)
    starts = [BEGIN + n * HOUR for n in range(count * 7 * 24)]
    return {start: usual_hour(start, chance) for start in starts}
