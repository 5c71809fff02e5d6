"""A key with which a website sends its project's events."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class ApiKey(models.Model):
    """One key, of which only a digest is kept: whoever reads this table can send nothing.

    A key that was rotated is good until ``expires_at``, so that pages in use can be changed.
    """

    project = models.ForeignKey("dashboard.Project", models.CASCADE, related_name="keys")
    name = models.CharField(max_length=100, blank=True, default="", help_text="Where it is used.")
    prefix = models.CharField(max_length=12, help_text="How the key begins, to tell it by.")
    key_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the key.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_on = models.DateField(
        null=True, blank=True, help_text="The last UTC day with an event sent with it."
    )
    expires_at = models.DateTimeField(
        null=True, blank=True, help_text="End of the grace period after a rotation."
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "API key"
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.prefix}…"

    def is_active(self, now: dt.datetime | None = None) -> bool:
        """Whether events sent with it are taken."""
        unexpired = self.expires_at is None or self.expires_at > (now or timezone.now())
        return self.revoked_at is None and unexpired


def hash_of(key: str) -> str:
    """What is kept of a key. It is random and long, so one plain digest is enough."""
    return hashlib.sha256(key.encode()).hexdigest()
