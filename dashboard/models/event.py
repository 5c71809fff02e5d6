"""One event of a project."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dashboard.models.fields import InstantField, RequestIdField


class Event(models.Model):
    """Something that happened on a project's pages, told by a browser or a server.

    As with requests, no foreign key carries a database constraint: rows are written in bulk and
    archived by age, so a missing parent is a normal state.
    """

    PAGE_VIEW = "page_view"

    id = RequestIdField(
        primary_key=True, help_text="Made of the project and the sender's own id of the event."
    )
    created_at = InstantField(help_text="When it happened, UTC.")
    project = models.ForeignKey(
        "dashboard.Project",
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    session = models.ForeignKey(
        "dashboard.UserSession",
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
    name = models.CharField(max_length=100)
    properties = models.JSONField(default=dict, blank=True)
    client_session = models.CharField(
        max_length=64, blank=True, default="", help_text="The sender's own name of the visit."
    )
    distinct_id = models.CharField(
        max_length=128, blank=True, default="", help_text="Who it was, as the sender says."
    )
    page_url = models.CharField(max_length=500, blank=True, default="")
    referrer = models.CharField(max_length=500, blank=True, default="")
    ip_hash = models.CharField(
        max_length=45, blank=True, default="", help_text="The address, hashed with a daily salt."
    )
    country = models.CharField(max_length=2, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            # A project's events, newest first; raw edges of a range; a day's rebuild.
            models.Index(fields=["project", "created_at"], name="event_project_created"),
            # What is old enough to go, and the list of all projects.
            models.Index(fields=["created_at"], name="event_created"),
            # The events of one visit, in order.
            models.Index(fields=["session", "created_at"], name="event_session_created"),
        ]

    def __str__(self) -> str:
        return self.name
