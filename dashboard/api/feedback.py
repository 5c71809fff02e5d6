"""``/api/feedback/``: what a user thought of an answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from dashboard.api.base import ApiView
from dashboard.api.errors import ApiError
from dashboard.api.schema import error
from dashboard.models.feedback_log import FeedbackLog
from dashboard.models.ids import millisecond_of
from dashboard.models.request_log import RequestLog
from dashboard.queries.time_range import isoformat

_CLOCK_SKEW = dt.timedelta(minutes=5)


class FeedbackSerializer(serializers.Serializer[dict[str, Any]]):
    """A rating of one request."""

    requestId = serializers.UUIDField(help_text="The X-Request-ID of the answer.")
    rating = serializers.IntegerField(min_value=1, max_value=5)
    comment = serializers.CharField(
        max_length=4000, required=False, allow_blank=True, default="", trim_whitespace=True
    )


class GivenFeedbackSerializer(FeedbackSerializer):
    """A rating as it is kept."""

    id = serializers.CharField()
    createdAt = serializers.DateTimeField()
    updatedAt = serializers.DateTimeField()


class FeedbackView(ApiView):
    """Rate a request; rate it again to change the rating."""

    @extend_schema(
        request=FeedbackSerializer,
        responses={
            200: GivenFeedbackSerializer,
            201: GivenFeedbackSerializer,
            400: error("VALIDATION_ERROR", "PARSE_ERROR", "UNKNOWN_REQUEST"),
            401: error("NOT_AUTHENTICATED", "TOKEN_INVALID"),
            403: error("NOT_YOUR_REQUEST"),
            429: error("THROTTLED"),
        },
    )
    def post(self, request: Request) -> Response:
        """Rate a request that you made: 201 the first time, 200 when it changes the rating.

        It is taken even before the request's own row is written.
        """
        serializer = FeedbackSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        given = serializer.validated_data
        _check_request(given["requestId"], request.user)
        row, created = FeedbackLog.objects.update_or_create(
            user_id=str(request.user.pk),
            request_log_id=given["requestId"],
            defaults={"rating": given["rating"], "comment": given["comment"]},
        )
        answer = {
            "id": str(row.pk),
            "requestId": str(row.request_log_id),
            "rating": row.rating,
            "comment": row.comment,
            "createdAt": isoformat(row.created_at),
            "updatedAt": isoformat(row.updated_at),
        }
        return Response(answer, status=201 if created else 200)


def _check_request(request_id: Any, user: Any) -> None:
    """Refuse an id that was never given out, and a request of somebody else."""
    made = millisecond_of(request_id) if request_id.version == 7 else None
    if made is None or made > timezone.now() + _CLOCK_SKEW:
        raise ApiError("UNKNOWN_REQUEST", "No request has this id.", field="requestId")
    owner = RequestLog.objects.filter(pk=request_id).values_list("user_id").first()
    if owner is not None and owner[0] != user.pk:
        message = "Only who made a request can rate it."
        raise ApiError("NOT_YOUR_REQUEST", message, status=403, field="requestId")
