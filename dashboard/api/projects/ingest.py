"""``POST /api/events/ingest/``: events of a project, from any website, by its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.authentication import BaseAuthentication
from rest_framework.parsers import BaseParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from dashboard.api.base import ApiView
from dashboard.api.errors import ApiError
from dashboard.api.schema import error
from dashboard.capture.sent_events import MOST_EVENTS, events_of, record_events
from dashboard.conf import conf
from dashboard.projects.known_keys import KnownKey, known_keys
from dashboard.threats.request_counts import request_counts, seconds_to_wait

Shape = serializers.Serializer[dict[str, Any]]
_MOST_BYTES = 20 * 1024 * 1024
_RETRY_SECONDS = 10
# Any website may send: what tells the project is a key, and never a cookie.
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, X-API-Key",
    "Access-Control-Expose-Headers": "Retry-After",
    "Access-Control-Max-Age": "86400",
}


class EventSerializer(Shape):
    """One event."""

    event = serializers.CharField(max_length=100, help_text="Its name; `page_view` is one.")
    properties = serializers.DictField(required=False, help_text="At most 32 kB as JSON.")
    session_id = serializers.CharField(
        max_length=64, required=False, help_text="The sender's own name of the visit."
    )
    page_url = serializers.CharField(
        max_length=2000, required=False, help_text="Kept without its query."
    )
    timestamp = serializers.DateTimeField(
        required=False, help_text="When it happened; without one, now."
    )
    event_id = serializers.CharField(
        max_length=100, required=False, help_text="Sent again, the event still counts once."
    )
    distinct_id = serializers.CharField(
        max_length=128, required=False, help_text="Who it was, as the sender knows them."
    )
    referrer = serializers.CharField(max_length=2000, required=False, help_text="The page before.")


class EventBatchSerializer(Shape):
    """Up to 500 events."""

    events = serializers.ListField(child=EventSerializer(), min_length=1, max_length=MOST_EVENTS)


class RejectedEventSerializer(Shape):
    """An event that was not taken."""

    index = serializers.IntegerField(help_text="Its place in the batch, from 0.")
    code = serializers.CharField(help_text="Stable and upper case, for programs.")
    field = serializers.CharField()
    message = serializers.CharField()


class IngestedSerializer(Shape):
    """What became of a batch."""

    accepted = serializers.IntegerField()
    rejected = serializers.IntegerField()
    errors = RejectedEventSerializer(many=True)  # type: ignore[assignment]


class KeyHolder:
    """Who shows a project's key: nobody with an account."""

    is_authenticated = True
    pk = None


class ApiKeyAuthentication(BaseAuthentication):
    """The project of the key in ``X-API-Key``."""

    def authenticate(self, request: Request) -> tuple[KeyHolder, KnownKey]:
        """Whose key it is. Raises ``ApiError`` 401 KEY_REQUIRED or KEY_INVALID, 503 UNAVAILABLE."""
        shown = request.META.get("HTTP_X_API_KEY", "")
        if not shown:
            raise ApiError("KEY_REQUIRED", "Send the project's key as X-API-Key.", status=401)
        try:
            key = known_keys.find(shown)
        except DatabaseError as error:
            message = "Keys cannot be looked up at the moment."
            raise ApiError(
                "UNAVAILABLE", message, status=503, retry_after=_RETRY_SECONDS
            ) from error
        if key is None:
            raise ApiError("KEY_INVALID", "The key is not valid, or no longer.", status=401)
        return KeyHolder(), key

    def authenticate_header(self, request: Request) -> str:
        """For answers of 401."""
        return "X-API-Key"


class ApiKeyScheme(OpenApiAuthenticationExtension):
    """For OpenAPI."""

    target_class = ApiKeyAuthentication
    name = "apiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A header."""
        return {"type": "apiKey", "in": "header", "name": "X-API-Key"}


class KeyThrottle(BaseThrottle):
    """Counts the requests of each key, by all workers, in a window that slides."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Whether the key has room left."""
        key: Any = request.auth
        limit = conf.RATE_LIMIT_PER_MINUTE * conf.REQUEST_LIMIT_SECONDS / 60
        return request_counts.add(f"key {key.id}") <= limit

    def wait(self) -> float:
        """Seconds until there is room again."""
        return seconds_to_wait()


class BytesParser(BaseParser):
    """The body as it is. It is not kept with the request, so no detector reads what it says."""

    media_type = "*/*"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """All of it. Raises ``ApiError`` 413 BATCH_TOO_LARGE."""
        body: bytes = stream.read(_MOST_BYTES + 1)
        if len(body) > _MOST_BYTES:
            message = f"A batch has at most {_MOST_BYTES // 1024 // 1024} MB."
            raise ApiError("BATCH_TOO_LARGE", message, status=413)
        return body


class EventIngestView(ApiView):
    """Events in batches."""

    authentication_classes: Sequence[type[BaseAuthentication]] = (ApiKeyAuthentication,)
    permission_classes = (IsAuthenticated,)
    throttle_classes: Sequence[type[BaseThrottle]] = (KeyThrottle,)
    parser_classes = (BytesParser,)  # type: ignore[assignment]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers to browsers on any website, refusals included; a preflight brings no key."""
        response = (
            HttpResponse(status=204)
            if request.method == "OPTIONS"
            else super().dispatch(request, *args, **kwargs)
        )
        for name, value in _CORS.items():
            response[name] = value
        return response

    @extend_schema(
        operation_id="events_ingest",
        request={"application/json": EventBatchSerializer},
        responses={
            202: IngestedSerializer,
            400: error("PARSE_ERROR", "VALIDATION_ERROR", "BATCH_TOO_LARGE"),
            401: error("KEY_REQUIRED", "KEY_INVALID"),
            413: error("BATCH_TOO_LARGE"),
            429: error("THROTTLED"),
            503: error("UNAVAILABLE"),
        },
    )
    def post(self, request: Request) -> Response:
        """Take a batch. What was accepted is safe when the answer comes; each stands alone."""
        key: Any = request.auth
        # Without a body there is nothing that was parsed.
        body: Any = request.data or b""
        try:
            events = events_of(body)
        except msgspec.ValidationError as wrong:
            message = f"Send an object with a list of events: {wrong}."
            raise ApiError("VALIDATION_ERROR", message, field="events") from wrong
        except msgspec.DecodeError as wrong:
            raise ApiError("PARSE_ERROR", f"The body is not JSON: {wrong}.") from wrong
        if len(events) > MOST_EVENTS:
            message = f"A batch has at most {MOST_EVENTS} events, not {len(events):,}."
            raise ApiError("BATCH_TOO_LARGE", message, field="events")
        accepted, refused = record_events(request._request, key, events)
        errors = [
            {
                "index": refusal.place,
                "code": refusal.rejected.code,
                "field": refusal.rejected.field,
                "message": refusal.rejected.message,
            }
            for refusal in refused
        ]
        answer = {"accepted": accepted, "rejected": len(refused), "errors": errors}
        return Response(answer, status=202)
