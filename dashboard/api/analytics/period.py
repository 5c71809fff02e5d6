"""The parameters that all of the analytics take, and what is refused."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.permissions import IsAdminUser
from rest_framework.request import Request

from dashboard.api.base import ApiView
from dashboard.api.errors import ApiError
from dashboard.api.questions import names_of, refusals, single_values
from dashboard.api.schema import error
from dashboard.queries.analytics.period import BY, DAYS, parse_period
from dashboard.queries.errors import InvalidQuestion
from dashboard.queries.time_range import TimeRange

PERIOD = [
    OpenApiParameter("days", str, enum=DAYS, default="7", description="Local days up to now."),
    OpenApiParameter("start", str, description="Instead of days: a date or date-time."),
    OpenApiParameter("end", str, description="With start: exclusive; cut to now."),
    OpenApiParameter(
        "tz", str, default="UTC", description="IANA zone. With days=all, days are those of UTC."
    ),
]
USER = OpenApiParameter("user", str, description="One user's, by id.")
STEP = OpenApiParameter("by", str, enum=BY, default="day", description="Length of a bucket.")
KNOWN = names_of(PERIOD)


class AnalyticsView(ApiView):
    """For staff only."""

    permission_classes = (IsAdminUser,)


def parse(request: Request, known: frozenset[str] = KNOWN) -> tuple[dict[str, str], TimeRange]:
    """The parameters of a request and the range that they ask for. Raises ``ApiError`` 400."""
    params = single_values(request, known)
    try:
        return params, parse_period(params, timezone.now())
    except InvalidQuestion as wrong:
        raise ApiError(wrong.code, wrong.message, field=wrong.field) from wrong


def refused(*more: str) -> dict[int, OpenApiResponse]:
    """The schema of the ways in which a question is refused; ``more`` are further codes of 400."""
    return {
        **refusals("UNKNOWN_DAYS", "DAYS_OR_DATES", *more),
        403: error("PERMISSION_DENIED"),
    }
