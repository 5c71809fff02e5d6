"""Whose projects somebody sees: the one rule, for the API and for sockets."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from dashboard.models.project import Project


def visible_projects(user: Any) -> QuerySet[Project]:
    """The projects that somebody may see and change: their own; of staff, all."""
    return Project.objects.all() if user.is_staff else Project.objects.filter(owner=user.pk)
