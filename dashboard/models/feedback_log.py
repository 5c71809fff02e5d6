"""One rating of one answer."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dashboard.models.fields import InstantField


class FeedbackLog(models.Model):
    """What one user thought of the answer to one request. The request's row may come later."""

    created_at = InstantField(default=timezone.now)
    updated_at = InstantField(auto_now=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    request_log = models.ForeignKey(
        "dashboard.RequestLog",
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="feedback",
    )
    rating = models.PositiveSmallIntegerField(help_text="1 to 5 stars.")
    comment = models.TextField(blank=True, default="", max_length=4000)
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = "feedback"
        verbose_name_plural = "feedback"
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            # Ratings of a range, newest first.
            models.Index(fields=["created_at"], name="feedbacklog_created"),
            # The list by stars, newest first.
            models.Index(fields=["rating", "created_at"], name="feedbacklog_rating_created"),
            # The feedback on a request's page.
            models.Index(fields=["request_log"], name="feedbacklog_request"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "request_log"], name="feedbacklog_one_per_user_and_request"
            ),
            models.CheckConstraint(
                condition=Q(rating__gte=1, rating__lte=5), name="feedbacklog_rating_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating} stars"
