"""What detectors hit, as findings: where it came from, in words, and without secrets."""

from __future__ import annotations

from dashboard.capture.redaction import clean, redact
from dashboard.conf import conf
from dashboard.ingest.record import Finding
from dashboard.threats.hit import EXCERPT, Hit
from dashboard.threats.inspected import Inspected

_DESCRIPTIONS = {
    "sql_injection": "SQL that a value brings with it",
    "xss": "Markup or code that a page would run",
    "path_traversal": "A way out of a folder, or a file that holds secrets",
    "command_injection": "A command, code or template that a server would run",
    "scanner": "A tool or a probe that looks for holes",
    "malformed_request": "A request that no honest client sends",
    "prompt_injection": "Text that tries to turn a model against its instructions",
    "jailbreak": "Text that tries to lift the limits of a model",
    "invalid_token": "A bearer token that was refused",
    "rate_limit": "More requests than allowed",
    "failed_login": "Logins that failed",
    "credential_stuffing": "Logins to many accounts from one address",
}


def findings_of(
    hits: list[Hit],
    inspected: Inspected,
    at: int,
    ip: str,
    country: str,
    user: str,
    request_id: bytes,
) -> list[Finding]:
    """One finding a kind."""
    by_kind: dict[str, list[Hit]] = {}
    for hit in hits:
        by_kind.setdefault(hit.threat_type, []).append(hit)
    findings = [_finding(kind, of_kind, at, inspected) for kind, of_kind in by_kind.items()]
    for finding in findings:
        finding.ip, finding.country, finding.user = ip, country, user
        finding.request = request_id
    return findings


def describe(threat_type: str, rule: str) -> str:
    """A sentence about a kind of finding; a host's own kinds by their name."""
    known = _DESCRIPTIONS.get(threat_type, threat_type.replace("_", " ").capitalize())
    return f"{known} (rule {rule})."


def _finding(kind: str, hits: list[Hit], at_micros: int, inspected: Inspected) -> Finding:
    surest = max(hits, key=lambda hit: hit.score)
    rules = [f"{kind}/{hit.rule}"[:100] for hit in hits]
    excerpt, start, end = _redacted(surest) if conf.STORE_EVIDENCE else ("", 0, 0)
    return Finding(
        at_micros,
        at_micros,
        kind[:60],
        surest.severity,
        f"{kind}/{surest.rule}"[:100],
        min(1.0, max(0.0, surest.score)),
        describe(kind, surest.rule),
        rules={rule: rules.count(rule) for rule in rules},
        where=clean(surest.where)[:100],
        method=clean(inspected.method)[:20],
        path=clean(inspected.path)[:500],
        excerpt=excerpt,
        start=start,
        end=end,
    )


def _redacted(hit: Hit) -> tuple[str, int, int]:
    """The excerpt without secrets, and where the match then lies in it."""
    before, match, after = (
        clean(redact(part, EXCERPT))
        for part in (
            hit.excerpt[: hit.start],
            hit.excerpt[hit.start : hit.end],
            hit.excerpt[hit.end :],
        )
    )
    return f"{before}{match}{after}"[:EXCERPT], len(before), len(before) + len(match)
