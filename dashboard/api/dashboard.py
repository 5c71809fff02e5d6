"""``/api/dashboard/``: everything the page shows, in one answer."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dashboard.api.dashboard_serializers import DashboardResponseSerializer
from dashboard.api.questions import parse_question
from dashboard.api.schema import error
from dashboard.queries.dashboard.answer import get_dashboard
from dashboard.queries.time_range import NAMES

PARAMETERS = [
    OpenApiParameter("range", str, enum=NAMES, default="7d", description="Ends now, or custom."),
    OpenApiParameter("start", str, description="With custom: a date or date-time."),
    OpenApiParameter("end", str, description="With custom: exclusive; cut to now."),
    OpenApiParameter("tz", str, default="UTC", description="IANA zone of days and hours."),
    OpenApiParameter("tenant", str, description="Reserved."),
    OpenApiParameter("user", str, description="One user's requests, by id."),
    OpenApiParameter("model", str, description="Requests that called this model."),
    OpenApiParameter("endpoint", str, description="Requests to this route pattern."),
]
NAMES_OF_PARAMETERS = frozenset(parameter.name for parameter in PARAMETERS)


class DashboardView(APIView):
    """The dashboard's numbers."""

    @extend_schema(
        parameters=PARAMETERS,
        responses={
            (200, "application/json"): DashboardResponseSerializer,
            400: error(
                "UNKNOWN_RANGE",
                "UNKNOWN_TIMEZONE",
                "START_REQUIRED",
                "INVALID_START",
                "INVALID_END",
                "START_AFTER_END",
                "RANGE_TOO_LONG",
                "RANGE_NOT_CUSTOM",
                "UNKNOWN_PARAMETER",
                "DUPLICATE_PARAMETER",
                "EMPTY_PARAMETER",
                "UNKNOWN_TENANT",
                "INVALID_USER",
            ),
            401: error("NOT_AUTHENTICATED", "TOKEN_INVALID"),
            403: error("OTHER_USER"),
            429: error("THROTTLED"),
        },
    )
    def get(self, request: Request) -> Response:
        """All panels for a range. Staff see everything, anyone else their own requests."""
        filters, time_range = parse_question(request, known=NAMES_OF_PARAMETERS)
        sees_threats = bool(request.user.is_staff)
        return Response(
            dict(get_dashboard(filters=filters, time_range=time_range, sees_threats=sees_threats))
        )
