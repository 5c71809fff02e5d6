"""One page that a signed-in person opened."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dashboard.models.fields import InstantField, MillisecondsField, RequestIdField


class PageView(models.Model):
    """One view of a page, told by a frontend. No foreign key carries a database constraint."""

    id = RequestIdField(primary_key=True)
    created_at = InstantField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    session = models.ForeignKey(
        "dashboard.UserSession",
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    path = models.CharField(max_length=500)
    referrer = models.CharField(max_length=500, blank=True, default="")
    duration_ms = MillisecondsField(
        null=True, blank=True, help_text="How long the page was shown, where the frontend says."
    )
    client_session = models.CharField(
        max_length=64, blank=True, default="", help_text="The frontend's own name of the visit."
    )
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = "page view"
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            # The edges of a range, a day's rebuild, and what is old enough to go.
            models.Index(fields=["created_at"], name="pageview_created"),
            # The pages of one visit, in order.
            models.Index(fields=["session", "created_at"], name="pageview_session"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(duration_ms__isnull=True) | Q(duration_ms__gte=0),
                name="pageview_duration_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.path
