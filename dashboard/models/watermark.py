"""Since when something is complete."""

from __future__ import annotations

from django.db import models

from dashboard.models.fields import InstantField


class Watermark(models.Model):
    """An instant by name.

    ``raw_complete_since``: every request from then on has its row. ``watched_until``: the hours
    before were held against their baselines. ``reworked``: cells were last made again from rows,
    or taken from.
    """

    RAW_COMPLETE_SINCE = "raw_complete_since"
    WATCHED_UNTIL = "watched_until"
    REWORKED = "reworked"

    name = models.CharField(max_length=60, primary_key=True)
    instant = InstantField()

    def __str__(self) -> str:
        return f"{self.name}: {self.instant}"
