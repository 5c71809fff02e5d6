"""The cards: how many people, visits and requests."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from dashboard.models.user_session import UserSession
from dashboard.queries.analytics.active_users import get_active_users
from dashboard.queries.analytics.people import session_timeout
from dashboard.queries.dashboard.numbers import measures
from dashboard.queries.source import Source
from dashboard.queries.time_range import DAY, TimeRange, local_midnight
from dashboard.rollups.cells import Cell
from dashboard.rollups.declarations import SESSIONS, TOTAL_COUNTS, VIEWS, Rollup
from dashboard.rollups.user_sets import size_of


class ActiveUsers(TypedDict):
    today: int
    week: int
    month: int


class Overview(TypedDict):
    activeUsers: ActiveUsers
    activeSessions: int
    totalRequests: int
    uniqueUsers: int
    sessions: int
    avgSessionMinutes: float | None
    pageViews: int


def get_overview(*, source: Source, time_range: TimeRange) -> Overview:
    """The numbers of a range; active users and sessions are those up to now, whatever it is."""
    span = (time_range.start, time_range.read_until)
    visits = _sums(source, SESSIONS, span)
    return {
        "activeUsers": _active_users(source, time_range),
        "activeSessions": UserSession.objects.of_users()
        .filter(last_activity__gte=time_range.now - session_timeout())
        .count(),
        "totalRequests": _sums(source, TOTAL_COUNTS, span)["requests"],
        "uniqueUsers": source.count_users(*span),
        "sessions": visits["sessions"],
        "avgSessionMinutes": average_minutes(visits["session_millis"], visits["sessions"]),
        "pageViews": _sums(source, VIEWS, span)["page_views"],
    }


def average_minutes(millis: int, count: int) -> float | None:
    """The mean length of ``count`` visits; None where there are none."""
    return round(millis / count / 60_000, 2) if count else None


def _sums(source: Source, rollup: Rollup, span: tuple[dt.datetime, dt.datetime]) -> dict[str, int]:
    cell = source.by_name(rollup, *span).get("") or Cell([0] * len(rollup.measures))
    return measures(rollup, cell)


def _active_users(source: Source, time_range: TimeRange) -> ActiveUsers:
    """Users of the local day, and of the last 7 and 30 local days, today included."""
    today = time_range.now.astimezone(time_range.zone).date()
    begins = [local_midnight(today - days * DAY, time_range.zone) for days in (29, 6, 0)]
    ends = [*begins[1:], begins[2] + 2 * DAY]
    earlier, lately, now = get_active_users(source=source, spans=list(zip(begins, ends)))
    return {
        "today": size_of(now),
        "week": size_of(lately | now),
        "month": size_of(earlier | lately | now),
    }
