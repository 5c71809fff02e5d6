"""One User-Agent header, and what it says of the device."""

from __future__ import annotations

from django.db import models


class UserAgent(models.Model):
    """One distinct User-Agent header. A request points to it, as the text is 100 bytes or more."""

    text = models.CharField(max_length=400, unique=True)
    platform = models.CharField(max_length=10, help_text="web, Android or iOS; empty for a tool.")
    browser = models.CharField(max_length=60, blank=True, default="")
    os = models.CharField(max_length=60, blank=True, default="")
    device = models.CharField(max_length=80, blank=True, default="")
    version = models.CharField(max_length=30, blank=True, default="")
    is_bot = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.text
