"""What a number usually is, and how far from it one is. Pure, and robust against past incidents.

The median, and the median absolute deviation times 1.4826, which is the standard deviation of
what is normally distributed (Rousseeuw and Croux, 1993): half of the past may be incidents
before they move.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from dashboard.queries.hours import HourNumbers

_TO_DEVIATION = 1.4826
# With fewer hours of the past nothing can be said of what is usual.
FEWEST = 3


@dataclass(frozen=True)
class Departure:
    """A number that is far above what it usually is."""

    value: float
    expected: float
    deviations: float


# How far above is far, and how many requests or calls an hour needs to say anything.
THRESHOLD = 4.5
FEWEST_REQUESTS = 50
FEWEST_CALLS = 20


def error_rate_departure(now: HourNumbers, past: Sequence[HourNumbers]) -> Departure | None:
    """Of the share of failed requests, in percent.

    A few requests fail more or less by chance: the deviation is at least that of the binomial
    distribution, and at least half a point.
    """
    known = [_rate(hour) for hour in past if hour.requests >= FEWEST_REQUESTS]
    if now.requests < FEWEST_REQUESTS or len(known) < FEWEST:
        return None
    expected = median(known)
    likely = max(expected, 0.5)
    chance = math.sqrt(likely * (100 - likely) / now.requests)
    return _departure(_rate(now), expected, _deviation(known), max(chance, 0.5))


def p95_departure(now: HourNumbers, past: Sequence[HourNumbers]) -> Departure | None:
    """Of the 95th percentile of latency, in ms. Compared by ratio, as latencies are."""
    known = [h.p95_ms for h in past if h.p95_ms and h.requests >= FEWEST_REQUESTS]
    if not now.p95_ms or now.requests < FEWEST_REQUESTS:
        return None
    # A percentile of few is a matter of chance: by 2 over the root of how many lie above it.
    chance = 2 / math.sqrt(max(now.requests * 0.05, 1)) / 5
    return _by_ratio(now.p95_ms, known, max(0.1, chance))


def cost_departure(now: HourNumbers, past: Sequence[HourNumbers]) -> Departure | None:
    """Of the cost of an hour, in US dollars. Compared by ratio."""
    known = [h.cost_usd for h in past if h.cost_usd and h.calls >= FEWEST_CALLS]
    if not now.cost_usd or now.calls < FEWEST_CALLS:
        return None
    return _by_ratio(now.cost_usd, known, 0.15)


def _by_ratio(value: float, past: Sequence[float], least: float) -> Departure | None:
    if len(past) < FEWEST:
        return None
    logs = [math.log(one) for one in past]
    middle = median(logs)
    found = _departure(math.log(value), middle, _deviation(logs), least)
    return found and Departure(value, math.exp(middle), found.deviations)


def _departure(value: float, expected: float, deviation: float, least: float) -> Departure | None:
    deviations = (value - expected) / max(deviation, least)
    return Departure(value, expected, deviations) if deviations >= THRESHOLD else None


def _deviation(values: Sequence[float]) -> float:
    middle = median(values)
    return _TO_DEVIATION * median(abs(value - middle) for value in values)


def _rate(hour: HourNumbers) -> float:
    return 100 * hour.failed / hour.requests
