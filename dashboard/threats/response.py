"""What is done about findings without waiting for a person: the rules that staff wrote."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from dashboard.models.ip_block import IPBlock
from dashboard.models.response_rule import LONGEST_WINDOW, ResponseRule
from dashboard.models.rule_firing import RuleFiring
from dashboard.models.threat_log import ThreatLog
from dashboard.threats.blocking import block, duration, network_of

logger = logging.getLogger("dashboard.threats")

_A_SELECT = 500
Action = ResponseRule.Action


def respond(findings: Sequence[ThreatLog]) -> int:
    """Apply the rules to findings that came or grew; how often one of them spoke.

    Never raises: no rule may keep a finding from being stored.
    """
    try:
        with transaction.atomic():
            return _respond(findings)
    except Exception:
        logger.exception("the rules of response could not be applied")
        return 0


@receiver(post_save, sender=ThreatLog, dispatch_uid="dashboard.respond")
def on_filed(instance: ThreatLog, created: bool, raw: bool = False, **kwargs: object) -> None:
    """Findings that a host files itself are answered like those of our detectors."""
    if created and not raw and not instance.is_demo:
        respond([instance])


def _respond(findings: Sequence[ThreatLog]) -> int:
    found = [finding for finding in findings if finding.ip_address]
    rules = list(ResponseRule.objects.exclude(mode=ResponseRule.Mode.OFF)) if found else []
    if not rules:
        return 0
    # Of each address, the newest last.
    found.sort(key=lambda finding: finding.seen_last)
    lately = _lately(found)
    spoken = _spoken({finding.ip_address or "" for finding in found})
    staff = _staff_among(found)
    firings = 0
    for rule in rules:
        newest = {f.ip_address: f for f in found if rule.matches(f.threat_type, f.severity)}
        for address, finding in newest.items():
            if (rule.pk, address, rule.mode == ResponseRule.Mode.SHADOW) in spoken:
                continue
            until = finding.seen_last
            seen = sum(
                row.seen_between(until - rule.window, until)
                for row in lately[finding.ip_address or ""]
                if rule.matches(row.threat_type, row.severity)
            )
            if seen >= rule.count:
                firings += _fire(rule, finding, is_staff=finding.user_id in staff)
    return firings


def _fire(rule: ResponseRule, finding: ThreatLog, *, is_staff: bool) -> bool:
    """Do what the rule says, or write down that it would have; whether it is not too late."""
    lasts = rule.block_lasts if rule.action == Action.BLOCK else rule.window
    until = None if lasts is None else finding.seen_last + lasts
    if until is not None and until <= timezone.now():
        return False
    is_shadow = rule.mode == ResponseRule.Mode.SHADOW
    made = None
    if rule.action == Action.NOTE:
        outcome = "Noted"
    elif rule.action == Action.REFUSE:
        outcome = "Would have refused such requests" if is_shadow else "Refused such requests"
    else:
        made, outcome = _block(rule, finding, until, is_shadow=is_shadow, is_staff=is_staff)
    RuleFiring.objects.create(
        rule=rule,
        finding=finding,
        ip_address=finding.ip_address or "",
        until=until,
        was_shadow=is_shadow,
        outcome=outcome[:300],
        block=made,
    )
    return True


def _block(
    rule: ResponseRule,
    finding: ThreatLog,
    until: datetime | None,
    *,
    is_shadow: bool,
    is_staff: bool,
) -> tuple[IPBlock | None, str]:
    """The block, if there is to be one, and what is to be said of it."""
    would_not = "Would not have blocked it: " if is_shadow else "Not blocked: "
    if is_staff:
        return None, f"{would_not}it came from somebody who is signed in as staff."
    try:
        network = network_of(finding)
    except ValidationError as error:
        return None, would_not + error.messages[0]
    if is_shadow:
        return None, f"Would have blocked {network} {duration(until)}"
    reason = f"Rule {rule.name!r}: {finding.threat_type}, finding {finding.pk}"
    made = block(network, reason=reason[:300], until=until, by=None, finding=finding)
    return made, f"Blocked {network} {duration(until)}"


def _lately(found: list[ThreatLog]) -> dict[str, list[ThreatLog]]:
    """What each address was found at within the longest window, by address."""
    oldest = found[0].seen_last - timedelta(minutes=LONGEST_WINDOW)
    rows: defaultdict[str, list[ThreatLog]] = defaultdict(list)
    addresses = sorted({finding.ip_address or "" for finding in found})
    for start in range(0, len(addresses), _A_SELECT):
        some = addresses[start : start + _A_SELECT]
        for row in ThreatLog.objects.filter(
            ip_address__in=some, last_seen__gte=oldest, is_false_positive=False
        ):
            rows[row.ip_address or ""].append(row)
    return rows


def _spoken(addresses: set[str]) -> set[tuple[int, str, bool]]:
    """Rule, address and mode of the firings that still hold: nothing is said twice."""
    holding = Q(until__isnull=True) | Q(until__gt=timezone.now())
    rows = RuleFiring.objects.filter(holding).values_list("rule_id", "ip_address", "was_shadow")
    return {row for row in rows if row[1] in addresses}


def _staff_among(found: list[ThreatLog]) -> set[Any]:
    users = {finding.user_id for finding in found if finding.user_id is not None}
    accounts = get_user_model()._default_manager.filter(pk__in=users)
    return {account.pk for account in accounts if getattr(account, "is_staff", False)}
