"""The watch: hours that are over are held against the same hours of the weeks before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from dashboard.alerts.baseline import (
    Departure,
    cost_departure,
    error_rate_departure,
    p95_departure,
)
from dashboard.models.alert import Alert
from dashboard.models.watermark import Watermark
from dashboard.queries.hours import HOUR, HourNumbers, get_hours

WEEKS = 6
# Beside the same hour of the week. Cost goes with volume, which a neighbouring hour has not.
_AROUND = (-1, 0, 1)
_MOST_HOURS = 48
# An hour may be without a departure in the middle of an incident.
_GAP = 2 * HOUR

Judge = Callable[[HourNumbers, Sequence[HourNumbers]], Departure | None]
# How each number is judged, and by which hours of a past week.
JUDGES: dict[str, tuple[Judge, tuple[int, ...]]] = {
    Alert.Metric.ERROR_RATE: (error_rate_departure, _AROUND),
    Alert.Metric.P95_LATENCY: (p95_departure, _AROUND),
    Alert.Metric.COST: (cost_departure, (0,)),
}


class Watched(NamedTuple):
    """What a look has done."""

    hours: int
    begun: int
    went_on: int


def watch(now: dt.datetime | None = None) -> Watched:
    """Judge each hour that ended since the last look, the last 48 at most."""
    last = _hour_of(now or timezone.now()) - HOUR
    mark = Watermark.objects.filter(name=Watermark.WATCHED_UNTIL).first()
    first = max(mark.instant if mark else last, last - (_MOST_HOURS - 1) * HOUR)
    starts = [first + n * HOUR for n in range(round((last - first) / HOUR) + 1)]
    numbers = get_hours(starts=sorted({*starts, *(p for s in starts for p in past_of(s))}))
    begun = went_on = 0
    for start in starts:
        for metric, departure in departures(start, numbers).items():
            if _note(metric, start, departure):
                begun += 1
            else:
                went_on += 1
    Watermark.objects.update_or_create(
        name=Watermark.WATCHED_UNTIL, defaults={"instant": last + HOUR}
    )
    return Watched(len(starts), begun, went_on)


def past_of(start: dt.datetime, around: tuple[int, ...] = _AROUND) -> list[dt.datetime]:
    """The hours that say what is usual at an hour: the same of each week, and those beside it."""
    week = dt.timedelta(weeks=1)
    return [start - n * week + beside * HOUR for n in range(1, WEEKS + 1) for beside in around]


def departures(
    start: dt.datetime, numbers: Mapping[dt.datetime, HourNumbers]
) -> dict[str, Departure]:
    """What is far from usual in an hour, by metric."""
    found: dict[str, Departure] = {}
    for metric, (judge, around) in JUDGES.items():
        departure = judge(numbers[start], [numbers[hour] for hour in past_of(start, around)])
        if departure is not None:
            found[metric] = departure
    return found


@transaction.atomic
def _note(metric: str, start: dt.datetime, departure: Departure) -> bool:
    """Begin a notice, or let the one before go on; whether it began."""
    before = Alert.objects.filter(
        metric=metric, last_seen__gte=start - _GAP, last_seen__lte=start, resolved=False
    )
    going_on = before.select_for_update().order_by("-last_seen").first()
    if going_on is None:
        _, begun = Alert.objects.get_or_create(
            metric=metric,
            started_at=start,
            defaults={
                "last_seen": start,
                "value": departure.value,
                "expected": departure.expected,
                "departure": departure.deviations,
            },
        )
        return begun
    going_on.last_seen = start
    if departure.deviations > going_on.departure:
        going_on.value, going_on.expected = departure.value, departure.expected
        going_on.departure = departure.deviations
    going_on.save()
    return False


def _hour_of(instant: dt.datetime) -> dt.datetime:
    return instant.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0)
