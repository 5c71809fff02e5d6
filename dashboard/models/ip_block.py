"""One address or network whose requests are refused."""

from __future__ import annotations

import ipaddress
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dashboard.models.fields import InstantField

# Wider ones would be a mistake: the smallest prefix by IP version.
_WIDEST = {4: 8, 6: 16}


def normal_network(text: str) -> str:
    """The CIDR form of an address or network. Raises ``ValidationError``."""
    try:
        network = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        raise ValidationError("This is neither an IP address nor a network.") from None
    if network.prefixlen < _WIDEST[network.version]:
        raise ValidationError(f"At most a /{_WIDEST[network.version]} can be blocked at once.")
    return str(network)


class IPBlocks(models.QuerySet["IPBlock"]):
    """Blocks, and those of them that count."""

    def standing(self) -> IPBlocks:
        """Those that refuse requests now."""
        unexpired = Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now())
        return self.filter(unexpired, lifted_at__isnull=True)


class IPBlock(models.Model):
    """Requests from this network get 403 until it expires or is lifted. Rows are never deleted."""

    network = models.CharField(
        max_length=43, help_text="An address or a network: 203.0.113.9, 2001:db8::/48."
    )
    reason = models.CharField(max_length=300, blank=True, default="")
    finding = models.ForeignKey(
        "dashboard.ThreatLog",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
        related_name="blocks",
    )
    created_at = InstantField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    expires_at = InstantField(null=True, blank=True, help_text="UTC; empty: for ever.")
    lifted_at = InstantField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = InstantField(auto_now=True)

    objects = IPBlocks.as_manager()

    class Meta:
        verbose_name = "IP block"
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            # The list, newest first.
            models.Index(fields=["created_at"], name="ipblock_created"),
            # Whether anything changed since a process looked last.
            models.Index(fields=["changed_at"], name="ipblock_changed"),
            # What is blocked now.
            models.Index(
                fields=["expires_at"], name="ipblock_standing", condition=Q(lifted_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.network

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the network in its normal form. Raises ``ValidationError``."""
        self.clean()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """The network in its normal form."""
        self.network = normal_network(self.network)

    @property
    def is_active(self) -> bool:
        """Whether it refuses requests now."""
        expired = self.expires_at is not None and self.expires_at <= timezone.now()
        return self.lifted_at is None and not expired
