"""Findings: the list that staff triage, and all that helps to judge one."""

from __future__ import annotations

from typing import NamedTuple, TypedDict

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet

from dashboard.models.request_log import RequestLog
from dashboard.models.threat_log import ThreatLog
from dashboard.queries.time_range import TimeRange

MOST_NEAR = 10


def threats_of(time_range: TimeRange) -> QuerySet[ThreatLog]:
    """The findings of a range, in no order."""
    return ThreatLog.objects.filter(
        created_at__gte=time_range.start, created_at__lt=time_range.read_until
    )


def get_threat_list(*, time_range: TimeRange) -> QuerySet[ThreatLog]:
    """The findings of a range with their users, in no order."""
    return threats_of(time_range).select_related("user", "resolved_by")


def get_threat(*, id: int) -> ThreatLog | None:
    """One finding with its user, its request and who resolved it."""
    rows = ThreatLog.objects.select_related("user", "resolved_by", "request", "request__user")
    return rows.filter(pk=id).first()


class Near(NamedTuple):
    """What came from the same place: ``by`` is "address" or "user"."""

    by: str
    requests: QuerySet[RequestLog]
    threats: QuerySet[ThreatLog]


def get_near(*, finding: ThreatLog) -> list[Near]:
    """The newest requests and other findings of its address, then of its user."""
    places = {"address": ("ip_address", finding.ip_address), "user": ("user_id", finding.user_id)}
    requests = RequestLog.objects.select_related("user").order_by("-created_at", "-id")
    threats = ThreatLog.objects.select_related("user", "resolved_by").exclude(pk=finding.pk)
    return [
        Near(
            by,
            requests.filter(**{field: value})[:MOST_NEAR],
            threats.filter(**{field: value}).order_by("-created_at", "-id")[:MOST_NEAR],
        )
        for by, (field, value) in places.items()
        if value
    ]


class RuleQuality(TypedDict):
    """How often a rule was right, as far as staff looked."""

    findings: int
    judged: int
    falsePositives: int


def get_rule_quality(*, detector: str) -> RuleQuality | None:
    """All findings of one rule, those that staff resolved, and those of them that were false.

    None for findings that no rule made.
    """
    if not detector:
        return None
    counts = ThreatLog.objects.filter(detector=detector).aggregate(
        findings=Count("id"),
        judged=Count("id", filter=Q(resolved=True)),
        falsePositives=Count("id", filter=Q(is_false_positive=True)),
    )
    return {
        "findings": counts["findings"],
        "judged": counts["judged"],
        "falsePositives": counts["falsePositives"],
    }


def get_history(*, finding: ThreatLog) -> list[LogEntry]:
    """What staff did to it, oldest first: the entries of the admin's history."""
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(ThreatLog), object_id=str(finding.pk)
    )
    return list(entries.select_related("user").order_by("action_time", "id"))
