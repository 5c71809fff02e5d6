"""One finding."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dashboard.models.fields import InstantField


class ThreatLog(models.Model):
    """One finding that staff triage. A host may file its own: ``threat_type`` takes any slug."""

    class Severity(models.TextChoices):
        LOW = "low", "Low"
        MEDIUM = "medium", "Medium"
        HIGH = "high", "High"
        CRITICAL = "critical", "Critical"

    created_at = InstantField(default=timezone.now)
    threat_type = models.SlugField(max_length=60, db_index=False)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    description = models.TextField(blank=True, default="")
    evidence = models.JSONField(blank=True, default=dict)
    detector = models.CharField(max_length=100, blank=True, default="")
    # Null, as the API has it: a finding need not have come from an address.
    ip_address = models.CharField(max_length=45, blank=True, null=True)  # noqa: DJ001
    country = models.CharField(max_length=2, blank=True, default="")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="+",
    )
    request = models.ForeignKey(
        "dashboard.RequestLog",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="threats",
    )
    resolved = models.BooleanField(default=False)
    resolved_at = InstantField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True, default="")
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = "threat"
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            # Findings of a range, newest first.
            models.Index(fields=["created_at"], name="threatlog_created"),
            # Findings of one kind.
            models.Index(fields=["threat_type"], name="threatlog_type"),
            # Findings by severity.
            models.Index(fields=["severity"], name="threatlog_severity"),
            # What still needs a person.
            models.Index(fields=["resolved"], name="threatlog_resolved"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(severity__in=["low", "medium", "high", "critical"]),
                name="threatlog_severity_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.threat_type} ({self.severity})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the time of resolution kept in step with ``resolved``."""
        if self.resolved and self.resolved_at is None:
            self.resolved_at = timezone.now()
        elif not self.resolved:
            self.resolved_at = self.resolved_by = None
        super().save(*args, **kwargs)
