"""Findings become rows: the same from one source is one row that grows."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Q, QuerySet

from dashboard.conf import conf
from dashboard.ingest.record import Finding
from dashboard.models.fields import from_micros
from dashboard.models.native import user_key
from dashboard.models.response_rule import LONGEST_WINDOW
from dashboard.models.threat_log import ThreatLog

_SEVERITIES = ThreatLog.Severity.values
_MOST_RULES = 20
_A_SELECT = 500
_MINUTE_MICROS = 60_000_000


class Source(NamedTuple):
    """What makes two findings the same one."""

    threat_type: str
    ip: str
    user: str


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of the same source as one each, with the surest rule's evidence."""
    known: dict[Source, Finding] = {}
    for finding in findings:
        source = _source(finding)
        known[source] = _joined(known[source], finding) if source in known else finding
    return list(known.values())


def save(connection: BaseDatabaseWrapper, findings: Sequence[Finding]) -> list[ThreatLog]:
    """Write findings, each into the open row of its source or into a new one; those rows."""
    if not findings:
        return []
    rows = ThreatLog.objects.using(connection.alias)
    minutes = _minutes(findings)
    together = folded(findings)
    known = _open_rows(rows, together)
    window = timedelta(minutes=conf.FINDING_WINDOW_MINUTES)
    new, grown = [], []
    for finding in together:
        found = known.get(_source(finding))
        by_minute = minutes[_source(finding)]
        # A row that is resolved in this moment is not the one any more.
        if (
            found is not None
            and found.last_seen is not None
            and found.last_seen + window >= from_micros(finding.first_micros)
            and _grow(rows.filter(pk=found.pk, resolved=False), found, finding, by_minute)
        ):
            grown.append(found)
            continue
        if finding.user and user_key(connection, finding.user) is None:
            finding.user = ""
        new.append(ThreatLog(**_columns(finding), by_minute=_last_hour(by_minute)))
    return [*grown, *rows.bulk_create(new, batch_size=_A_SELECT)]


def _open_rows(rows: QuerySet[ThreatLog], findings: list[Finding]) -> dict[Source, ThreatLog]:
    """The newest unresolved row of each source that detectors filed."""
    addresses = sorted({finding.ip for finding in findings})
    kinds = {finding.threat_type for finding in findings}
    filed = rows.filter(threat_type__in=kinds, resolved=False, is_demo=False)
    filed = filed.exclude(detector="").exclude(last_seen=None).order_by("last_seen")
    found = {}
    for start in range(0, len(addresses), _A_SELECT):
        some = addresses[start : start + _A_SELECT]
        of_some = Q(ip_address__in=some) | (Q(ip_address=None) if "" in some else Q())
        for row in filed.filter(of_some):
            user = "" if row.user_id is None else str(row.user_id)
            found[Source(row.threat_type, row.ip_address or "", user)] = row
    return found


def _source(finding: Finding) -> Source:
    return Source(finding.threat_type, finding.ip, finding.user)


def _minutes(findings: Iterable[Finding]) -> defaultdict[Source, Counter[int]]:
    """How often each source was seen in each minute."""
    minutes: defaultdict[Source, Counter[int]] = defaultdict(Counter)
    for finding in findings:
        minutes[_source(finding)][finding.last_micros // _MINUTE_MICROS] += finding.count
    return minutes


def _last_hour(by_minute: Counter[int]) -> list[list[int]]:
    """Minutes and counts as a row keeps them."""
    first = max(by_minute) - LONGEST_WINDOW
    return [[minute, by_minute[minute]] for minute in sorted(by_minute) if minute > first]


def _joined(first: Finding, second: Finding) -> Finding:
    """Two findings of one source as one."""
    surer, other = (second, first) if second.score > first.score else (first, second)
    surer.count += other.count
    surer.first_micros = min(first.first_micros, second.first_micros)
    surer.last_micros = max(first.last_micros, second.last_micros)
    surer.severity = max(first.severity, second.severity, key=_SEVERITIES.index)
    surer.rules = _added(surer.rules, other.rules)
    surer.country = surer.country or other.country
    return surer


def _added(rules: dict[str, int], more: dict[str, int]) -> dict[str, int]:
    """How often each rule matched, of the first so many rules."""
    total = dict(rules)
    for rule, count in more.items():
        if rule in total or len(total) < _MOST_RULES:
            total[rule] = total.get(rule, 0) + count
    return total


def _grow(row: Any, found: ThreatLog, finding: Finding, by_minute: Counter[int]) -> bool:
    """Add to a row, and to what is known of it; whether it was still there to be added to."""
    evidence = {**found.evidence, "rules": _added(found.evidence.get("rules", {}), finding.rules)}
    severity = max(found.severity, finding.severity, key=_SEVERITIES.index)
    changes: dict[str, Any] = {
        "count": F("count") + finding.count,
        "last_seen": max(found.last_seen or found.created_at, from_micros(finding.last_micros)),
        "severity": severity,
        "evidence": evidence,
        "by_minute": _last_hour(by_minute + Counter(dict(found.by_minute))),
    }
    if found.score is not None and finding.score > found.score:
        fresh = _columns(finding)
        changes |= {name: fresh[name] for name in ("detector", "score", "description")}
        changes["evidence"] = {**fresh["evidence"], "rules": evidence["rules"]}
        if finding.request:
            changes["request_id"] = fresh["request_id"]
    if not row.update(**changes):
        return False
    for name in ("last_seen", "severity", "by_minute"):
        setattr(found, name, changes[name])
    return True


def _columns(finding: Finding) -> dict[str, Any]:
    evidence: dict[str, Any] = {
        "method": finding.method,
        "path": finding.path,
        "where": finding.where,
        "rules": finding.rules,
    }
    if finding.excerpt:
        evidence |= {"excerpt": finding.excerpt, "start": finding.start, "end": finding.end}
    return {
        "created_at": from_micros(finding.first_micros),
        "last_seen": from_micros(finding.last_micros),
        "count": finding.count,
        "threat_type": finding.threat_type,
        "severity": finding.severity,
        "description": finding.description,
        "detector": finding.detector,
        "score": finding.score,
        "evidence": {name: value for name, value in evidence.items() if value},
        "ip_address": finding.ip or None,
        "country": finding.country,
        "user_id": finding.user or None,
        "request_id": uuid.UUID(bytes=finding.request) if finding.request else None,
    }
