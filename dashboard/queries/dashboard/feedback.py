"""What users thought of the answers."""

from __future__ import annotations

from typing import TypedDict

from django.db.models import Count, QuerySet

from dashboard.models.feedback_log import FeedbackLog
from dashboard.queries.filters import Filters, about_requests
from dashboard.queries.time_range import TimeRange, isoformat

MOST = 10


class RecentFeedback(TypedDict):
    id: str
    createdAt: str
    rating: int
    comment: str
    requestId: str
    userId: str
    username: str


class Feedback(TypedDict):
    count: int
    averageRating: float | None
    distribution: dict[str, int]
    recent: list[RecentFeedback]


def get_feedback(*, filters: Filters, time_range: TimeRange) -> Feedback:
    """Ratings given in the range, and the ten newest of them."""
    rows = _rows(filters, time_range)
    counts = dict(rows.order_by().values_list("rating").annotate(Count("id")))
    count = sum(counts.values())
    stars = sum(rating * number for rating, number in counts.items())
    return {
        "count": count,
        "averageRating": round(stars / count, 2) if count else None,
        "distribution": {str(rating): counts.get(rating, 0) for rating in range(1, 6)},
        "recent": [
            {
                "id": str(row.pk),
                "createdAt": isoformat(row.created_at),
                "rating": row.rating,
                "comment": row.comment,
                "requestId": str(row.request_log_id),
                "userId": str(row.user_id),
                "username": row.user.get_username(),
            }
            for row in rows.select_related("user").order_by("-created_at", "-id")[:MOST]
        ],
    }


def _rows(filters: Filters, time_range: TimeRange) -> QuerySet[FeedbackLog]:
    rows = FeedbackLog.objects.filter(
        created_at__gte=time_range.start, created_at__lt=time_range.read_until
    )
    if filters.user is not None:
        rows = rows.filter(user_id=filters.user)
    return rows.filter(about_requests("request_log_id", filters))
