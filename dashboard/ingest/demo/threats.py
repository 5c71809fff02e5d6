"""Findings of the demo: of all severities, the older ones mostly resolved."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from random import Random
from typing import Any, NamedTuple

from dashboard.ingest.record import Record
from dashboard.models.fields import from_micros
from dashboard.models.threat_log import ThreatLog

_ONE_IN = 400
_AT_LEAST = 20
_LOW, _MEDIUM, _HIGH, _CRITICAL = ThreatLog.Severity.values
# Dealt out in rounds, so that few findings have all severities, too.
_ROUND = (*[_LOW] * 8, *[_MEDIUM] * 6, *[_HIGH] * 4, *[_CRITICAL] * 2)
_TWO_DAYS = 2 * 86_400_000_000
_NOTES = ("Checked: no data left.", "False alarm.", "Address blocked.", "Key rotated.")


class Finding(NamedTuple):
    """A kind of finding; those of a prompt are about requests that called a model."""

    threat_type: str
    description: str
    of_prompt: bool = False


_FINDINGS = {
    _LOW: (
        Finding("scanner", "A known scanner looked for files that are not there."),
        Finding("rate_abuse", "Far more requests a minute than anybody else."),
        Finding("prompt_probing", "Asked for the system prompt.", True),
    ),
    _MEDIUM: (
        Finding("path_traversal", "A path that leads out of the folder."),
        Finding("xss", "Script in a query parameter."),
        Finding("prompt_injection", "A document told the model to ignore its rules.", True),
    ),
    _HIGH: (
        Finding("sql_injection", "SQL in a search field."),
        Finding("credential_stuffing", "Many logins with different names from one address."),
        Finding("jailbreak", "A role-play that lifts the model's limits.", True),
    ),
    _CRITICAL: (
        Finding("command_injection", "A shell command in a file name."),
        Finding("data_exfiltration", "An answer was about to carry an API key.", True),
    ),
}


class Threats:
    """Files findings about requests, as many as suit the number of requests."""

    def __init__(self, requests: int, users: dict[str, Any], seed: int, now_micros: int) -> None:
        self._rng = Random(f"{seed}|threats")
        self._users = users
        self._now = now_micros
        self._every = max(1, min(_ONE_IN, requests // _AT_LEAST))
        self._seen = 0
        self._severities: list[str] = []

    def about(self, records: Iterable[Record]) -> list[ThreatLog]:
        """The findings about some of these requests."""
        threats = []
        for record in records:
            self._seen += 1
            if self._seen % self._every == 0:
                threats.append(self._file(record))
        return threats

    def _file(self, record: Record) -> ThreatLog:
        rng = self._rng
        if not self._severities:
            self._severities = rng.sample(_ROUND, len(_ROUND))
        severity = self._severities.pop()
        fitting = [f for f in _FINDINGS[severity] if f.of_prompt == bool(record.calls)]
        finding = rng.choice(fitting)
        old = self._now - record.created_micros > _TWO_DAYS
        resolved = rng.random() < (0.8 if old else 0.25)
        later = record.created_micros + rng.randrange(60_000_000, _TWO_DAYS)
        return ThreatLog(
            created_at=from_micros(record.created_micros),
            last_seen=from_micros(record.created_micros),
            threat_type=finding.threat_type,
            severity=severity,
            description=finding.description,
            evidence={"method": record.method, "path": record.path},
            detector="demo",
            ip_address=record.ip,
            country=record.country,
            user_id=self._users.get(record.user),
            request_id=uuid.UUID(bytes=record.id),
            resolved=resolved,
            resolved_at=from_micros(min(later, self._now)) if resolved else None,
            note=rng.choice(_NOTES) if resolved else "",
            is_demo=True,
        )
