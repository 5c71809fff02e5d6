"""The lists of people and of sessions."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from dashboard.api.analytics import serializers as shapes
from dashboard.api.analytics.period import KNOWN, PERIOD, USER, AnalyticsView, parse, refused
from dashboard.api.errors import ApiError
from dashboard.api.pagination import CURSOR, PAGE_SIZE, Pages
from dashboard.api.questions import parse_user
from dashboard.api.row_pages import RowPages
from dashboard.api.schema import error
from dashboard.models.user_session import UserSession
from dashboard.queries.analytics.user_table import get_user_table
from dashboard.queries.analytics.visits import (
    described,
    get_active_sessions,
    get_session,
    get_sessions,
)
from dashboard.queries.filters import Filters
from dashboard.queries.source import Source
from dashboard.queries.time_range import isoformat

USER_COLUMNS = tuple(shapes.UserUseSerializer().fields)
SORT = OpenApiParameter(
    "sort",
    str,
    enum=[f"{sign}{name}" for name in USER_COLUMNS for sign in ("", "-")],
    default="-requests",
    description="A column; with a minus the largest first. Unknown values come last.",
)
SEARCH = OpenApiParameter("search", str, description="A part of the name or the e-mail address.")
_TEXTS = ("userId", "name", "email", "lastActive")
PAGING = frozenset({CURSOR, PAGE_SIZE})


class NewestSessionFirst(Pages):
    """By begin, newest first."""

    order = ("-session_start", "-id")


class UserTableView(AnalyticsView):
    """Everybody."""

    @extend_schema(
        operation_id="analytics_users_list",
        parameters=[*PERIOD, SORT, SEARCH, *RowPages.parameters()],
        responses={
            200: RowPages.shape(shapes.UserUseSerializer),
            **refused("UNKNOWN_SORT", "INVALID_CURSOR", "INVALID_PAGE_SIZE"),
        },
    )
    def get(self, request: Request) -> Response:
        """Users with what they did in the range, by any column."""
        params, time_range = parse(request, KNOWN | PAGING | {SORT.name, SEARCH.name})
        sort = params.get(SORT.name, "-requests")
        if sort.removeprefix("-") not in USER_COLUMNS:
            message = f"sort is one of {', '.join(USER_COLUMNS)}, with or without a minus."
            raise ApiError("UNKNOWN_SORT", message, field=SORT.name)
        rows = get_user_table(source=Source(Filters()), time_range=time_range)
        if SEARCH.name in params:
            part = params[SEARCH.name].casefold()
            rows = [
                r for r in rows if part in r["name"].casefold() or part in r["email"].casefold()
            ]
        pages = RowPages(sort, "userId", _TEXTS)
        return pages.get_paginated_response(pages.paginate_queryset(rows, request))


class SessionListView(AnalyticsView):
    """Sessions."""

    @extend_schema(
        operation_id="analytics_sessions_list",
        parameters=[*PERIOD, USER, *RowPages.parameters()],
        responses={
            200: RowPages.shape(shapes.SessionSerializer),
            **refused("INVALID_CURSOR", "INVALID_PAGE_SIZE"),
        },
    )
    def get(self, request: Request) -> Response:
        """Sessions that began in the range, newest first."""
        params, time_range = parse(request, KNOWN | PAGING | {USER.name})
        user = parse_user(params[USER.name]) if USER.name in params else None
        if USER.name in params and user is None:
            raise ApiError("INVALID_USER", "user is the id of a user.", field=USER.name)
        pages = NewestSessionFirst()
        rows: QuerySet[UserSession] = get_sessions(time_range=time_range, user=user)
        found: list[Any] = pages.paginate_queryset(rows, request)
        return pages.get_paginated_response(described(found))


class ActiveSessionsView(AnalyticsView):
    """Who is here now."""

    @extend_schema(
        responses={
            200: shapes.ActiveSessionsSerializer,
            401: error("NOT_AUTHENTICATED", "TOKEN_INVALID"),
            403: error("PERMISSION_DENIED"),
            429: error("THROTTLED"),
        }
    )
    def get(self, request: Request) -> Response:
        """Sessions with a sign of life within the last half hour."""
        now = timezone.now()
        return Response({"generatedAt": isoformat(now), **get_active_sessions(now=now)})


class SessionDetailView(AnalyticsView):
    """One session."""

    @extend_schema(
        responses={
            200: shapes.SessionDetailSerializer,
            401: error("NOT_AUTHENTICATED", "TOKEN_INVALID"),
            403: error("PERMISSION_DENIED"),
            404: error("NOT_FOUND"),
            429: error("THROTTLED"),
        }
    )
    def get(self, request: Request, id: int) -> Response:
        """A session with its requests and page views, in order."""
        found = get_session(id=id) if id < 1 << 63 else None
        if found is None:
            raise ApiError("NOT_FOUND", "There is no such session.", status=404)
        return Response(dict(found))
