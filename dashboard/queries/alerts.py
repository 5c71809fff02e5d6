"""Numbers that are far from usual, and that nobody has looked into yet."""

from __future__ import annotations

from typing import TypedDict

from dashboard.models.alert import Alert
from dashboard.queries.time_range import isoformat

MOST = 10


class OpenAlert(TypedDict):
    metric: str
    startedAt: str
    lastSeen: str
    value: float
    expected: float
    text: str


def get_open_alerts() -> list[OpenAlert]:
    """The ten newest alerts that are open."""
    return [
        {
            "metric": row.metric,
            "startedAt": isoformat(row.started_at),
            "lastSeen": isoformat(row.last_seen),
            "value": row.value,
            "expected": row.expected,
            "text": row.text,
        }
        for row in Alert.objects.filter(resolved=False).order_by("-last_seen")[:MOST]
    ]
