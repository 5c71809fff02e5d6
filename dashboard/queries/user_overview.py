"""Everything about one user, for whoever looks into what they did."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypedDict

from django.contrib.auth import get_user_model

from dashboard.models.request_log import RequestLog
from dashboard.models.user_session import UserSession
from dashboard.queries.dashboard.answer import Dashboard, get_dashboard
from dashboard.queries.filters import Filters
from dashboard.queries.time_range import TimeRange, isoformat
from dashboard.queries.user_timeline import TimelineEntry, get_user_timeline

MOST_SESSIONS = 20


class Profile(TypedDict):
    id: str
    username: str
    email: str
    isStaff: bool
    isActive: bool
    joined: str | None
    lastLogin: str | None
    exists: bool


class Visit(TypedDict):
    id: str
    start: str
    lastActivity: str
    durationMs: int
    requests: int
    failedRequests: int
    totalTokens: int
    costUsd: float
    platform: str
    countryCode: str


class UserOverview(TypedDict):
    user: Profile
    dashboard: Dashboard
    sessions: list[Visit]
    timeline: list[TimelineEntry]


def get_user_overview(*, user: str, filters: Filters, time_range: TimeRange) -> UserOverview | None:
    """One user's dashboard, newest sessions and timeline in a range.

    None where there is neither an account nor a request of the user. An account that is gone
    keeps its requests, and has no name.
    """
    account: Any = get_user_model()._default_manager.filter(pk=user).first()
    if account is None and not RequestLog.objects.filter(user_id=user).exists():
        return None
    theirs = replace(filters, user=user)
    return {
        "user": _profile(user, account),
        "dashboard": get_dashboard(filters=theirs, time_range=time_range, sees_threats=True),
        "sessions": _sessions(user, time_range),
        "timeline": get_user_timeline(user=user, time_range=time_range),
    }


def _profile(user: str, account: Any) -> Profile:
    joined = getattr(account, "date_joined", None)
    last_login = getattr(account, "last_login", None)
    return {
        "id": user,
        "username": account.get_username() if account is not None else "",
        "email": getattr(account, "email", ""),
        "isStaff": bool(getattr(account, "is_staff", False)),
        "isActive": bool(getattr(account, "is_active", False)),
        "joined": isoformat(joined) if joined else None,
        "lastLogin": isoformat(last_login) if last_login else None,
        "exists": account is not None,
    }


def _sessions(user: str, time_range: TimeRange) -> list[Visit]:
    """The newest sessions that began in the range."""
    rows = UserSession.objects.filter(
        user_id=user,
        session_start__gte=time_range.start,
        session_start__lt=time_range.read_until,
    )
    return [
        {
            "id": str(row.pk),
            "start": isoformat(row.session_start),
            "lastActivity": isoformat(row.last_activity),
            "durationMs": round(row.duration.total_seconds() * 1_000),
            "requests": row.requests,
            "failedRequests": row.failed_requests,
            "totalTokens": row.total_tokens,
            "costUsd": float(row.cost_usd),
            "platform": row.platform,
            "countryCode": row.country,
        }
        for row in rows.order_by("-session_start")[:MOST_SESSIONS]
    ]
