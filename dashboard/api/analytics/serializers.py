"""What the analytics answer, for the schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

Shape = serializers.Serializer[dict[str, Any]]


class RangeShape(Shape):
    """The range that an answer is about."""

    range = serializers.CharField(help_text="7d, 1m, 3m, all or custom.")
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    timezone = serializers.CharField()
    generatedAt = serializers.DateTimeField()


class ActiveUsersSerializer(Shape):
    """Distinct users with a request."""

    today = serializers.IntegerField(help_text="In the local day.")
    week = serializers.IntegerField(help_text="In the last 7 local days, today included.")
    month = serializers.IntegerField(help_text="In the last 30 local days, today included.")


class OverviewSerializer(RangeShape):
    """The cards."""

    activeUsers = ActiveUsersSerializer()
    activeSessions = serializers.IntegerField(help_text="Sessions that go on now.")
    totalRequests = serializers.IntegerField()
    uniqueUsers = serializers.IntegerField()
    sessions = serializers.IntegerField(help_text="Sessions that began in the range.")
    avgSessionMinutes = serializers.FloatField(allow_null=True)
    pageViews = serializers.IntegerField()


class TrendPointSerializer(Shape):
    """One bucket."""

    timestamp = serializers.DateTimeField()
    activeUsers = serializers.IntegerField()
    requests = serializers.IntegerField()
    sessions = serializers.IntegerField()
    avgSessionMinutes = serializers.FloatField(allow_null=True)
    avgResponseMs = serializers.FloatField(allow_null=True)


class TrendsSerializer(RangeShape):
    """A series without holes."""

    by = serializers.CharField()
    points = TrendPointSerializer(many=True)


class UseSerializer(Shape):
    """How much a feature is used."""

    feature = serializers.CharField()
    count = serializers.IntegerField()
    failed = serializers.IntegerField()
    percentage = serializers.FloatField(help_text="Of all requests.")
    avgMs = serializers.FloatField(allow_null=True)
    p95Ms = serializers.FloatField(allow_null=True)


class EndpointUseSerializer(UseSerializer):
    """How much an endpoint is used."""

    endpoint = serializers.CharField()
    method = serializers.CharField()


class FeatureUseSerializer(RangeShape):
    """Features and endpoints, most used first."""

    features = UseSerializer(many=True)
    endpoints = EndpointUseSerializer(many=True)


class ShareSerializer(Shape):
    """A part of the sessions."""

    name = serializers.CharField()
    sessions = serializers.IntegerField()
    requests = serializers.IntegerField()
    percentage = serializers.FloatField(help_text="Of all sessions of the range.")


class PlatformShareSerializer(ShareSerializer):
    """A platform, by version."""

    versions = ShareSerializer(many=True)


class DevicesSerializer(RangeShape):
    """What people come with."""

    sessions = serializers.IntegerField()
    platforms = PlatformShareSerializer(many=True)
    browsers = ShareSerializer(many=True)
    operatingSystems = ShareSerializer(many=True)


class PeakHourSerializer(Shape):
    """An hour of the week."""

    weekday = serializers.IntegerField(help_text="0 is Monday.")
    hour = serializers.IntegerField()
    requests = serializers.IntegerField()


class PeakHoursSerializer(RangeShape):
    """All 168 hours, from Monday on."""

    hours = PeakHourSerializer(many=True)


class GrowthPointSerializer(Shape):
    """A local day or week."""

    timestamp = serializers.DateTimeField()
    activeUsers = serializers.IntegerField()
    newUsers = serializers.IntegerField(help_text="With their first request ever.")


class RetainedSerializer(Shape):
    """Users of a cohort with a request so many weeks later."""

    week = serializers.IntegerField()
    users = serializers.IntegerField()
    percentage = serializers.FloatField()


class CohortSerializer(Shape):
    """The new users of a week."""

    week = serializers.DateTimeField()
    users = serializers.IntegerField()
    retained = RetainedSerializer(many=True)


class GrowthSerializer(RangeShape):
    """New and active users, and how many stay."""

    days = GrowthPointSerializer(many=True)
    weeks = GrowthPointSerializer(many=True)
    cohorts = CohortSerializer(many=True)


class UserUseSerializer(Shape):
    """A user."""

    userId = serializers.CharField()
    name = serializers.CharField(help_text="Empty when the account is gone.")
    email = serializers.CharField()
    requests = serializers.IntegerField()
    sessions = serializers.IntegerField()
    minutes = serializers.FloatField()
    tokens = serializers.IntegerField()
    costUsd = serializers.FloatField()
    lastActive = serializers.DateTimeField(allow_null=True)


class SessionSerializer(Shape):
    """A session."""

    id = serializers.CharField()
    userId = serializers.CharField(allow_null=True)
    name = serializers.CharField()
    start = serializers.DateTimeField()
    lastActivity = serializers.DateTimeField()
    durationMs = serializers.IntegerField()
    isActive = serializers.BooleanField()
    requests = serializers.IntegerField()
    failedRequests = serializers.IntegerField()
    pageViews = serializers.IntegerField()
    totalTokens = serializers.IntegerField()
    costUsd = serializers.FloatField()
    platform = serializers.CharField()
    version = serializers.CharField()
    browser = serializers.CharField()
    os = serializers.CharField()
    countryCode = serializers.CharField()
    ipAddress = serializers.CharField()


class ActiveSessionsSerializer(Shape):
    """Sessions that go on, newest sign of life first."""

    generatedAt = serializers.DateTimeField()
    count = serializers.IntegerField()
    sessions = SessionSerializer(many=True, help_text="At most 50.")


class ActionSerializer(Shape):
    """A request or a page view."""

    at = serializers.DateTimeField()
    kind = serializers.ChoiceField(("request", "pageView"))
    id = serializers.CharField()
    text = serializers.CharField()
    statusCode = serializers.IntegerField(allow_null=True)
    durationMs = serializers.FloatField(allow_null=True)
    modelName = serializers.CharField()
    referrer = serializers.CharField()


class SessionDetailSerializer(SessionSerializer):
    """A session with what was done in it."""

    actions = ActionSerializer(many=True, help_text="The first 500, in order.")
    actionsLeftOut = serializers.IntegerField()
