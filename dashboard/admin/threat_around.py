"""Around a finding: its calls, what else came from there, what rules did, what staff can do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from dashboard.admin import formats
from dashboard.admin.badges import outcome_badge, resolved_badge, severity_badge, status_badge
from dashboard.admin.related import RelatedTable, related_table
from dashboard.models.model_call import ModelCall
from dashboard.models.threat_log import ThreatLog
from dashboard.queries.threats import get_near
from dashboard.threats.blocking import blocks_of

Columns = dict[str, Callable[[Any], str]]
_CALLS: Columns = {
    "Model": lambda call: formats.row_link("modelcall", call.pk, call.model_name),
    "Outcome": lambda call: outcome_badge(call.failed),
    "Latency": lambda call: formats.milliseconds(call.latency_ms),
    "Tokens": lambda call: formats.whole(call.total_tokens),
    "Cost": lambda call: formats.dollars(call.cost_usd),
}
_REQUESTS: Columns = {
    "Time": lambda made: formats.instant(made.created_at),
    "Status": lambda made: status_badge(made.status_code),
    "Request": lambda made: formats.row_link(
        "requestlog", made.pk, f"{made.method} {made.endpoint}"
    ),
    "Latency": lambda made: formats.milliseconds(made.latency_ms),
    "User": lambda made: formats.person(made.user, made.user_id),
}
_THREATS: Columns = {
    "Seen last": lambda row: formats.instant(row.seen_last),
    "Severity": lambda row: severity_badge(row.severity),
    "Type": lambda row: formats.row_link("threatlog", row.pk, row.threat_type),
    "Times": lambda row: formats.whole(row.count),
    "State": lambda row: resolved_badge(row.resolved, row.is_false_positive),
}
_FIRINGS: Columns = {
    "Time": lambda fired: formats.instant(fired.created_at),
    "Rule": lambda fired: formats.row_link("responserule", fired.rule_id, fired.rule.name),
    "What it did": lambda fired: fired.outcome,
}


def tables_around(finding: ThreatLog) -> list[RelatedTable]:
    """One query each, a bounded number of rows each."""
    calls = ModelCall.objects.filter(request_id=finding.request_id).order_by("id")
    return [
        related_table("Model calls of the request", calls, _CALLS),
        *_near(finding),
        related_table(
            "What rules did", finding.firings.select_related("rule").order_by("-pk"), _FIRINGS
        ),
    ]


def deeds_for(finding: ThreatLog) -> dict[str, str]:
    """The actions of the list that could do anything for one finding, as buttons say them."""
    deeds = {"reopen": "Reopen"} if finding.resolved else {"resolve": "Resolve"}
    if not finding.is_false_positive:
        deeds["mark_false"] = "Mark as a false positive"
    if finding.ip_address and blocks_of([finding]).exists():
        deeds["unblock"] = "Lift the block"
    elif finding.ip_address:
        deeds["block_hour"] = "Block for 1 hour"
        deeds["block_day"] = "Block for 1 day"
        deeds["block_ever"] = "Block for ever"
        deeds["block_network"] = "Block the network"
    if finding.user is not None and getattr(finding.user, "is_active", True):
        deeds["lock"] = "Lock the account"
    elif finding.user is not None:
        deeds["unlock"] = "Unlock the account"
    return deeds


def _near(finding: ThreatLog) -> Iterator[RelatedTable]:
    for near in get_near(finding=finding):
        if near.by == "address":
            words, found_by = "from this address", {"q": finding.ip_address or ""}
        else:
            words, found_by = "of this user", {"user": str(finding.user_id)}
        requests, threats = (
            f"{reverse(f'admin:dashboard_{model}_changelist')}?{urlencode(found_by)}"
            for model in ("requestlog", "threatlog")
        )
        yield related_table(f"Last requests {words}", near.requests, _REQUESTS, requests)
        yield related_table(f"Other findings {words}", near.threats, _THREATS, threats)
