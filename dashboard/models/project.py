"""A website or product whose events are counted by themselves."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

_SCOPE = "project:"


class Project(models.Model):
    """One website or product. Only its owner, and staff, see what is counted of it."""

    name = models.CharField(max_length=100)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            # One owner's projects, newest first.
            models.Index(fields=["owner", "-created_at"], name="project_owner_created"),
        ]

    def __str__(self) -> str:
        return self.name


def scope_of(project: int) -> str:
    """The scope of the rollup cells of a project."""
    return f"{_SCOPE}{project}"


def project_of(scope: str) -> int | None:
    """The project whose cells have this scope; None for those of everybody's requests."""
    return int(scope.removeprefix(_SCOPE)) if scope.startswith(_SCOPE) else None
