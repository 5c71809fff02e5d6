"""What one user did and what was found of them, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, TypedDict

from django.db.models import QuerySet

from dashboard.models.feedback_log import FeedbackLog
from dashboard.models.request_log import RequestLog
from dashboard.models.threat_log import ThreatLog
from dashboard.queries.time_range import TimeRange, isoformat

MOST = 50


class TimelineEntry(TypedDict):
    at: str
    kind: str
    id: str
    requestId: str | None
    text: str
    statusCode: int | None
    rating: int | None
    severity: str | None


def get_user_timeline(*, user: str, time_range: TimeRange) -> list[TimelineEntry]:
    """The fifty newest requests, ratings and findings of a user in a range, as one list."""
    found = [
        *_requests(_newest(RequestLog.objects.all(), user, time_range)),
        *_feedback(_newest(FeedbackLog.objects.all(), user, time_range)),
        *_threats(_newest(ThreatLog.objects.all(), user, time_range)),
    ]
    found.sort(key=lambda item: item[0], reverse=True)
    return [entry for _, entry in found[:MOST]]


def _newest(rows: QuerySet[Any], user: str, time_range: TimeRange) -> QuerySet[Any]:
    return rows.filter(
        user_id=user, created_at__gte=time_range.start, created_at__lt=time_range.read_until
    ).order_by("-created_at")[:MOST]


Dated = tuple[dt.datetime, TimelineEntry]


def _requests(rows: QuerySet[RequestLog]) -> Iterator[Dated]:
    for row in rows:
        model = f", {row.model_name}" if row.model_name else ""
        yield (
            row.created_at,
            {
                **_entry("request", row, row.pk),
                "text": f"{row.method} {row.endpoint}{model}",
                "statusCode": row.status_code,
            },
        )


def _feedback(rows: QuerySet[FeedbackLog]) -> Iterator[Dated]:
    for row in rows:
        entry = _entry("feedback", row, row.request_log_id)
        yield row.created_at, {**entry, "text": row.comment, "rating": row.rating}


def _threats(rows: QuerySet[ThreatLog]) -> Iterator[Dated]:
    for row in rows:
        text = f"{row.threat_type}: {row.description}" if row.description else row.threat_type
        entry = _entry("threat", row, row.request_id)
        yield row.created_at, {**entry, "text": text, "severity": row.severity}


def _entry(kind: str, row: Any, request_id: Any) -> TimelineEntry:
    return {
        "at": isoformat(row.created_at),
        "kind": kind,
        "id": str(row.pk),
        "requestId": str(request_id) if request_id else None,
        "text": "",
        "statusCode": None,
        "rating": None,
        "severity": None,
    }
