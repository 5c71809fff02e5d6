"""Findings of the range."""

from __future__ import annotations

from typing import TypedDict

from django.db.models import Count, Q, QuerySet

from dashboard.models.threat_log import ThreatLog
from dashboard.queries.filters import Filters, about_requests
from dashboard.queries.time_range import TimeRange, isoformat

MOST = 10


class ThreatType(TypedDict):
    threatType: str
    count: int
    unresolved: int


class RecentThreat(TypedDict):
    id: str
    createdAt: str
    threatType: str
    severity: str
    ipAddress: str | None
    countryCode: str
    description: str
    resolved: bool


class Threats(TypedDict):
    total: int
    unresolved: int
    bySeverity: dict[str, int]
    byType: list[ThreatType]
    recent: list[RecentThreat]


def get_threats(*, filters: Filters, time_range: TimeRange, visible: bool) -> Threats:
    """Findings filed in the range and the ten newest; none where they are not ``visible``.

    Endpoint and model of a finding are those of its request.
    """
    rows = _rows(filters, time_range) if visible else ThreatLog.objects.none()
    grouped = rows.order_by().values_list("threat_type", "severity")
    counted = grouped.annotate(count=Count("id"), unresolved=Count("id", filter=Q(resolved=False)))
    by_severity = dict.fromkeys(ThreatLog.Severity.values, 0)
    by_type: dict[str, ThreatType] = {}
    for kind, severity, count, unresolved in counted:
        by_severity[severity] += count
        found = by_type.setdefault(kind, {"threatType": kind, "count": 0, "unresolved": 0})
        found["count"] += count
        found["unresolved"] += unresolved
    return {
        "total": sum(by_severity.values()),
        "unresolved": sum(found["unresolved"] for found in by_type.values()),
        "bySeverity": by_severity,
        "byType": sorted(
            by_type.values(), key=lambda found: (-found["count"], found["threatType"])
        ),
        "recent": [
            {
                "id": str(row.pk),
                "createdAt": isoformat(row.created_at),
                "threatType": row.threat_type,
                "severity": row.severity,
                "ipAddress": row.ip_address,
                "countryCode": row.country,
                "description": row.description,
                "resolved": row.resolved,
            }
            for row in rows.order_by("-created_at", "-id")[:MOST]
        ],
    }


def _rows(filters: Filters, time_range: TimeRange) -> QuerySet[ThreatLog]:
    rows = ThreatLog.objects.filter(
        created_at__gte=time_range.start, created_at__lt=time_range.read_until
    )
    if filters.user is not None:
        rows = rows.filter(user_id=filters.user)
    return rows.filter(about_requests("request_id", filters))
