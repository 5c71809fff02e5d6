"""One departure of a number from what it usually is."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from dashboard.models.fields import InstantField


class Alert(models.Model):
    """Some hours in a row in which a number was far from its baseline. Staff resolve it."""

    class Metric(models.TextChoices):
        ERROR_RATE = "error_rate", "Error rate"
        P95_LATENCY = "p95_latency", "p95 latency"
        COST = "cost", "Cost an hour"

    metric = models.CharField(max_length=20, choices=Metric.choices)
    started_at = InstantField(help_text="Begin of the first hour, UTC.")
    last_seen = InstantField(help_text="Begin of the last hour so far, UTC.")
    # In percent, ms or US dollars: numbers to read, from which nothing is summed.
    value = models.FloatField(help_text="The farthest that it was.")
    expected = models.FloatField(help_text="What it usually is at that hour of the week.")
    departure = models.FloatField(help_text="How many usual deviations that is above.")
    created_at = InstantField(default=timezone.now)
    resolved = models.BooleanField(default=False)
    resolved_at = InstantField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-started_at", "-id"]
        indexes: ClassVar = [
            # What still needs a person, newest first.
            models.Index(fields=["resolved", "last_seen"], name="alert_resolved_seen"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["metric", "started_at"], name="alert_one_a_begin"),
            models.CheckConstraint(
                condition=models.Q(metric__in=["error_rate", "p95_latency", "cost"]),
                name="alert_metric_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_metric_display()} {self.text}"

    @property
    def text(self) -> str:
        """What moved and by how much: ``11.8 % instead of 1.2 %``."""
        return f"{self._written(self.value)} instead of {self._written(self.expected)}"

    def _written(self, value: float) -> str:
        if self.metric == self.Metric.ERROR_RATE:
            return f"{value:.1f} %"
        return f"{value:,.0f} ms" if self.metric == self.Metric.P95_LATENCY else f"${value:,.2f}"
