"""One time that a rule of response came to apply."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from dashboard.models.fields import InstantField


class RuleFiring(models.Model):
    """What a rule did about an address, or would have done in shadow mode. Never changed."""

    rule = models.ForeignKey(
        "dashboard.ResponseRule", models.CASCADE, db_index=False, related_name="firings"
    )
    finding = models.ForeignKey(
        "dashboard.ThreatLog",
        models.DO_NOTHING,
        db_constraint=False,
        related_name="firings",
    )
    ip_address = models.CharField(max_length=45)
    created_at = InstantField(default=timezone.now)
    # Until then, the same rule says nothing more about the same address; empty: for ever.
    until = InstantField(null=True, blank=True)
    was_shadow = models.BooleanField("in shadow mode")
    outcome = models.CharField(max_length=300)
    block = models.ForeignKey(
        "dashboard.IPBlock", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            # The list, newest first.
            models.Index(fields=["created_at"], name="rulefiring_created"),
            # Whether a rule spoke of an address already, and how often it spoke lately.
            models.Index(fields=["rule", "created_at"], name="rulefiring_rule_created"),
        ]

    def __str__(self) -> str:
        return self.outcome
