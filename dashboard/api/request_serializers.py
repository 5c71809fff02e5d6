"""How single requests are written."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from dashboard.api.fields import InstantField
from dashboard.models.feedback_log import FeedbackLog
from dashboard.models.model_call import ModelCall
from dashboard.models.request_log import RequestLog
from dashboard.models.threat_log import ThreatLog
from dashboard.models.user_agent import UserAgent
from dashboard.models.user_session import UserSession

Text = serializers.CharField


def name_of(user: Any) -> str:
    """The name of an account; empty when nobody was signed in, or the account is gone."""
    return str(user.get_username()) if user is not None else ""


class CallSerializer(serializers.ModelSerializer[ModelCall]):
    """One call to a model."""

    id = Text()
    offsetMs = serializers.FloatField(source="offset_ms", allow_null=True)
    spanId = Text(source="span_id")
    parentSpanId = Text(source="parent_span_id")
    model = Text(source="model_name")
    requestedModel = Text(source="requested_model")
    responseModel = Text(source="response_model")
    promptTokens = serializers.IntegerField(source="prompt_tokens")
    cachedTokens = serializers.IntegerField(source="cached_tokens", allow_null=True)
    completionTokens = serializers.IntegerField(source="completion_tokens")
    reasoningTokens = serializers.IntegerField(source="reasoning_tokens", allow_null=True)
    totalTokens = serializers.IntegerField(source="total_tokens")
    costUsd = serializers.FloatField(source="cost_usd", allow_null=True)
    costSource = Text(source="cost_source")
    priceId = Text(source="price_id")
    latencyMs = serializers.FloatField(source="latency_ms", allow_null=True)
    timeToFirstTokenMs = serializers.FloatField(source="time_to_first_token_ms", allow_null=True)
    finishReason = Text(source="finish_reason")
    errorType = Text(source="error_type")

    class Meta:
        model = ModelCall
        fields = (
            "id",
            "offsetMs",
            "spanId",
            "parentSpanId",
            "operation",
            "provider",
            "model",
            "requestedModel",
            "responseModel",
            "promptTokens",
            "cachedTokens",
            "completionTokens",
            "reasoningTokens",
            "totalTokens",
            "costUsd",
            "costSource",
            "priceId",
            "latencyMs",
            "timeToFirstTokenMs",
            "finishReason",
            "failed",
            "errorType",
        )
        read_only_fields = fields


class RequestFeedbackSerializer(serializers.ModelSerializer[FeedbackLog]):
    """One rating of the request."""

    id = Text()
    createdAt = InstantField(source="created_at")
    userId = Text(source="user_id")
    username = serializers.SerializerMethodField()

    class Meta:
        model = FeedbackLog
        fields = ("id", "createdAt", "rating", "comment", "userId", "username")
        read_only_fields = fields

    def get_username(self, row: FeedbackLog) -> str:
        """Who rated."""
        return name_of(row.user)


class RequestThreatSerializer(serializers.ModelSerializer[ThreatLog]):
    """One finding in the request."""

    id = Text()
    createdAt = InstantField(source="created_at")
    threatType = Text(source="threat_type")

    class Meta:
        model = ThreatLog
        fields = ("id", "createdAt", "threatType", "severity", "description", "resolved")
        read_only_fields = fields


class RequestSessionSerializer(serializers.ModelSerializer[UserSession]):
    """The visit that the request belongs to."""

    id = Text()
    start = InstantField(source="session_start")
    lastActivity = InstantField(source="last_activity")

    class Meta:
        model = UserSession
        fields = ("id", "start", "lastActivity", "requests")
        read_only_fields = fields


class UserAgentSerializer(serializers.ModelSerializer[UserAgent]):
    """What the client said it is."""

    isBot = serializers.BooleanField(source="is_bot")

    class Meta:
        model = UserAgent
        fields = ("text", "platform", "browser", "os", "device", "version", "isBot")
        read_only_fields = fields


class RequestItemSerializer(serializers.ModelSerializer[RequestLog]):
    """One request in a list."""

    createdAt = InstantField(source="created_at")
    statusCode = serializers.IntegerField(source="status_code", allow_null=True)
    latencyMs = serializers.FloatField(source="latency_ms", allow_null=True)
    userId = Text(source="user_id", allow_null=True)
    username = serializers.SerializerMethodField()
    sessionId = Text(source="session_id", allow_null=True)
    isAuthenticated = serializers.BooleanField(source="is_authenticated")
    model = Text(source="model_name", help_text="Of its first call; empty without any.")
    modelCalls = serializers.IntegerField(source="model_calls")
    failedCalls = serializers.IntegerField(source="failed_calls")
    unpricedCalls = serializers.IntegerField(source="unpriced_calls")
    promptTokens = serializers.IntegerField(source="prompt_tokens")
    completionTokens = serializers.IntegerField(source="completion_tokens")
    totalTokens = serializers.IntegerField(source="total_tokens")
    costUsd = serializers.FloatField(
        source="cost_usd", allow_null=True, help_text="Of the priced calls; null without any."
    )
    finishReason = Text(source="finish_reason")
    timeToFirstTokenMs = serializers.FloatField(source="time_to_first_token_ms", allow_null=True)
    ipAddress = Text(source="ip_address")
    countryCode = Text(source="country")
    errorType = Text(source="error_type")

    class Meta:
        model = RequestLog
        fields: tuple[str, ...] = (
            "id",
            "createdAt",
            "method",
            "endpoint",
            "path",
            "statusCode",
            "latencyMs",
            "userId",
            "username",
            "sessionId",
            "isAuthenticated",
            "model",
            "provider",
            "modelCalls",
            "failedCalls",
            "unpricedCalls",
            "promptTokens",
            "completionTokens",
            "totalTokens",
            "costUsd",
            "finishReason",
            "timeToFirstTokenMs",
            "ipAddress",
            "countryCode",
            "errorType",
        )
        read_only_fields = fields

    def get_username(self, row: RequestLog) -> str:
        """Who asked; empty for nobody, and for an account that is gone."""
        return name_of(row.user)


class RequestDetailSerializer(RequestItemSerializer):
    """One request with all that is known of it."""

    firstByteMs = serializers.FloatField(source="first_byte_ms", allow_null=True)
    errorMessage = Text(source="error_message")
    userAgent = UserAgentSerializer(source="user_agent", allow_null=True)
    session = RequestSessionSerializer(allow_null=True)
    calls = CallSerializer(many=True)
    feedback = RequestFeedbackSerializer(many=True)
    threats = serializers.SerializerMethodField()

    class Meta(RequestItemSerializer.Meta):
        fields = (
            *RequestItemSerializer.Meta.fields,
            "firstByteMs",
            "errorMessage",
            "userAgent",
            "session",
            "calls",
            "feedback",
            "threats",
        )
        read_only_fields = fields

    @extend_schema_field(RequestThreatSerializer(many=True))
    def get_threats(self, row: RequestLog) -> list[dict[str, Any]]:
        """The findings; none for who is not staff."""
        if not self.context["request"].user.is_staff:
            return []
        findings = RequestThreatSerializer(row.threats.order_by("-created_at"), many=True)
        return list(findings.data)


class CountryChoiceSerializer(serializers.Serializer[dict[str, Any]]):
    """One country."""

    code = Text()
    name = Text()


class RequestChoicesSerializer(serializers.Serializer[dict[str, Any]]):
    """What the requests of a range had."""

    models = serializers.ListField(child=Text(), help_text="By calls, most first.")
    endpoints = serializers.ListField(child=Text(), help_text="By requests, most first.")
    statuses = serializers.ListField(child=serializers.IntegerField())
    countries = CountryChoiceSerializer(many=True)
