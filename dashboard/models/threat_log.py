"""One finding."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.utils import timezone

from dashboard.models.fields import InstantField


def minute_of(instant: datetime) -> int:
    """The number of an instant's minute since 1970."""
    return int(instant.timestamp()) // 60


class ThreatLog(models.Model):
    """One finding that staff triage. A host may file its own: ``threat_type`` takes any slug."""

    class Severity(models.TextChoices):
        LOW = "low", "Low"
        MEDIUM = "medium", "Medium"
        HIGH = "high", "High"
        CRITICAL = "critical", "Critical"

    # When it was seen first. The same again from the same source makes it grow.
    created_at = InstantField(default=timezone.now)
    last_seen = InstantField(
        null=True, blank=True, help_text="When it was seen last; filled in by save()."
    )
    count = models.PositiveIntegerField(default=1, help_text="How often it was seen.")
    # [minute since 1970, how often], of the last hour that it was seen in.
    by_minute = models.JSONField(default=list, editable=False)
    threat_type = models.SlugField(max_length=60, db_index=False)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    # What needs a person first, in an order that an index can have.
    rank = models.GeneratedField(
        expression=Case(
            When(severity="critical", then=0),
            When(severity="high", then=1),
            When(severity="medium", then=2),
            default=3,
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    description = models.TextField(blank=True, default="")
    evidence = models.JSONField(blank=True, default=dict)
    detector = models.CharField(
        max_length=100, blank=True, default="", help_text="The rule that was surest."
    )
    score = models.FloatField(
        null=True, blank=True, help_text="How sure it was, 0 to 1; empty where nobody said."
    )
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
    is_false_positive = models.BooleanField(
        default=False, help_text="Staff judged that there was nothing; always resolved, too."
    )
    note = models.TextField(blank=True, default="")
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = "threat"
        ordering: ClassVar = ["-created_at"]
        permissions: ClassVar = [("lock_user", "Can lock accounts that threats came from")]
        indexes: ClassVar = [
            # Findings of a range, newest first.
            models.Index(fields=["created_at"], name="threatlog_created"),
            # Findings of one kind, newest first.
            models.Index(fields=["threat_type", "created_at"], name="threatlog_type_created"),
            # Findings of one severity, newest first.
            models.Index(fields=["severity", "created_at"], name="threatlog_severity_created"),
            # What still needs a person, newest first.
            models.Index(fields=["resolved", "created_at"], name="threatlog_resolved_created"),
            # The list: what needs a person first.
            models.Index(
                fields=["resolved", "rank", "-created_at", "-id"], name="threatlog_urgent_first"
            ),
            # The open finding of a source that the same again belongs to.
            models.Index(
                fields=["threat_type", "ip_address", "last_seen"],
                name="threatlog_open_of_source",
                condition=Q(resolved=False),
            ),
            # What a source did lately, of whatever kind; its page, and rules of response.
            models.Index(fields=["ip_address", "last_seen"], name="threatlog_ip_seen"),
            # How often each rule was right.
            models.Index(
                fields=["detector", "resolved", "is_false_positive"],
                name="threatlog_detector_judged",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(severity__in=["low", "medium", "high", "critical"]),
                name="threatlog_severity_known",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=1),
                name="threatlog_score_0_to_1",
            ),
            models.CheckConstraint(
                condition=Q(is_false_positive=False) | Q(resolved=True),
                name="threatlog_false_is_resolved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.threat_type} ({self.severity})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the time of resolution kept in step with ``resolved``."""
        if self.last_seen is None:
            self.last_seen = self.created_at
        if not self.by_minute:
            self.by_minute = [[minute_of(self.last_seen), self.count]]
        if self.resolved and self.resolved_at is None:
            self.resolved_at = timezone.now()
        elif not self.resolved:
            self.resolved_at = self.resolved_by = None
            self.is_false_positive = False
        super().save(*args, **kwargs)

    def seen_between(self, start: datetime, end: datetime) -> int:
        """How often it was seen in the minutes from one to another, within its last hour."""
        first, last = minute_of(start), minute_of(end)
        return sum(count for minute, count in self.by_minute if first <= minute <= last)

    @property
    def seen_last(self) -> datetime:
        """When it was seen last; rows that were not written by ``save`` need not say it."""
        return self.last_seen or self.created_at

    @property
    def first_seen(self) -> datetime:
        """When it was seen first."""
        return self.created_at
