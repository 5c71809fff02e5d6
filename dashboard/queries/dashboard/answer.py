"""The whole answer of ``/api/dashboard/``."""

from __future__ import annotations

from typing import Any, TypedDict

from dashboard.queries.dashboard.errors import ErrorStatus, get_errors_breakdown
from dashboard.queries.dashboard.feedback import Feedback, get_feedback
from dashboard.queries.dashboard.series import CostsPoint, LatencyPoint, RequestsPoint, get_series
from dashboard.queries.dashboard.summary import get_previous_summary, get_summary
from dashboard.queries.dashboard.threats import Threats, get_threats
from dashboard.queries.dashboard.top_countries import TopCountry, get_top_countries
from dashboard.queries.dashboard.top_models import TopModel, get_top_models
from dashboard.queries.dashboard.users import Users, get_users
from dashboard.queries.filters import Filters
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange, isoformat


class Dashboard(TypedDict):
    range: str
    start: str
    end: str
    timezone: str
    bucket: str
    generatedAt: str
    requests: list[RequestsPoint]
    errorsBreakdown: list[ErrorStatus]
    topModels: list[TopModel]
    costs: list[CostsPoint]
    topCountries: list[TopCountry]
    latency: list[LatencyPoint]
    summary: dict[str, Any]
    users: Users
    feedback: Feedback
    threats: Threats


def get_dashboard(*, filters: Filters, time_range: TimeRange, sees_threats: bool) -> Dashboard:
    """Every panel of the page for one range under some filters."""
    source = Source(filters)
    series = get_series(source=source, time_range=time_range)
    by_user = source.requests_by_user(time_range.start, time_range.read_until)
    summary = get_summary(
        source=source, time_range=time_range, whole=series.whole, unique_users=len(by_user)
    )
    previous = get_previous_summary(source=source, time_range=time_range)
    return {
        "range": time_range.name,
        "start": isoformat(time_range.start),
        "end": isoformat(time_range.end),
        "timezone": time_range.zone.key,
        "bucket": time_range.bucket,
        "generatedAt": isoformat(time_range.now),
        "requests": series.requests,
        "errorsBreakdown": get_errors_breakdown(source=source, time_range=time_range),
        "topModels": get_top_models(source=source, time_range=time_range),
        "costs": series.costs,
        "topCountries": get_top_countries(source=source, time_range=time_range),
        "latency": series.latency,
        "summary": {**summary, "previous": previous},
        "users": get_users(
            source=source, time_range=time_range, whole=series.whole, requests=by_user
        ),
        "feedback": get_feedback(filters=filters, time_range=time_range),
        "threats": get_threats(filters=filters, time_range=time_range, visible=sees_threats),
    }
