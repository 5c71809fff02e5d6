"""Triage: what staff make of findings. Every change leaves an entry."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from dashboard.models.threat_log import ThreatLog

# SQLite takes a bounded number of values in one statement.
_A_STATEMENT = 500


class Verdict(models.TextChoices):
    """What a finding is judged to be."""

    OPEN = "open", "Open"
    RESOLVED = "resolved", "Resolved"
    FALSE_POSITIVE = "false_positive", "False positive"


# Which findings a verdict changes. A false positive that is resolved with others stays one.
_CHANGING = {
    Verdict.OPEN: Q(resolved=True),
    Verdict.RESOLVED: Q(resolved=False),
    Verdict.FALSE_POSITIVE: Q(is_false_positive=False),
}
_VERBS = {
    Verdict.OPEN: "Reopened.",
    Verdict.RESOLVED: "Resolved.",
    Verdict.FALSE_POSITIVE: "Marked as a false positive.",
}


def message(verdict: Verdict | None, note: str) -> str:
    """What an entry of the history says; None where the state stays as it was."""
    verb = "Note changed." if verdict is None else _VERBS[verdict]
    return f"{verb} Note: {note}" if note else verb


def verdict_of(finding: ThreatLog) -> Verdict:
    """What a finding is judged to be now."""
    if finding.is_false_positive:
        return Verdict.FALSE_POSITIVE
    return Verdict.RESOLVED if finding.resolved else Verdict.OPEN


def changing(findings: QuerySet[ThreatLog], verdict: Verdict) -> QuerySet[ThreatLog]:
    """Those that a verdict would change."""
    return findings.filter(_CHANGING[verdict])


@transaction.atomic
def judge(findings: QuerySet[ThreatLog], verdict: Verdict, *, note: str, by: Any) -> list[int]:
    """Give findings a verdict; the keys of those that it changed.

    An empty note leaves the notes as they are. Each finding that changes gets an entry in the
    admin's history, in the same transaction.
    """
    is_open = verdict == Verdict.OPEN
    values: dict[str, Any] = {
        "resolved": not is_open,
        "is_false_positive": verdict == Verdict.FALSE_POSITIVE,
        "resolved_at": None if is_open else timezone.now(),
        "resolved_by": None if is_open else by,
        **({"note": note} if note else {}),
    }
    keys = list(changing(findings, verdict).order_by("pk").values_list("pk", flat=True))
    changed: list[int] = []
    for start in range(0, len(keys), _A_STATEMENT):
        some = ThreatLog.objects.filter(pk__in=keys[start : start + _A_STATEMENT])
        # Locked and looked at again: somebody else may have been faster.
        rows = list(changing(some, verdict).select_for_update())
        some.filter(pk__in=[row.pk for row in rows]).update(**values)
        LogEntry.objects.log_actions(by.pk, rows, CHANGE, message(verdict, note))
        changed += [row.pk for row in rows]
    return changed
