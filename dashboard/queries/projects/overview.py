"""A project's numbers over a range, and over the one before."""

from __future__ import annotations

from typing import TypedDict

from dashboard.models.project import project_of
from dashboard.models.user_session import UserSession
from dashboard.queries.analytics.overview import average_minutes
from dashboard.queries.analytics.people import session_timeout
from dashboard.queries.dashboard.numbers import measures
from dashboard.queries.projects.visitors import count_visitors
from dashboard.queries.source import Source, Span
from dashboard.queries.time_range import TimeRange
from dashboard.rollups.cells import Cell
from dashboard.rollups.declarations import PROJECT_EVENTS, SESSIONS


class ProjectNumbers(TypedDict):
    events: int
    pageViews: int
    sessions: int
    avgSessionMinutes: float | None
    uniqueUsers: int


class ProjectOverview(ProjectNumbers):
    activeSessions: int
    previous: ProjectNumbers


def get_project_overview(*, source: Source, time_range: TimeRange) -> ProjectOverview:
    """The numbers of a range and of the equal one before; active sessions are those of now."""
    before = time_range.previous
    spans = [(time_range.start, time_range.read_until), (before.start, before.end)]
    now, earlier = _numbers(source, spans)
    active = UserSession.objects.filter(
        project=project_of(source.filters.scope),
        last_activity__gte=time_range.now - session_timeout(),
    ).count()
    return {**now, "activeSessions": active, "previous": earlier}


def _numbers(source: Source, spans: list[Span]) -> list[ProjectNumbers]:
    cells = zip(
        source.series(PROJECT_EVENTS, spans),
        source.series(SESSIONS, spans),
        count_visitors(source=source, spans=spans),
    )
    return [_of(events, visits, visitors) for events, visits, visitors in cells]


def _of(events: Cell, visits: Cell, visitors: int) -> ProjectNumbers:
    of_events, of_visits = measures(PROJECT_EVENTS, events), measures(SESSIONS, visits)
    sessions = of_visits["sessions"]
    return {
        "events": of_events["events"],
        "pageViews": of_events["page_views"],
        "sessions": sessions,
        "avgSessionMinutes": average_minutes(of_visits["session_millis"], sessions),
        "uniqueUsers": visitors,
    }
