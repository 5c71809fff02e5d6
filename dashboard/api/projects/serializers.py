"""The shapes of projects, of their keys, and of what is counted of them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from dashboard.api.fields import InstantField
from dashboard.models.api_key import ApiKey
from dashboard.models.project import Project

Shape = serializers.Serializer[dict[str, Any]]
_MOST_GRACE_HOURS = 30 * 24


class ProjectSerializer(serializers.ModelSerializer[Project]):
    """A project."""

    id = serializers.CharField(read_only=True)
    ownerId = serializers.CharField(source="owner_id", read_only=True)
    createdAt = InstantField(source="created_at", read_only=True)

    class Meta:
        model = Project
        fields = ("id", "name", "ownerId", "createdAt")


class KeySerializer(serializers.ModelSerializer[ApiKey]):
    """A key, as far as it can still be told."""

    id = serializers.CharField(read_only=True)
    isActive = serializers.SerializerMethodField()
    createdAt = InstantField(source="created_at", read_only=True)
    lastUsedOn = serializers.DateField(source="last_used_on", read_only=True, allow_null=True)
    expiresAt = InstantField(source="expires_at", read_only=True, allow_null=True)
    revokedAt = InstantField(source="revoked_at", read_only=True, allow_null=True)

    class Meta:
        model = ApiKey
        fields = (
            "id",
            "name",
            "prefix",
            "isActive",
            "createdAt",
            "lastUsedOn",
            "expiresAt",
            "revokedAt",
        )
        read_only_fields = ("prefix",)

    def get_isActive(self, row: ApiKey) -> bool:
        """Whether events sent with it are taken."""
        return row.is_active()


class IssuedKeySerializer(KeySerializer):
    """A new key. This is the only time that it is told."""

    key = serializers.CharField(read_only=True)

    class Meta(KeySerializer.Meta):
        fields = (*KeySerializer.Meta.fields, "key")  # type: ignore[assignment]


class NewKeySerializer(Shape):
    """What is asked for a new key."""

    name = serializers.CharField(
        max_length=100, required=False, allow_blank=True, default="", help_text="Where it is used."
    )


class RotationSerializer(Shape):
    """For how long the old key stays good."""

    graceHours = serializers.FloatField(
        min_value=0, max_value=_MOST_GRACE_HOURS, required=False, default=24
    )


class RangeSerializer(Shape):
    """The range that an answer is about."""

    range = serializers.CharField()
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    timezone = serializers.CharField()
    generatedAt = serializers.DateTimeField()


class ProjectNumbersSerializer(Shape):
    """Sums over a range."""

    events = serializers.IntegerField()
    pageViews = serializers.IntegerField()
    sessions = serializers.IntegerField()
    avgSessionMinutes = serializers.FloatField(allow_null=True)
    uniqueUsers = serializers.IntegerField()


class ProjectOverviewSerializer(RangeSerializer, ProjectNumbersSerializer):
    """The cards."""

    activeSessions = serializers.IntegerField(help_text="Those of now, whatever the range.")
    previous = ProjectNumbersSerializer(help_text="The range of equal length just before.")


class EventsPointSerializer(Shape):
    """A bucket."""

    timestamp = serializers.DateTimeField()
    events = serializers.IntegerField()
    pageViews = serializers.IntegerField()
    sessions = serializers.IntegerField()
    uniqueUsers = serializers.IntegerField()


class EventSeriesSerializer(RangeSerializer):
    """The series, without holes."""

    bucket = serializers.ChoiceField(("hour", "day"))
    points = EventsPointSerializer(many=True)


class EventCountSerializer(Shape):
    """A name."""

    event = serializers.CharField()
    count = serializers.IntegerField()
    percentage = serializers.FloatField()


class TopEventsSerializer(RangeSerializer):
    """The most frequent names."""

    total = serializers.IntegerField()
    names = serializers.IntegerField(help_text="How many names there are in all.")
    events = EventCountSerializer(many=True)


class ProjectSessionSerializer(Shape):
    """A visit."""

    id = serializers.CharField()
    distinctId = serializers.CharField()
    start = serializers.DateTimeField()
    lastActivity = serializers.DateTimeField()
    durationMs = serializers.IntegerField()
    isActive = serializers.BooleanField()
    events = serializers.IntegerField()
    pageViews = serializers.IntegerField()
    platform = serializers.CharField()
    browser = serializers.CharField()
    os = serializers.CharField()
    countryCode = serializers.CharField()


class VisitorUseSerializer(Shape):
    """A visitor."""

    distinctId = serializers.CharField(help_text="Begins with ~ for who was not identified.")
    events = serializers.IntegerField()
    lastSeen = serializers.DateTimeField(allow_null=True)
