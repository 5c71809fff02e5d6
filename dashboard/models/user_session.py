"""One visit of one client."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dashboard.models.fields import InstantField, MoneyField


class Visits(models.QuerySet["UserSession"]):
    """Visits of users, and of projects' visitors."""

    def of_users(self) -> Visits:
        """Those of the host itself: what a project counts is the project's."""
        return self.filter(project=None)


class UserSession(models.Model):
    """One visit of one client: its requests until it is silent for 30 minutes.

    With a project, it is a visit to that project's pages, made of events.
    """

    id = models.BigIntegerField(primary_key=True)
    client = models.BigIntegerField(
        help_text="A hash of the user, of address and agent, or of a project's session."
    )
    project = models.ForeignKey(
        "dashboard.Project",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    visitor = models.ForeignKey(
        "dashboard.Visitor",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    session_start = InstantField()
    last_activity = InstantField()
    requests = models.PositiveIntegerField(default=0)
    failed_requests = models.PositiveIntegerField(default=0)
    total_tokens = models.PositiveBigIntegerField(default=0)
    cost_usd = MoneyField(default=0)
    page_views = models.PositiveIntegerField(default=0)
    events = models.PositiveIntegerField(default=0, db_default=0)
    ip_address = models.CharField(max_length=45, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")
    platform = models.CharField(max_length=10, blank=True, default="")
    version = models.CharField(max_length=30, blank=True, default="")
    user_agent = models.ForeignKey(
        "dashboard.UserAgent",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    is_demo = models.BooleanField(default=False)

    objects = Visits.as_manager()

    class Meta:
        verbose_name = "session"
        ordering: ClassVar = ["-session_start"]
        indexes: ClassVar = [
            # Sessions begun in a range.
            models.Index(fields=["session_start"], name="usersession_start"),
            # One user's visits.
            models.Index(fields=["user", "session_start"], name="usersession_user_start"),
            # The writer's search for the visit that a request belongs to.
            models.Index(fields=["client", "last_activity"], name="usersession_client"),
            # Who is here now, and to which project's pages.
            models.Index(fields=["last_activity", "project"], name="usersession_last"),
            # Visits to one project's pages, begun in a range.
            models.Index(
                fields=["project", "session_start"],
                name="usersession_project_start",
                condition=Q(project__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_start:%Y-%m-%d %H:%M} {self.user_id or self.ip_address}"

    @property
    def duration(self) -> dt.timedelta:
        """From the first request to the last."""
        return self.last_activity - self.session_start
