"""A project goes, with everything that is known of it."""

from __future__ import annotations

from django.db import connection, transaction

from dashboard.models.event import Event
from dashboard.models.project import Project, scope_of
from dashboard.models.usage_rollup import UsageRollup
from dashboard.models.user_session import UserSession
from dashboard.models.visitor import Visitor, visitor_key
from dashboard.rollups import store


@transaction.atomic
def remove_project(project: Project) -> None:
    """Remove a project, its keys, rows and cells. Events that still wait are dropped later."""
    id = project.pk
    # A write before the first read: on SQLite that takes the lock for all of it.
    project.delete()
    store.lock(connection)
    for rows in (
        Event.objects.filter(project=id),
        UserSession.objects.filter(project=id),
        UsageRollup.objects.filter(scope=scope_of(id)),
        # A colon is followed by a semicolon: all keys that begin so.
        Visitor.objects.filter(
            visitor_key__gte=visitor_key(id, ""), visitor_key__lt=visitor_key(id, "")[:-1] + ";"
        ),
    ):
        rows._raw_delete(rows.db)
