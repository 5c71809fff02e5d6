"""The ranges of the analytics: so many days up to now, all of it, or dates."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Mapping

from django.db.models import Min

from dashboard.models.usage_rollup import UsageRollup
from dashboard.queries.errors import InvalidQuestion
from dashboard.queries.time_range import DAY, TimeRange, local_midnight, parse_time_range
from dashboard.rollups.declarations import SESSIONS, TOTAL
from dashboard.rollups.periods import Period, date_of

ALL = "all"
_UTC = zoneinfo.ZoneInfo("UTC")
# The names that the same ranges have on the dashboard.
_RANGES = {"7": "7d", "30": "1m", "90": "3m"}
DAYS = (*_RANGES, ALL)
BY = ("day", "week", "month")


def parse_period(params: Mapping[str, str], now: dt.datetime) -> TimeRange:
    """The range that ``days``, or ``start`` and ``end``, and ``tz`` ask for.

    ``all`` is cut into UTC days, whatever the zone, as only they are kept for ever. Raises
    ``InvalidQuestion``: UNKNOWN_DAYS, DAYS_OR_DATES, or what ``parse_time_range`` says.
    """
    zone = {"tz": params["tz"]} if "tz" in params else {}
    dates = {name: params[name] for name in ("start", "end") if name in params}
    days = params.get("days")
    if dates:
        if days is not None:
            raise InvalidQuestion("DAYS_OR_DATES", "days", "days, or start and end: not both.")
        return parse_time_range({"range": "custom", **dates, **zone}, now)
    if days is not None and days not in DAYS:
        raise InvalidQuestion("UNKNOWN_DAYS", "days", f"days is one of {', '.join(DAYS)}.")
    range_name = _RANGES.get(days or "7", "3m")
    found = parse_time_range({"range": range_name, **zone}, now)
    if days == ALL:
        first = first_day(now)
        start = dt.datetime(first.year, first.month, first.day, tzinfo=dt.UTC)
        return TimeRange(ALL, start, now, _UTC, now)
    return found


def first_day(now: dt.datetime) -> dt.date:
    """The first UTC day of which anything is known; today when nothing is."""
    cells = UsageRollup.objects.filter(
        scope="", dimension__in=(TOTAL.dimension, SESSIONS.dimension), period=Period.DAY
    )
    bucket = cells.aggregate(first=Min("bucket"))["first"]
    return now.date() if bucket is None else date_of(bucket)


def buckets_by(by: str, time_range: TimeRange) -> list[tuple[dt.datetime, dt.datetime]]:
    """Local days, weeks from Monday on or months that the range touches, in UTC; not cut."""
    last = (time_range.read_until - dt.timedelta(microseconds=1)).astimezone(time_range.zone).date()
    day = first_of(by, time_range.start.astimezone(time_range.zone).date())
    buckets = []
    while day <= last:
        after = _next(by, day)
        buckets.append(
            (local_midnight(day, time_range.zone), local_midnight(after, time_range.zone))
        )
        day = after
    return buckets


def spans_by(
    by: str, time_range: TimeRange
) -> list[tuple[dt.datetime, tuple[dt.datetime, dt.datetime]]]:
    """The begin of each bucket, and what is read for it: the bucket, cut by the range."""
    return [
        (begin, (max(begin, time_range.start), min(after, time_range.read_until)))
        for begin, after in buckets_by(by, time_range)
    ]


def first_of(by: str, day: dt.date) -> dt.date:
    """The first day of the day, week or month that a day is in."""
    if by == "week":
        return day - day.weekday() * DAY
    return day.replace(day=1) if by == "month" else day


def _next(by: str, day: dt.date) -> dt.date:
    if by == "month":
        return (day + 31 * DAY).replace(day=1)
    return day + (7 * DAY if by == "week" else DAY)
