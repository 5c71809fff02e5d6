"""``DELETE /api/analytics/cleanup/``: old rows go, what was counted stays."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from dashboard.api.analytics.period import AnalyticsView
from dashboard.api.analytics.serializers import Shape
from dashboard.api.errors import ApiError
from dashboard.api.questions import names_of, single_values
from dashboard.api.schema import error
from dashboard.models.request_log import RequestLog
from dashboard.queries.time_range import isoformat
from dashboard.rollups.cleanup import BATCH, KINDS, count_old, cutoff_of, remove_old

AGE = [
    OpenApiParameter("days", int, required=True, description="Keep so many whole days."),
    OpenApiParameter("dryRun", bool, default=False, description="Count, remove nothing."),
]
# A request must end: what is left over is done by the next one.
_MOST_BATCHES = 20


class CleanupSerializer(Shape):
    """What went, or would go."""

    before = serializers.DateTimeField(help_text="Rows from before are old.")
    dryRun = serializers.BooleanField()
    removed = serializers.DictField(child=serializers.IntegerField())
    more = serializers.BooleanField(help_text="Whether there is more: ask again.")


class CleanupView(AnalyticsView):
    """Old rows."""

    @extend_schema(
        parameters=AGE,
        responses={
            200: CleanupSerializer,
            400: error("INVALID_DAYS", "INVALID_DRY_RUN", "UNKNOWN_PARAMETER"),
            401: error("NOT_AUTHENTICATED", "TOKEN_INVALID"),
            403: error("PERMISSION_DENIED"),
            429: error("THROTTLED"),
        },
    )
    def delete(self, request: Request) -> Response:
        """Remove requests, calls, page views, events and sessions by age, 100,000 rows at most."""
        params = single_values(request, names_of(AGE))
        dry = params.get("dryRun", "false").lower()
        if dry not in ("true", "false"):
            raise ApiError("INVALID_DRY_RUN", "dryRun is true or false.", field="dryRun")
        before = cutoff_of(_days(params.get("days", "")), timezone.now())
        if dry == "true":
            return _answer(before, True, count_old(before), False)
        removed = Counter(dict.fromkeys(KINDS, 0))
        more = False
        for number, (name, count) in enumerate(remove_old(before, BATCH), start=1):
            removed[name] += count
            if number == _MOST_BATCHES:
                more = any(count_old(before).values())
                break
        LogEntry.objects.create(
            user_id=str(request.user.pk),
            content_type=ContentType.objects.get_for_model(RequestLog),
            object_repr=f"rows from before {before:%Y-%m-%d} UTC",
            action_flag=CHANGE,
            change_message=f"Removed {dict(removed)}.",
        )
        return _answer(before, False, removed, more)


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 36_500):
        raise ApiError("INVALID_DAYS", "days is a number from 1 on.", field="days")
    return int(text)


def _answer(before: dt.datetime, dry: bool, removed: Mapping[str, int], more: bool) -> Response:
    return Response({"before": isoformat(before), "dryRun": dry, "removed": removed, "more": more})
