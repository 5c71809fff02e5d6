"""``/api/analytics/users/{id}/``: one user, for staff."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAdminUser
from rest_framework.request import Request
from rest_framework.response import Response

from dashboard.api.base import ApiView
from dashboard.api.dashboard_serializers import DashboardResponseSerializer
from dashboard.api.errors import ApiError
from dashboard.api.questions import RANGE, names_of, parse_question, parse_user, refusals
from dashboard.api.schema import error
from dashboard.models.threat_log import ThreatLog
from dashboard.queries.user_overview import get_user_overview

Shape = serializers.Serializer[dict[str, Any]]


class UserProfileSerializer(Shape):
    """The account."""

    id = serializers.CharField()
    username = serializers.CharField(help_text="Empty when the account is gone.")
    email = serializers.CharField()
    isStaff = serializers.BooleanField()
    isActive = serializers.BooleanField()
    joined = serializers.DateTimeField(allow_null=True)
    lastLogin = serializers.DateTimeField(allow_null=True)
    exists = serializers.BooleanField(help_text="False when the account was deleted.")


class VisitSerializer(Shape):
    """One session."""

    id = serializers.CharField()
    start = serializers.DateTimeField()
    lastActivity = serializers.DateTimeField()
    durationMs = serializers.IntegerField()
    requests = serializers.IntegerField()
    failedRequests = serializers.IntegerField()
    totalTokens = serializers.IntegerField()
    costUsd = serializers.FloatField()
    platform = serializers.CharField()
    countryCode = serializers.CharField()


class TimelineEntrySerializer(Shape):
    """One thing that happened."""

    at = serializers.DateTimeField()
    kind = serializers.ChoiceField(("request", "feedback", "threat"))
    id = serializers.CharField()
    requestId = serializers.CharField(allow_null=True)
    text = serializers.CharField()
    statusCode = serializers.IntegerField(allow_null=True)
    rating = serializers.IntegerField(allow_null=True)
    severity = serializers.ChoiceField(ThreatLog.Severity.choices, allow_null=True)


class UserOverviewSerializer(Shape):
    """Everything about one user in a range."""

    user = UserProfileSerializer()
    dashboard = DashboardResponseSerializer()
    sessions = VisitSerializer(many=True, help_text="The 20 newest that began in the range.")
    timeline = TimelineEntrySerializer(many=True, help_text="The 50 newest, newest first.")


class UserOverviewView(ApiView):
    """One user."""

    permission_classes = (IsAdminUser,)

    @extend_schema(
        parameters=RANGE,
        responses={
            (200, "application/json"): UserOverviewSerializer,
            **refusals(),
            403: error("PERMISSION_DENIED"),
            404: error("NOT_FOUND"),
        },
    )
    def get(self, request: Request, id: str) -> Response:
        """A user's numbers, sessions and timeline in a range."""
        filters, time_range = parse_question(request, known=names_of(RANGE))
        user = parse_user(id)
        found = user and get_user_overview(user=user, filters=filters, time_range=time_range)
        if not found:
            raise ApiError("NOT_FOUND", "There is no such user.", status=404)
        return Response(dict(found))
