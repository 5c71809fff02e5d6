"""How many users are new, how many stay: by local day and week, and by cohorts of weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TypedDict

from dashboard.queries.analytics.active_users import get_active_users, get_users_before
from dashboard.queries.analytics.period import buckets_by, first_day
from dashboard.queries.dashboard.numbers import percentage
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange, isoformat
from dashboard.rollups.user_sets import UserSet, size_of


class GrowthPoint(TypedDict):
    timestamp: str
    activeUsers: int
    newUsers: int


class Retained(TypedDict):
    week: int
    users: int
    percentage: float


class Cohort(TypedDict):
    week: str
    users: int
    retained: list[Retained]


class Growth(TypedDict):
    days: list[GrowthPoint]
    weeks: list[GrowthPoint]
    cohorts: list[Cohort]


def get_growth(*, source: Source, time_range: TimeRange) -> Growth:
    """Users of each whole local day and week that the range touches.

    New is who made their first request ever then. A cohort is the new users of a week; retained
    are those of them with a request in the week so many weeks later.
    """
    weeks = buckets_by("week", time_range)
    first = weeks[0][0]
    by_week = TimeRange(
        time_range.name, first, max(time_range.end, first), time_range.zone, time_range.now
    )
    days = buckets_by("day", by_week)
    of_days = get_active_users(source=source, spans=days)
    known = dt.datetime.combine(first_day(time_range.now), dt.time(), dt.UTC)
    before = get_users_before(source=source, span=(known, first)) if known < first else 0
    of_weeks = [
        _union(users for (begin, _), users in zip(days, of_days) if start <= begin < end)
        for start, end in weeks
    ]
    day_points = _points(days, of_days, before)
    begin = next(at for at, (_, after) in enumerate(days) if after > time_range.start)
    return {
        "days": day_points[begin:],
        "weeks": _points(weeks, of_weeks, before),
        "cohorts": _cohorts(weeks, of_weeks, before),
    }


def _points(
    buckets: Sequence[tuple[dt.datetime, dt.datetime]], active: Sequence[UserSet], seen: UserSet
) -> list[GrowthPoint]:
    points: list[GrowthPoint] = []
    for (begin, _), users in zip(buckets, active):
        points.append(
            {
                "timestamp": isoformat(begin),
                "activeUsers": size_of(users),
                "newUsers": size_of(users & ~seen),
            }
        )
        seen |= users
    return points


def _cohorts(
    weeks: Sequence[tuple[dt.datetime, dt.datetime]], active: Sequence[UserSet], seen: UserSet
) -> list[Cohort]:
    cohorts: list[Cohort] = []
    for number, ((begin, _), users) in enumerate(zip(weeks, active)):
        new = users & ~seen
        seen |= users
        size = size_of(new)
        later = [size_of(new & others) for others in active[number:]]
        retained: list[Retained] = [
            {"week": week, "users": count, "percentage": percentage(count, size)}
            for week, count in enumerate(later)
        ]
        cohorts.append({"week": isoformat(begin), "users": size, "retained": retained})
    return cohorts


def _union(sets: Iterable[UserSet]) -> UserSet:
    union = 0
    for users in sets:
        union |= users
    return union
