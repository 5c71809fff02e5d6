"""One rule of what is done about findings."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from dashboard.models.threat_log import ThreatLog

LONGEST_WINDOW = 60


class ResponseRule(models.Model):
    """So many findings of a kind from one address within minutes, and what is done then.

    A new rule is in shadow mode: what it would have done is written down, and nothing is done.
    """

    class Action(models.TextChoices):
        NOTE = "note", "Only note it"
        BLOCK = "block", "Block the address"
        REFUSE = "refuse", "Refuse the request itself"

    class Mode(models.TextChoices):
        OFF = "off", "Off"
        SHADOW = "shadow", "Shadow: only write down what it would do"
        ON = "on", "On"

    name = models.CharField(max_length=100, unique=True)
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.SHADOW)
    threat_type = models.SlugField(
        max_length=60, blank=True, default="", db_index=False, help_text="Empty: of any type."
    )
    severity = models.CharField(
        "severity at least",
        max_length=10,
        choices=ThreatLog.Severity.choices,
        default=ThreatLog.Severity.HIGH,
    )
    count = models.PositiveIntegerField(
        default=1,
        validators=[MinValueValidator(1)],
        help_text="So many from one address, within the window.",
    )
    window_minutes = models.PositiveSmallIntegerField(
        default=10, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_WINDOW)]
    )
    action = models.CharField(max_length=10, choices=Action.choices, default=Action.BLOCK)
    block_minutes = models.PositiveIntegerField(
        "minutes of the block",
        null=True,
        blank=True,
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(366 * 24 * 60)],
        help_text="Empty: until somebody lifts it.",
    )

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(mode__in=["off", "shadow", "on"]), name="responserule_mode_known"
            ),
            models.CheckConstraint(
                condition=Q(action__in=["note", "block", "refuse"]),
                name="responserule_action_known",
            ),
            models.CheckConstraint(
                condition=Q(severity__in=ThreatLog.Severity.values),
                name="responserule_severity_known",
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1)
                & Q(window_minutes__gte=1)
                & Q(window_minutes__lte=LONGEST_WINDOW),
                name="responserule_window_within_an_hour",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def matches(self, threat_type: str, severity: str) -> bool:
        """Whether findings of this kind are what the rule is about."""
        severities = ThreatLog.Severity.values
        return self.threat_type in ("", threat_type) and (
            severities.index(severity) >= severities.index(self.severity)
        )

    @property
    def window(self) -> timedelta:
        """Within which its findings are counted."""
        return timedelta(minutes=self.window_minutes)

    @property
    def block_lasts(self) -> timedelta | None:
        """How long its blocks last; None for ever."""
        return None if self.block_minutes is None else timedelta(minutes=self.block_minutes)
