"""Findings of the range."""

from __future__ import annotations

from typing import TypedDict

from django.db.models import Count, Q, QuerySet

from dashboard.models.threat_log import ThreatLog
from dashboard.queries.filters import Filters, about_requests
from dashboard.queries.threats import threats_of
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


class ThreatCounts(TypedDict):
    total: int
    unresolved: int
    bySeverity: dict[str, int]
    unresolvedBySeverity: dict[str, int]
    byType: list[ThreatType]


class Threats(ThreatCounts):
    recent: list[RecentThreat]


def get_threats(*, filters: Filters, time_range: TimeRange, visible: bool) -> Threats:
    """Findings filed in the range and the ten newest; none where they are not ``visible``.

    Endpoint and model of a finding are those of its request.
    """
    rows = _rows(filters, time_range) if visible else ThreatLog.objects.none()
    return {
        **get_threat_counts(rows=rows),
        "recent": [recent_threat(row) for row in rows.order_by("-created_at", "-id")[:MOST]],
    }


def recent_threat(row: ThreatLog) -> RecentThreat:
    """A finding, as lists of the newest show it."""
    return {
        "id": str(row.pk),
        "createdAt": isoformat(row.created_at),
        "threatType": row.threat_type,
        "severity": row.severity,
        "ipAddress": row.ip_address,
        "countryCode": row.country,
        "description": row.description,
        "resolved": row.resolved,
    }


def get_threat_counts(*, rows: QuerySet[ThreatLog]) -> ThreatCounts:
    """How many of some findings there are, by severity and by type, and how many are open."""
    grouped = rows.order_by().values_list("threat_type", "severity")
    counted = grouped.annotate(count=Count("id"), unresolved=Count("id", filter=Q(resolved=False)))
    by_severity = dict.fromkeys(ThreatLog.Severity.values, 0)
    open_by_severity = dict.fromkeys(ThreatLog.Severity.values, 0)
    by_type: dict[str, ThreatType] = {}
    for kind, severity, count, unresolved in counted:
        by_severity[severity] += count
        open_by_severity[severity] += unresolved
        found = by_type.setdefault(kind, {"threatType": kind, "count": 0, "unresolved": 0})
        found["count"] += count
        found["unresolved"] += unresolved
    return {
        "total": sum(by_severity.values()),
        "unresolved": sum(open_by_severity.values()),
        "bySeverity": by_severity,
        "unresolvedBySeverity": open_by_severity,
        "byType": sorted(
            by_type.values(), key=lambda found: (-found["count"], found["threatType"])
        ),
    }


def _rows(filters: Filters, time_range: TimeRange) -> QuerySet[ThreatLog]:
    rows = threats_of(time_range)
    if filters.user is not None:
        rows = rows.filter(user_id=filters.user)
    return rows.filter(about_requests("request_id", filters))
