"""Somebody who comes to a project's pages."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dashboard.models.fields import InstantField


class Visitor(models.Model):
    """One distinct id of a project. Its number is its place in the lanes of rollups.

    Who was not identified is known for a day at most: by a digest of address and browser whose
    salt changes each day.
    """

    visitor_key = models.CharField(
        max_length=160, unique=True, help_text="The project's id, a colon, and the distinct id."
    )
    last_seen = InstantField(null=True, help_text="The last event.")

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.distinct_id

    @property
    def distinct_id(self) -> str:
        """Who it is, as the project says."""
        return self.visitor_key.partition(":")[2]


def visitor_key(project: int, distinct_id: str) -> str:
    """The key of a project's visitor."""
    return f"{project}:{distinct_id}"
