"""How busy each hour is: business hours, quieter weekends, growth, and a burst of refusals."""

from __future__ import annotations

import datetime as dt
from itertools import accumulate
from random import Random
from typing import NamedTuple

HOUR_MICROS = 3_600_000_000

# Of a weekday, by hour in UTC: Europe's day, with America's in its evening.
_WEEKDAY = (
    *(0.16, 0.12, 0.10, 0.10, 0.13, 0.22, 0.42, 0.72, 1.00, 1.14, 1.12, 0.98),
    *(0.90, 1.08, 1.16, 1.10, 0.98, 0.80, 0.62, 0.50, 0.42, 0.36, 0.28, 0.20),
)
_WEEKEND = 0.35
_GROWTH = 0.6
_DAYS_A_BURST = 7
# The current hour is not over: whenever it is asked for, it is drawn as half an hour's worth.
_CURRENT = 0.5


class Hour(NamedTuple):
    """An hour's requests. Times from ``start`` on run ``pace`` times as fast as the clock."""

    number: int
    requests: int
    burst: bool
    pace: float

    @property
    def start(self) -> int:
        """Microseconds since 1970."""
        return self.number * HOUR_MICROS


def hours_until(now_micros: int, days: int, requests: int, seed: int) -> list[Hour]:
    """The hours of so many days up to now, and how many of all the requests each has.

    The same within an hour for the same arguments: only the current hour's times are drawn
    together, so that they end at now.
    """
    last, elapsed = divmod(now_micros, HOUR_MICROS)
    if not elapsed:
        last, elapsed = last - 1, HOUR_MICROS
    numbers = range(last + 1 - 24 * days, last + 1)
    weights = [_weight(n, place / len(numbers), seed) for place, n in enumerate(numbers)]
    weights[-1] *= _CURRENT
    total = sum(weights)
    # Rounded after adding up, so that the parts add up to the whole.
    reached = [round(requests * sum_ / total) for sum_ in accumulate(weights)]
    counts = [end - begin for begin, end in zip([0, *reached], reached)]
    bursts = _bursts(numbers, counts, seed)
    return [
        Hour(number, count, number in bursts, elapsed / HOUR_MICROS if number == last else 1.0)
        for number, count in zip(numbers, counts)
    ]


def _weight(number: int, progress: float, seed: int) -> float:
    weekday = (dt.date(1970, 1, 1) + dt.timedelta(days=number // 24)).weekday()
    busy = _WEEKDAY[number % 24] * (_WEEKEND if weekday >= 5 else 1.0)
    chance = 0.85 + 0.3 * Random(f"{seed}|weight|{number}").random()
    return busy * chance * (1 + _GROWTH * progress)


def _bursts(numbers: range, counts: list[int], seed: int) -> set[int]:
    """One busy hour in seven days, the current one left out."""
    rng = Random(f"{seed}|bursts")
    bursts: set[int] = set()
    for end in range(len(numbers) - 1, 0, -24 * _DAYS_A_BURST):
        begin = max(0, end - 24 * _DAYS_A_BURST)
        busiest = sorted(range(begin, end), key=lambda place: -counts[place])[:6]
        bursts.add(numbers[rng.choice(busiest)])
    return bursts
