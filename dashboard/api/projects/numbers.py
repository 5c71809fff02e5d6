"""``/api/projects/{id}/…``: what is counted of one project."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from dashboard.api.analytics.tables import PAGING, NewestSessionFirst
from dashboard.api.base import ApiView
from dashboard.api.errors import ApiError
from dashboard.api.permissions import visible_project
from dashboard.api.projects import serializers as shapes
from dashboard.api.questions import RANGE, names_of, range_of, refusals, single_values, within
from dashboard.api.row_pages import RowPages
from dashboard.api.schema import error
from dashboard.models.project import scope_of
from dashboard.queries.filters import Filters
from dashboard.queries.projects.overview import get_project_overview
from dashboard.queries.projects.sessions import described_sessions, get_project_sessions
from dashboard.queries.projects.timeseries import get_event_series
from dashboard.queries.projects.top_events import get_top_events
from dashboard.queries.projects.users import get_project_users
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange

BUCKET = OpenApiParameter(
    "bucket", str, enum=("hour", "day"), description="Without one: hours up to 8 days, else days."
)
_COLUMNS = tuple(shapes.VisitorUseSerializer().fields)
SORT = OpenApiParameter(
    "sort",
    str,
    enum=[f"{sign}{name}" for name in _COLUMNS for sign in ("", "-")],
    default="-events",
    description="A column; with a minus the largest first.",
)
_KNOWN = names_of(RANGE)
_LONGEST_BY_HOUR = dt.timedelta(days=92)
_PAGES = ("INVALID_CURSOR", "INVALID_PAGE_SIZE")


def _refused(*more: str) -> dict[int, Any]:
    answers = {**refusals(*more), 404: error("NOT_FOUND")}
    del answers[403]
    return answers


class ProjectOverviewView(ApiView):
    """The cards."""

    @extend_schema(
        parameters=RANGE, responses={200: shapes.ProjectOverviewSerializer, **_refused()}
    )
    def get(self, request: Request, id: int) -> Response:
        """Events, page views, sessions and visitors, beside the range before."""
        return _answer(request, id, get_project_overview)


class ProjectSeriesView(ApiView):
    """The series."""

    @extend_schema(
        parameters=[*RANGE, BUCKET],
        responses={200: shapes.EventSeriesSerializer, **_refused("UNKNOWN_BUCKET")},
    )
    def get(self, request: Request, id: int) -> Response:
        """Events, page views, sessions and visitors by hour or day."""
        params, time_range, source = _asked(request, id, _KNOWN | {BUCKET.name})
        time_range = replace(time_range, unit=_bucket(params, time_range))
        points = get_event_series(source=source, time_range=time_range)
        return Response(within(time_range, {"bucket": time_range.bucket, "points": points}))


class TopEventsView(ApiView):
    """Names."""

    @extend_schema(parameters=RANGE, responses={200: shapes.TopEventsSerializer, **_refused()})
    def get(self, request: Request, id: int) -> Response:
        """The most frequent events."""
        return _answer(request, id, get_top_events)


class ProjectSessionsView(ApiView):
    """Visits."""

    @extend_schema(
        operation_id="projects_sessions_list",
        parameters=[*RANGE, *RowPages.parameters()],
        responses={200: RowPages.shape(shapes.ProjectSessionSerializer), **_refused(*_PAGES)},
    )
    def get(self, request: Request, id: int) -> Response:
        """Sessions that began in the range, newest first."""
        _, time_range, _ = _asked(request, id, _KNOWN | PAGING)
        pages = NewestSessionFirst()
        rows = get_project_sessions(project=id, time_range=time_range)
        found: list[Any] = pages.paginate_queryset(rows, request)
        return pages.get_paginated_response(described_sessions(found, time_range.now))


class ProjectUsersView(ApiView):
    """Visitors."""

    @extend_schema(
        operation_id="projects_users_list",
        parameters=[*RANGE, SORT, *RowPages.parameters()],
        responses={
            200: RowPages.shape(shapes.VisitorUseSerializer),
            **_refused("UNKNOWN_SORT", *_PAGES),
        },
    )
    def get(self, request: Request, id: int) -> Response:
        """Visitors with an event in the range, by any column."""
        params, time_range, source = _asked(request, id, _KNOWN | PAGING | {SORT.name})
        sort = params.get(SORT.name, "-events")
        if sort.removeprefix("-") not in _COLUMNS:
            message = f"sort is one of {', '.join(_COLUMNS)}, with or without a minus."
            raise ApiError("UNKNOWN_SORT", message, field=SORT.name)
        pages = RowPages(sort, "distinctId", ("distinctId", "lastSeen"))
        rows = get_project_users(source=source, time_range=time_range)
        return pages.get_paginated_response(pages.paginate_queryset(rows, request))


def _asked(
    request: Request, id: int, known: frozenset[str] = _KNOWN
) -> tuple[dict[str, str], TimeRange, Source]:
    """Parameters, range and cells of a visible project. Raises ``ApiError`` 400 or 404."""
    project = visible_project(request.user, id)
    params = single_values(request, known)
    return params, range_of(params), Source(Filters(scope=scope_of(project.pk)))


def _answer(request: Request, id: int, question: Callable[..., Mapping[str, Any]]) -> Response:
    _, time_range, source = _asked(request, id)
    return Response(within(time_range, dict(question(source=source, time_range=time_range))))


def _bucket(params: Mapping[str, str], time_range: TimeRange) -> str | None:
    bucket = params.get(BUCKET.name)
    if bucket not in (None, "hour", "day"):
        raise ApiError("UNKNOWN_BUCKET", "bucket is hour or day.", field=BUCKET.name)
    if bucket == "hour" and time_range.end - time_range.start > _LONGEST_BY_HOUR:
        message = f"At most {_LONGEST_BY_HOUR.days} days can be asked by hour."
        raise ApiError("RANGE_TOO_LONG", message, field=BUCKET.name)
    return bucket
