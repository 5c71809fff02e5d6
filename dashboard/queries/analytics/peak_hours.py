"""When it is busy: requests by local weekday and hour."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any, TypedDict

from dashboard.models.usage_rollup import UsageRollup
from dashboard.queries.dashboard.numbers import measures
from dashboard.queries.source import Source, Span
from dashboard.queries.time_range import HOUR, TimeRange
from dashboard.rollups.declarations import TOTAL
from dashboard.rollups.periods import LENGTH, Period, quarter_of
from dashboard.rollups.row_filter import fetch

_HOURS = 7 * 24
_QUARTER = dt.timedelta(minutes=15)
_QUARTERS = _HOURS * 4
# The first quarter-hour of 1970 was on a Thursday; weeks begin on Monday.
_THURSDAY = 3 * 24 * 4


class PeakHour(TypedDict):
    weekday: int
    hour: int
    requests: int


def get_peak_hours(*, source: Source, time_range: TimeRange) -> list[PeakHour]:
    """All 168 hours of the week, from Monday 0 h on. Weekday 0 is Monday."""
    first = _whole_hour(time_range.start, time_range, up=True)
    last = _whole_hour(time_range.read_until, time_range, up=time_range.end >= time_range.now)
    counted: Counter[int] = Counter()
    if first < last:
        counted.update(_by_hour_of_week(first, last, time_range, source.filters.scope))
        edges = [(time_range.start, first), (last, max(last, time_range.read_until))]
    else:
        edges = [(time_range.start, time_range.read_until)]
    # Where the range begins or ends within an hour, which no cell can tell.
    for span, cell in zip(edges, source.series(TOTAL, edges)):
        local = span[0].astimezone(time_range.zone)
        counted[local.weekday() * 24 + local.hour] += measures(TOTAL, cell)["requests"]
    return [
        {"weekday": number // 24, "hour": number % 24, "requests": counted[number]}
        for number in range(_HOURS)
    ]


def _by_hour_of_week(
    first: dt.datetime, last: dt.datetime, time_range: TimeRange, scope: str
) -> Counter[int]:
    """Requests in whole local hours, added up by the database: one statement."""
    selects: list[str] = []
    params: list[Any] = []
    for (start, end), offset in _spans_of_one_offset(first, last, time_range):
        shift = offset // _QUARTER
        # Cells of hours where these are the zone's, too.
        period = Period.QUARTER if shift % LENGTH[Period.HOUR] else Period.HOUR
        selects.append(
            f"SELECT (bucket + %s) %% {_QUARTERS} / 4 AS hour, requests "
            f"FROM {UsageRollup._meta.db_table} WHERE scope = %s AND dimension = %s "
            "AND period = %s AND bucket >= %s AND bucket < %s"
        )
        params += [shift + _THURSDAY, scope, TOTAL.dimension, int(period)]
        params += [quarter_of(start), quarter_of(end)]
    union = " UNION ALL ".join(selects)
    rows = fetch(f"SELECT hour, SUM(requests) FROM ({union}) cells GROUP BY hour", params)
    return Counter({int(hour): int(requests) for hour, requests in rows})


def _spans_of_one_offset(
    first: dt.datetime, last: dt.datetime, time_range: TimeRange
) -> Iterator[tuple[Span, dt.timedelta]]:
    """The span cut where the zone's clock changes, with how far it is ahead of UTC."""

    def offset(at: dt.datetime) -> dt.timedelta:
        return at.astimezone(time_range.zone).utcoffset() or dt.timedelta()

    begin = at = first
    while at < last:
        after = min(at + 24 * HOUR, last)
        if offset(after) != offset(begin):
            # Clocks change at a quarter-hour.
            while offset(at) == offset(begin):
                at += _QUARTER
            yield (begin, at), offset(begin)
            begin = at
        else:
            at = after
    if begin < last:
        yield (begin, last), offset(begin)


def _whole_hour(instant: dt.datetime, time_range: TimeRange, *, up: bool) -> dt.datetime:
    """The local hour that an instant is in, by its begin, or its end where it has begun."""
    local = instant.astimezone(time_range.zone)
    into = dt.timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return instant - into + (HOUR if up and into else dt.timedelta())
