"""Visits: of a range, those of now, and one with all that was done in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, TypedDict

from django.db.models import QuerySet
from django.utils import timezone

from dashboard.models.page_view import PageView
from dashboard.models.request_log import RequestLog
from dashboard.models.user_session import UserSession
from dashboard.queries.analytics.people import NOBODY, get_people, session_timeout
from dashboard.queries.time_range import TimeRange, isoformat

MOST_ACTIVE = 50
MOST_ACTIONS = 500


class Session(TypedDict):
    id: str
    userId: str | None
    name: str
    start: str
    lastActivity: str
    durationMs: int
    isActive: bool
    requests: int
    failedRequests: int
    pageViews: int
    totalTokens: int
    costUsd: float
    platform: str
    version: str
    browser: str
    os: str
    countryCode: str
    ipAddress: str


class Action(TypedDict):
    at: str
    kind: str
    id: str
    text: str
    statusCode: int | None
    durationMs: float | None
    modelName: str
    referrer: str


class ActiveSessions(TypedDict):
    count: int
    sessions: list[Session]


class SessionDetail(Session):
    actions: list[Action]
    actionsLeftOut: int


def get_sessions(*, time_range: TimeRange, user: str | None) -> QuerySet[UserSession]:
    """Visits that began in a range, of one user where that is asked."""
    rows = (
        UserSession.objects.of_users()
        .select_related("user_agent")
        .filter(session_start__gte=time_range.start, session_start__lt=time_range.read_until)
    )
    return rows if user is None else rows.filter(user_id=user)


def get_active_sessions(*, now: dt.datetime) -> ActiveSessions:
    """How many visits go on, and the fifty last heard of, newest sign of life first."""
    rows = UserSession.objects.of_users().filter(last_activity__gte=now - session_timeout())
    newest = rows.select_related("user_agent").order_by("-last_activity", "-id")[:MOST_ACTIVE]
    return {"count": rows.count(), "sessions": described(newest)}


def get_session(*, id: int) -> SessionDetail | None:
    """One visit with what was done in it, in order: the first five hundred actions.

    None where there is no such visit.
    """
    row = UserSession.objects.of_users().select_related("user_agent").filter(pk=id).first()
    if row is None:
        return None
    actions = sorted([*_requests(row), *_page_views(row)], key=lambda action: action[0])
    (session,) = described([row])
    return {
        **session,
        "actions": [action for _, action in actions[:MOST_ACTIONS]],
        "actionsLeftOut": max(0, row.requests + row.page_views - MOST_ACTIONS),
    }


def described(rows: Iterable[UserSession]) -> list[Session]:
    """Visits as the API gives them, with the names of their users."""
    found = list(rows)
    now = timezone.now()
    people = get_people(str(row.user_id) for row in found if row.user_id is not None)
    return [_session(row, people.get(str(row.user_id), NOBODY).name, now) for row in found]


def _session(row: UserSession, name: str, now: dt.datetime) -> Session:
    agent = row.user_agent
    return {
        "id": str(row.pk),
        "userId": None if row.user_id is None else str(row.user_id),
        "name": name,
        "start": isoformat(row.session_start),
        "lastActivity": isoformat(row.last_activity),
        "durationMs": round(row.duration.total_seconds() * 1_000),
        "isActive": row.last_activity >= now - session_timeout(),
        "requests": row.requests,
        "failedRequests": row.failed_requests,
        "pageViews": row.page_views,
        "totalTokens": row.total_tokens,
        "costUsd": float(row.cost_usd),
        "platform": row.platform,
        "version": row.version,
        "browser": agent.browser if agent else "",
        "os": agent.os if agent else "",
        "countryCode": row.country,
        "ipAddress": row.ip_address,
    }


Dated = tuple[dt.datetime, Action]


def _requests(row: UserSession) -> list[Dated]:
    rows = RequestLog.objects.filter(
        session=row.pk, created_at__range=(row.session_start, row.last_activity)
    )
    # By the user's or the address's index; sessions have none among the requests.
    if row.user_id is not None:
        found = _first(rows.filter(user=row.user_id))
    else:
        found = _first(rows.filter(ip_address=row.ip_address))
        if len(found) < min(row.requests, MOST_ACTIONS):
            # A client whose address has changed meanwhile.
            found = _first(rows)
    return [
        (
            made.created_at,
            {
                "at": isoformat(made.created_at),
                "kind": "request",
                "id": str(made.id),
                "text": f"{made.method} {made.endpoint}",
                "statusCode": made.status_code,
                "durationMs": made.latency_ms,
                "modelName": made.model_name,
                "referrer": "",
            },
        )
        for made in found
    ]


def _first(rows: QuerySet[RequestLog]) -> list[Any]:
    """Named tuples: five hundred rows as objects take longer than all the rest."""
    columns = ("id", "created_at", "method", "endpoint", "status_code", "latency_ms", "model_name")
    return list(rows.order_by("created_at").values_list(*columns, named=True)[:MOST_ACTIONS])


def _page_views(row: UserSession) -> list[Dated]:
    columns = ("id", "created_at", "path", "duration_ms", "referrer")
    rows = PageView.objects.filter(session=row.pk).order_by("created_at")
    views: Any = rows.values_list(*columns, named=True)[:MOST_ACTIONS]
    return [
        (
            view.created_at,
            {
                "at": isoformat(view.created_at),
                "kind": "pageView",
                "id": str(view.id),
                "text": view.path,
                "statusCode": None,
                "durationMs": view.duration_ms,
                "modelName": "",
                "referrer": view.referrer,
            },
        )
        for view in views
    ]
