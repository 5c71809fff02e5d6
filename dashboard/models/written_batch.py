"""What the writer stored just now, for those who watch."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from dashboard.models.fields import InstantField


class WrittenBatch(models.Model):
    """One batch of the writer, as far as it is news: how many requests and events, and some.

    Ids grow in the order of commits, so whoever remembers the last one misses none. Rows go
    after minutes: this is a ticker, not a log.
    """

    created_at = InstantField(default=timezone.now)
    requests = models.PositiveIntegerField()
    failed = models.PositiveIntegerField()
    # The ids of a few requests, as text, newest first.
    request_ids = models.JSONField(default=list)
    # By project: how many events, and the ids of a few of them, newest first.
    events = models.JSONField(default=dict)

    class Meta:
        verbose_name = "written batch"
        verbose_name_plural = "written batches"
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        events = sum(count for count, _ in self.events.values())
        return f"{self.requests} requests, {events} events at {self.created_at}"
