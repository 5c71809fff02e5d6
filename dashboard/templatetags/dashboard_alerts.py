"""What the admin's front page says of numbers that are far from usual."""

from __future__ import annotations

from django import template

from dashboard.models.alert import Alert

register = template.Library()

MOST = 3


@register.simple_tag
def open_alerts() -> list[Alert]:
    """The newest alerts that nobody has resolved."""
    return list(Alert.objects.filter(resolved=False).order_by("-last_seen")[:MOST])
