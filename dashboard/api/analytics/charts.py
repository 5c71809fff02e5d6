"""The charts: each one question about a range."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from dashboard.api.analytics import serializers as shapes
from dashboard.api.analytics.period import (
    KNOWN,
    PERIOD,
    STEP,
    AnalyticsView,
    parse,
    refused,
)
from dashboard.api.errors import ApiError
from dashboard.api.questions import within
from dashboard.queries.analytics.devices import get_devices
from dashboard.queries.analytics.endpoints import get_feature_use
from dashboard.queries.analytics.growth import get_growth
from dashboard.queries.analytics.overview import get_overview
from dashboard.queries.analytics.peak_hours import get_peak_hours
from dashboard.queries.analytics.period import BY
from dashboard.queries.analytics.trends import get_trends
from dashboard.queries.filters import Filters
from dashboard.queries.source import Source


class OverviewView(AnalyticsView):
    """The cards."""

    @extend_schema(parameters=PERIOD, responses={200: shapes.OverviewSerializer, **refused()})
    def get(self, request: Request) -> Response:
        """How many people, sessions, requests and page views."""
        return _answer(request, get_overview)


class TrendsView(AnalyticsView):
    """The series."""

    @extend_schema(
        parameters=[*PERIOD, STEP],
        responses={200: shapes.TrendsSerializer, **refused("UNKNOWN_STEP")},
    )
    def get(self, request: Request) -> Response:
        """Active users, requests, sessions and response times by day, week or month."""
        params, time_range = parse(request, KNOWN | {STEP.name})
        by = params.get("by", "day")
        if by not in BY:
            raise ApiError("UNKNOWN_STEP", f"by is one of {', '.join(BY)}.", field="by")
        points = get_trends(source=Source(Filters()), time_range=time_range, by=by)
        return Response(within(time_range, {"by": by, "points": points}))


class FeatureUseView(AnalyticsView):
    """Features."""

    @extend_schema(parameters=PERIOD, responses={200: shapes.FeatureUseSerializer, **refused()})
    def get(self, request: Request) -> Response:
        """How much each feature, and each endpoint by method, is used."""
        return _answer(request, get_feature_use)


class DevicesView(AnalyticsView):
    """Devices."""

    @extend_schema(parameters=PERIOD, responses={200: shapes.DevicesSerializer, **refused()})
    def get(self, request: Request) -> Response:
        """Platforms and versions, browsers and operating systems."""
        return _answer(request, get_devices)


class PeakHoursView(AnalyticsView):
    """The heatmap."""

    @extend_schema(parameters=PERIOD, responses={200: shapes.PeakHoursSerializer, **refused()})
    def get(self, request: Request) -> Response:
        """Requests by local weekday and hour."""
        _, time_range = parse(request)
        hours = get_peak_hours(source=Source(Filters()), time_range=time_range)
        return Response(within(time_range, {"hours": hours}))


class GrowthView(AnalyticsView):
    """New users, and those who stay."""

    @extend_schema(parameters=PERIOD, responses={200: shapes.GrowthSerializer, **refused()})
    def get(self, request: Request) -> Response:
        """New and active users by day and week, and retention by cohorts of weeks."""
        return _answer(request, get_growth)


def _answer(request: Request, question: Callable[..., Mapping[str, Any]]) -> Response:
    _, time_range = parse(request)
    found = question(source=Source(Filters()), time_range=time_range)
    return Response(within(time_range, dict(found)))
