"""``/api/track/``: what a frontend tells of who is signed in."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from dashboard.api.base import ApiView
from dashboard.api.schema import error
from dashboard.capture.activity import record_activity

Shape = serializers.Serializer[dict[str, Any]]
_A_DAY_MS = 86_400_000
_REFUSED = {
    400: error("VALIDATION_ERROR", "PARSE_ERROR"),
    401: error("NOT_AUTHENTICATED", "TOKEN_INVALID"),
    429: error("THROTTLED"),
}


class HeartbeatSerializer(Shape):
    """Still here."""

    session_id = serializers.CharField(
        max_length=64,
        required=False,
        allow_blank=True,
        default="",
        help_text="The frontend's own name of the visit.",
    )


class PageViewSerializer(HeartbeatSerializer):
    """A page was opened."""

    path = serializers.CharField(max_length=2000, help_text="Kept without its query.")
    referrer = serializers.CharField(
        max_length=2000, required=False, allow_blank=True, default="", help_text="The page before."
    )
    duration_ms = serializers.FloatField(
        min_value=0,
        max_value=_A_DAY_MS,
        required=False,
        allow_null=True,
        default=None,
        help_text="How long the page was shown, where it is known.",
    )

    def validate_path(self, path: str) -> str:
        """A query alone is no page."""
        if not path.partition("?")[0].partition("#")[0]:
            raise serializers.ValidationError("This is not the path of a page.")
        return path


class AcceptedSerializer(Shape):
    """It is in the journal, and will be written within seconds."""

    accepted = serializers.BooleanField()


class PageViewView(ApiView):
    """Page views."""

    @extend_schema(
        operation_id="track_pageview",
        request=PageViewSerializer,
        responses={202: AcceptedSerializer, **_REFUSED},
    )
    def post(self, request: Request) -> Response:
        """Note that the caller opened a page."""
        given = _given(PageViewSerializer, request)
        record_activity(
            request._request,
            str(request.user.pk),
            path=given["path"],
            referrer=given["referrer"],
            duration_ms=given["duration_ms"],
            client_session=given["session_id"],
        )
        return Response({"accepted": True}, status=202)


class HeartbeatView(ApiView):
    """Heartbeats."""

    @extend_schema(
        operation_id="track_heartbeat",
        request=HeartbeatSerializer,
        responses={202: AcceptedSerializer, **_REFUSED},
    )
    def post(self, request: Request) -> Response:
        """Note that the caller is still here."""
        given = _given(HeartbeatSerializer, request)
        record_activity(request._request, str(request.user.pk), client_session=given["session_id"])
        return Response({"accepted": True}, status=202)


def _given(shape: type[Shape], request: Request) -> dict[str, Any]:
    serializer = shape(data=request.data)
    serializer.is_valid(raise_exception=True)
    given: dict[str, Any] = serializer.validated_data
    return given
