"""The shape of the dashboard's answer, for the OpenAPI schema.

The answer is not run through these: it is made of plain numbers in ``queries.dashboard``, and
its thousands of points would take longer to serialize than to read.
"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from dashboard.models.threat_log import ThreatLog
from dashboard.queries.time_range import NAMES

Shape = serializers.Serializer[dict[str, Any]]


class RequestsPointSerializer(Shape):
    """One bucket of requests."""

    timestamp = serializers.DateTimeField()
    total = serializers.IntegerField()
    successful = serializers.IntegerField()
    failed = serializers.IntegerField()
    aiRequests = serializers.IntegerField()


class ErrorStatusSerializer(Shape):
    """One status of failed requests."""

    statusCode = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field, not the field's own
    count = serializers.IntegerField()
    percentage = serializers.FloatField(help_text="Of the failed requests, 0 to 100.")


class TopModelSerializer(Shape):
    """One model."""

    model = serializers.CharField()
    provider = serializers.CharField()
    calls = serializers.IntegerField()
    failed = serializers.IntegerField()
    promptTokens = serializers.IntegerField()
    completionTokens = serializers.IntegerField()
    totalTokens = serializers.IntegerField()
    costUsd = serializers.FloatField(help_text="US dollars of the priced calls.")
    unpricedCalls = serializers.IntegerField()
    avgLatencyMs = serializers.FloatField(allow_null=True)
    p95LatencyMs = serializers.FloatField(allow_null=True)
    percentage = serializers.FloatField(help_text="Of the model calls, 0 to 100.")


class CostsPointSerializer(Shape):
    """One bucket of cost and tokens."""

    timestamp = serializers.DateTimeField()
    costUsd = serializers.FloatField()
    totalTokens = serializers.IntegerField()


class TopCountrySerializer(Shape):
    """One country."""

    countryCode = serializers.CharField(help_text="ISO 3166, two letters.")
    country = serializers.CharField()
    requests = serializers.IntegerField()
    percentage = serializers.FloatField(help_text="Of requests with a known country, 0 to 100.")


class LatencyPointSerializer(Shape):
    """One bucket of latency; null where nothing was timed."""

    timestamp = serializers.DateTimeField()
    avgMs = serializers.FloatField(allow_null=True)
    p50Ms = serializers.FloatField(allow_null=True)
    p95Ms = serializers.FloatField(allow_null=True)
    p99Ms = serializers.FloatField(allow_null=True)


class SummaryNumbersSerializer(Shape):
    """The numbers of one range."""

    totalRequests = serializers.IntegerField()
    successfulRequests = serializers.IntegerField()
    failedRequests = serializers.IntegerField()
    errorRate = serializers.FloatField(help_text="Of all requests, 0 to 100.")
    aiRequests = serializers.IntegerField(help_text="Requests with at least one model call.")
    modelCalls = serializers.IntegerField()
    promptTokens = serializers.IntegerField()
    completionTokens = serializers.IntegerField()
    totalTokens = serializers.IntegerField()
    totalCostUsd = serializers.FloatField(help_text="US dollars of the priced calls.")
    unpricedCalls = serializers.IntegerField()
    avgLatencyMs = serializers.FloatField(allow_null=True)
    p50LatencyMs = serializers.FloatField(allow_null=True)
    p95LatencyMs = serializers.FloatField(allow_null=True)
    p99LatencyMs = serializers.FloatField(allow_null=True)
    uniqueUsers = serializers.IntegerField()
    activeSessions = serializers.IntegerField(help_text="Active in the range's last 30 minutes.")


class DashboardSummarySerializer(SummaryNumbersSerializer):
    """The numbers of the range, and of the range of equal length just before."""

    previous = SummaryNumbersSerializer()


class TopUserSerializer(Shape):
    """One user."""

    userId = serializers.CharField()
    username = serializers.CharField(help_text="Empty when the account is gone.")
    requests = serializers.IntegerField()
    totalTokens = serializers.IntegerField()
    costUsd = serializers.FloatField()
    lastActive = serializers.DateTimeField(allow_null=True)


class DashboardUsersSerializer(Shape):
    """Accounts, and those that were active."""

    total = serializers.IntegerField()
    active = serializers.IntegerField()
    new = serializers.IntegerField()
    anonymousRequests = serializers.IntegerField()
    top = TopUserSerializer(many=True)


class RecentFeedbackSerializer(Shape):
    """One rating."""

    id = serializers.CharField()
    createdAt = serializers.DateTimeField()
    rating = serializers.IntegerField(min_value=1, max_value=5)
    comment = serializers.CharField()
    requestId = serializers.UUIDField()
    userId = serializers.CharField()
    username = serializers.CharField()


class RatingsSerializer(Shape):
    """How many ratings of each number of stars."""

    def get_fields(self) -> dict[str, Any]:
        return {str(stars): serializers.IntegerField() for stars in range(1, 6)}


class DashboardFeedbackSerializer(Shape):
    """Ratings given in the range."""

    count = serializers.IntegerField()
    averageRating = serializers.FloatField(allow_null=True)
    distribution = RatingsSerializer()
    recent = RecentFeedbackSerializer(many=True)


class SeveritiesSerializer(Shape):
    """How many findings of each severity."""

    low = serializers.IntegerField()
    medium = serializers.IntegerField()
    high = serializers.IntegerField()
    critical = serializers.IntegerField()


class ThreatTypeSerializer(Shape):
    """Findings of one kind."""

    threatType = serializers.CharField()
    count = serializers.IntegerField()
    unresolved = serializers.IntegerField()


class RecentThreatSerializer(Shape):
    """One finding."""

    id = serializers.CharField()
    createdAt = serializers.DateTimeField()
    threatType = serializers.CharField()
    severity = serializers.ChoiceField(ThreatLog.Severity.choices)
    ipAddress = serializers.CharField(allow_null=True)
    countryCode = serializers.CharField()
    description = serializers.CharField()
    resolved = serializers.BooleanField()


class DashboardThreatsSerializer(Shape):
    """Findings filed in the range; staff see them, others see none."""

    total = serializers.IntegerField()
    unresolved = serializers.IntegerField()
    bySeverity = SeveritiesSerializer()
    unresolvedBySeverity = SeveritiesSerializer()
    byType = ThreatTypeSerializer(many=True)
    recent = RecentThreatSerializer(many=True)


class DashboardResponseSerializer(Shape):
    """The whole answer."""

    range = serializers.ChoiceField(NAMES)
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    timezone = serializers.CharField()
    bucket = serializers.ChoiceField(("hour", "day"))
    generatedAt = serializers.DateTimeField()
    requests = RequestsPointSerializer(many=True)
    errorsBreakdown = ErrorStatusSerializer(many=True)
    topModels = TopModelSerializer(many=True)
    costs = CostsPointSerializer(many=True)
    topCountries = TopCountrySerializer(many=True)
    latency = LatencyPointSerializer(many=True)
    summary = DashboardSummarySerializer()
    users = DashboardUsersSerializer()
    feedback = DashboardFeedbackSerializer()
    threats = DashboardThreatsSerializer()
