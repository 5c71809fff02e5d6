"""One model on one UTC day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dashboard.models.measures import Measures


class ModelUsageStats(Measures):
    """The rollup of models by UTC day, in a table of its own: one model, one day, one scope."""

    scope = models.CharField(max_length=40, blank=True, default="")
    date = models.DateField()
    model_name = models.CharField(max_length=100)

    class Meta:
        verbose_name = "model usage"
        verbose_name_plural = "model usage"
        ordering: ClassVar = ["-date", "model_name"]
        indexes: ClassVar = [
            # All models of a range of days.
            models.Index(fields=["date"], name="modelusage_date"),
            # One model over time.
            models.Index(fields=["model_name", "date"], name="modelusage_model_date"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scope", "date", "model_name"], name="modelusage_cell"),
        ]

    def __str__(self) -> str:
        return f"{self.model_name} on {self.date}"
