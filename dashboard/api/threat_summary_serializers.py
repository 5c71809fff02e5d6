"""The shape of the threats' numbers, for the OpenAPI schema; they are plain as they come."""

from __future__ import annotations

from rest_framework import serializers

from dashboard.api.dashboard_serializers import (
    SeveritiesSerializer,
    Shape,
    ThreatTypeSerializer,
)


class ThreatCountrySerializer(Shape):
    """Findings from one country."""

    countryCode = serializers.CharField(help_text="ISO 3166, two letters.")
    country = serializers.CharField()
    count = serializers.IntegerField()
    unresolved = serializers.IntegerField()


class ThreatSourceSerializer(Shape):
    """Findings from one address."""

    ipAddress = serializers.CharField(help_text="As it is kept.")
    countryCode = serializers.CharField(help_text="Empty when it is not known.")
    count = serializers.IntegerField()
    unresolved = serializers.IntegerField()
    lastSeen = serializers.DateTimeField()


class ThreatsPointSerializer(SeveritiesSerializer):
    """Findings of each severity in one bucket."""

    timestamp = serializers.DateTimeField()


class ThreatSummarySerializer(Shape):
    """The findings of a range, counted."""

    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    timezone = serializers.CharField()
    bucket = serializers.ChoiceField(("hour", "day"))
    total = serializers.IntegerField()
    unresolved = serializers.IntegerField()
    bySeverity = SeveritiesSerializer()
    unresolvedBySeverity = SeveritiesSerializer()
    byType = ThreatTypeSerializer(many=True)
    byCountry = ThreatCountrySerializer(many=True, help_text="At most 10.")
    topSources = ThreatSourceSerializer(many=True, help_text="At most 10.")
    timeline = ThreatsPointSerializer(many=True)
