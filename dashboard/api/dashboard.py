"""``/api/dashboard/``: everything the page shows, in one answer."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from dashboard.api.base import ApiView
from dashboard.api.dashboard_serializers import DashboardResponseSerializer
from dashboard.api.questions import QUESTION, names_of, parse_question, refusals
from dashboard.queries.dashboard.answer import get_dashboard

KNOWN = names_of(QUESTION)


class DashboardView(ApiView):
    """The dashboard's numbers."""

    @extend_schema(
        parameters=QUESTION,
        responses={(200, "application/json"): DashboardResponseSerializer, **refusals()},
    )
    def get(self, request: Request) -> Response:
        """All panels for a range. Staff see everything, anyone else their own requests."""
        filters, time_range = parse_question(request, known=KNOWN)
        sees_threats = bool(request.user.is_staff)
        return Response(
            dict(get_dashboard(filters=filters, time_range=time_range, sees_threats=sees_threats))
        )
