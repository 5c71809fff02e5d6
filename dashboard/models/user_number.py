"""A small number for each user that made a request."""

from __future__ import annotations

from django.db import models

from dashboard.models.fields import InstantField


class UserNumber(models.Model):
    """The place of a user in the lanes of a rollup: dense, whatever the user's own key is."""

    user_key = models.CharField(
        max_length=64, unique=True, help_text="The user's key, as the database casts it to text."
    )
    last_seen = InstantField(
        null=True, help_text="The last request, page view or heartbeat that the writer has seen."
    )

    def __str__(self) -> str:
        return f"{self.user_key}: {self.pk}"
