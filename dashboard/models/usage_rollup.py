"""One rollup cell."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dashboard.models.measures import Measures


class UsageRollup(Measures):
    """The sums of one (scope, dimension, period, bucket, key, part).

    ``bucket`` is the number of the quarter-hour, since 1970 in UTC, that the cell begins with.
    ``key`` and ``part`` are the values of the dimension's one or two fields.
    """

    class Period(models.IntegerChoices):
        QUARTER = 1, "quarter-hour"
        HOUR = 2, "hour"
        DAY = 3, "UTC day"

    scope = models.CharField(max_length=40, blank=True, default="")
    dimension = models.CharField(max_length=20)
    period = models.PositiveSmallIntegerField(choices=Period.choices)
    bucket = models.IntegerField()
    key = models.CharField(max_length=220, blank=True, default="")
    part = models.CharField(max_length=100, blank=True, default="")
    # Sums over visits, in the buckets in which they began, and over page views.
    sessions = models.BigIntegerField(default=0, db_default=0)
    session_millis = models.BigIntegerField(default=0, db_default=0)
    page_views = models.BigIntegerField(default=0, db_default=0)
    # Sums over the events of a project.
    events = models.BigIntegerField(default=0, db_default=0)
    # One lane a user, or visitor, of a block of users: how many requests, visits or events.
    user_lanes = models.BinaryField(null=True)
    # And how many tokens, and nano-dollars, its calls took.
    token_lanes = models.BinaryField(null=True)
    cost_lanes = models.BinaryField(null=True)
    # And how many milliseconds its visits lasted.
    time_lanes = models.BinaryField(null=True)

    class Meta:
        verbose_name = "rollup cell"
        constraints: ClassVar = [
            # Buckets of a range, and one key of them, are found by this order.
            models.UniqueConstraint(
                fields=["scope", "dimension", "period", "bucket", "key", "part"],
                name="usagerollup_cell",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension} {self.key} {self.part}".strip()
