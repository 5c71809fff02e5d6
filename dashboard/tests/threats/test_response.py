"""Rules of response: what they do, what they only write down, and whom they never hit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from dashboard.models import IPBlock, ResponseRule, RuleFiring, ThreatLog
from dashboard.tests.capture.recorder import Recorder, totals

ATTACKER = "8.8.4.4"
pytestmark = pytest.mark.django_db


@pytest.fixture
def rule(db: None) -> ResponseRule:
    """The only rule: three findings of SQL within ten minutes block for an hour."""
    ResponseRule.objects.all().delete()
    return ResponseRule.objects.create(
        name="SQL", threat_type="sql_injection", severity="high", count=3, mode="on"
    )


def file(severity: str = "high", **fields: Any) -> ThreatLog:
    """A finding that a host files."""
    fields = {"threat_type": "sql_injection", "ip_address": ATTACKER, **fields}
    return ThreatLog.objects.create(severity=severity, **fields)


def outcomes() -> list[str]:
    """What rules did, in order."""
    return list(RuleFiring.objects.order_by("pk").values_list("outcome", flat=True))


def attack(recorder: Recorder, times: int, address: str = ATTACKER) -> None:
    """Requests with SQL in them, one after another."""
    for _ in range(times):
        recorder.client.get("/plain/", {"q": "a' OR 1=1--"}, REMOTE_ADDR=address)


def test_rules_begin_in_shadow_mode(db: None) -> None:
    assert set(ResponseRule.objects.values_list("mode", flat=True)) == {"shadow"}
    assert ResponseRule().mode == "shadow"


def test_findings_of_requests_lead_to_a_block(recorder: Recorder, rule: ResponseRule) -> None:
    attack(recorder, 2)
    recorder.drain()
    assert (outcomes(), IPBlock.objects.count()) == ([], 0)
    attack(recorder, 1)
    recorder.drain()
    made = IPBlock.objects.get()
    finding = ThreatLog.objects.get()
    assert (finding.count, made.network, made.finding) == (3, "8.8.4.4/32", finding)
    assert made.expires_at == finding.last_seen + timedelta(hours=1)
    assert made.reason == f"Rule 'SQL': sql_injection, finding {finding.pk}"
    assert made.created_by is None
    firing = RuleFiring.objects.get()
    assert (firing.block, firing.finding, firing.was_shadow) == (made, finding, False)
    assert firing.outcome == f"Blocked 8.8.4.4/32 until {made.expires_at:%Y-%m-%d %H:%M} UTC"
    # While it holds, nothing more is said.
    attack(recorder, 5)
    recorder.drain()
    assert (RuleFiring.objects.count(), IPBlock.objects.count()) == (1, 1)


def test_shadow_mode_does_nothing(rule: ResponseRule) -> None:
    ResponseRule.objects.update(mode="shadow", count=1)
    finding = file()
    until = (finding.seen_last + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")
    assert outcomes() == [f"Would have blocked 8.8.4.4/32 until {until} UTC"]
    assert IPBlock.objects.count() == 0
    # Switched on, it does what it would have done.
    ResponseRule.objects.update(mode="on")
    file()
    assert outcomes()[1:] == [f"Blocked 8.8.4.4/32 until {until} UTC"]
    ResponseRule.objects.update(mode="off")
    file(ip_address="8.8.8.8")
    assert len(outcomes()) == 2


def test_only_what_is_in_the_window_counts(rule: ResponseRule) -> None:
    now = timezone.now()
    for minutes in (30, 11, 0):
        file(created_at=now - timedelta(minutes=minutes))
    assert outcomes() == []
    file(created_at=now - timedelta(minutes=3))
    assert outcomes() == []
    file(created_at=now)
    assert len(outcomes()) == 1


def test_other_kinds_and_other_addresses_do_not_count(rule: ResponseRule) -> None:
    file("medium")
    file(threat_type="xss")
    file(ip_address="8.8.8.8")
    file(is_false_positive=True, resolved=True)
    file()
    file()
    assert outcomes() == []
    file("critical")
    assert len(outcomes()) == 1


def test_a_rule_about_anything_counts_all_kinds(rule: ResponseRule) -> None:
    ResponseRule.objects.update(threat_type="", block_minutes=None)
    for kind in ("xss", "coupon_abuse", "sql_injection"):
        file(threat_type=kind)
    assert outcomes() == ["Blocked 8.8.4.4/32 for ever"]
    assert IPBlock.objects.get().expires_at is None


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("127.0.0.1", "127.0.0.1/32 would hit 127.0.0.0/8, which is never blocked."),
        ("10.1.2.3", "10.1.2.3/32 would hit 10.0.0.0/8, which is never blocked."),
        ("9.9.9.9", "9.9.9.9/32 would hit 9.9.9.0/24, which is never blocked."),
        ("sha256:abc", "Its address was kept as a hash, which cannot be blocked."),
    ],
)
def test_who_is_never_blocked(rule: ResponseRule, settings: Any, address: str, why: str) -> None:
    settings.DASHBOARD = {**settings.DASHBOARD, "NEVER_BLOCK": ["9.9.9.0/24"]}
    ResponseRule.objects.update(count=1)
    file(ip_address=address)
    assert outcomes() == [f"Not blocked: {why}"]
    ResponseRule.objects.update(mode="shadow")
    file(ip_address=address)
    assert outcomes()[1:] == [f"Would not have blocked it: {why}"]
    assert IPBlock.objects.count() == 0


def test_staff_are_never_blocked(rule: ResponseRule, staff: User, user: User) -> None:
    ResponseRule.objects.update(count=1)
    file(user=staff)
    assert outcomes() == ["Not blocked: it came from somebody who is signed in as staff."]
    file(user=user, ip_address="8.8.8.8")
    assert IPBlock.objects.get().network == "8.8.8.8/32"


def test_old_findings_that_are_written_late_block_nobody(rule: ResponseRule) -> None:
    ResponseRule.objects.update(count=1)
    file(created_at=timezone.now() - timedelta(hours=2))
    assert outcomes() == []


def test_a_rule_may_only_note(rule: ResponseRule) -> None:
    ResponseRule.objects.update(count=1, action="note")
    file()
    assert (outcomes(), IPBlock.objects.count()) == (["Noted"], 0)


def test_what_a_host_files_without_an_address(rule: ResponseRule) -> None:
    ResponseRule.objects.update(count=1)
    file(ip_address=None)
    assert outcomes() == []


def test_trouble_with_rules_keeps_no_finding_out(
    recorder: Recorder, rule: ResponseRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Invariant 1."""

    def broken(*args: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("dashboard.threats.response._respond", broken)
    attack(recorder, 3)
    recorder.drain()
    assert (ThreatLog.objects.get().count, totals()["requests"]) == (3, 3)
    assert file(threat_type="xss").pk is not None


def test_the_panic_switch_lifts_all_and_stops_the_rules(rule: ResponseRule, capsys: Any) -> None:
    ResponseRule.objects.update(count=1)
    file()
    assert IPBlock.objects.standing().count() == 1
    call_command("lift_blocks", "--all")
    assert "lifted 1 blocks, put 1 rules into shadow mode" in capsys.readouterr().out
    assert IPBlock.objects.standing().count() == 0
    file(ip_address="8.8.8.8")
    assert outcomes()[-1].startswith("Would have blocked 8.8.8.8/32")
