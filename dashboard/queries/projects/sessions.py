"""Visits to a project's pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TypedDict

from django.db.models import QuerySet

from dashboard.models.user_session import UserSession
from dashboard.queries.analytics.people import session_timeout
from dashboard.queries.time_range import TimeRange, isoformat


class ProjectSession(TypedDict):
    id: str
    distinctId: str
    start: str
    lastActivity: str
    durationMs: int
    isActive: bool
    events: int
    pageViews: int
    platform: str
    browser: str
    os: str
    countryCode: str


def get_project_sessions(*, project: int, time_range: TimeRange) -> QuerySet[UserSession]:
    """Visits that began in a range."""
    return UserSession.objects.select_related("user_agent", "visitor").filter(
        project=project,
        session_start__gte=time_range.start,
        session_start__lt=time_range.read_until,
    )


def described_sessions(rows: Iterable[UserSession], now: dt.datetime) -> list[ProjectSession]:
    """Visits as the API gives them."""
    return [_session(row, now) for row in rows]


def _session(row: UserSession, now: dt.datetime) -> ProjectSession:
    agent, visitor = row.user_agent, row.visitor
    return {
        "id": str(row.pk),
        "distinctId": visitor.distinct_id if visitor else "",
        "start": isoformat(row.session_start),
        "lastActivity": isoformat(row.last_activity),
        "durationMs": round(row.duration.total_seconds() * 1_000),
        "isActive": row.last_activity >= now - session_timeout(),
        "events": row.events,
        "pageViews": row.page_views,
        "platform": row.platform,
        "browser": agent.browser if agent else "",
        "os": agent.os if agent else "",
        "countryCode": row.country,
    }
