"""The triage desk: the order of the list, shortcuts, and what one page shows and can do."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from dashboard.models import Checkpoint, IPBlock, ResponseRule, RuleFiring, ThreatLog
from dashboard.tests.records import call, record, write

LIST = "/admin/dashboard/threatlog/"
RULES = "/admin/dashboard/responserule/"
ATTACKER = "8.8.4.4"
pytestmark = pytest.mark.django_db


def find(severity: str = "high", **fields: Any) -> ThreatLog:
    fields = {"threat_type": "xss", "ip_address": ATTACKER, **fields}
    return ThreatLog.objects.create(severity=severity, **fields)


def act(client: Client, action: str, *rows: ThreatLog, **fields: str) -> str:
    keys = [str(row.pk) for row in rows]
    sent = {"action": action, "_selected_action": keys, **fields}
    return client.post(LIST, sent, follow=True).content.decode()


def undo(client: Client, html: str) -> str:
    """Press the button of the message."""
    form = re.search(r'<form[^>]*class="dashboard-undo".*?</form>', html, re.DOTALL)
    assert form is not None
    address = re.search(r'action="([^"]+)"', form[0])
    button = re.search(r'name="action" value="(\w+)"', form[0])
    assert address is not None
    assert button is not None
    keys = re.findall(r'name="_selected_action" value="(\d+)"', form[0])
    sent = {"action": button[1], "_selected_action": keys, "confirmed": "yes"}
    return client.post(address[1], sent, follow=True).content.decode()


def test_what_needs_a_person_comes_first(admin: Client) -> None:
    now = timezone.now()
    resolved = find("critical", resolved=True)
    low = find("low", created_at=now)
    old = find("critical", created_at=now - timedelta(hours=2))
    new = find("critical", created_at=now - timedelta(hours=1))
    html = admin.get(LIST).content.decode()
    keys = re.findall(r'name="_selected_action" value="(\d+)"', html)
    assert [int(key) for key in keys] == [new.pk, old.pk, low.pk, resolved.pk]


def test_shortcuts_and_filters(admin: Client, listed: Callable[..., list[str]]) -> None:
    now = timezone.now()
    find("critical", country="NL", description="one")
    find("low", country="DE", ip_address="2001:db8::1", description="two")
    find("critical", created_at=now - timedelta(hours=3), description="three")
    find("high", resolved=True, is_false_positive=True, description="four")
    html = admin.get(LIST).content.decode()
    shortcuts = re.search(r'<nav class="dashboard-shortcuts".*?</nav>', html, re.DOTALL)
    assert shortcuts is not None
    links = {
        strip_tags(text): address
        for address, text in re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', shortcuts[0])
    }
    assert [*links] == ["Open", "Open and critical", "Last hour", "False positives"]

    def descriptions(address: str) -> list[str]:
        question = dict(pair.split("=") for pair in address.replace("&amp;", "&")[1:].split("&"))
        words = {"one", "two", "three", "four"}
        rows = listed("threatlog", **question)
        return [next(word for word in row.split() if word in words) for row in rows]

    assert descriptions(links["Open"]) == ["one", "three", "two"]
    assert descriptions(links["Open and critical"]) == ["one", "three"]
    assert descriptions(links["Last hour"]) == ["one", "two", "four"]
    assert descriptions(links["False positives"]) == ["four"]
    assert descriptions("?country=DE") == ["two"]
    assert descriptions("?ip=2001:db8::1") == ["two"]


def test_false_positives_and_undo(admin: Client) -> None:
    one, two = find(detector="xss/tag"), find(detector="xss/tag", resolved=True)
    html = act(admin, "mark_false", one, two, confirmed="yes", note="A blog post")
    assert "2 threats were marked as false." in html
    assert ThreatLog.objects.filter(is_false_positive=True, resolved=True).count() == 2
    page = admin.get(f"{LIST}{one.pk}/change/").content.decode()
    assert "false positives: 2 of 2 judged, 100.0 %" in page
    assert "2 threats were reopened." in undo(admin, html)
    assert ThreatLog.objects.filter(resolved=False, is_false_positive=False).count() == 2


def test_the_page_of_a_finding_shows_where_it_came_from(admin: Client, user: User) -> None:
    """And what stands in it does not run."""
    made = record(timezone.now(), ip=ATTACKER, path="/?q=<script>", calls=[call("gpt-4o")])
    write([made, record(timezone.now(), ip=ATTACKER, endpoint="/other/")])
    finding = find(
        request_id=made.id.hex(),
        count=12,
        score=0.93,
        detector="xss/tag",
        evidence={"excerpt": "q=<script>alert(1)</script>", "start": 2, "end": 10},
    )
    find("low", threat_type="scanner", count=7)
    html = admin.get(f"{LIST}{finding.pk}/change/").content.decode()
    assert "<code>q=<mark>&lt;script&gt;</mark>alert(1)&lt;/script&gt;</code>" in html
    assert "<script>alert" not in html
    text = " ".join(strip_tags(html).split())
    for shown in ("0.93 of 1", "POST /?q=&lt;script&gt;", "gpt-4o", "POST /other/", "scanner"):
        assert shown in text
    assert "none judged yet of 1" in text


def test_blocks_from_the_page_and_takes_it_back(admin: Client, staff: User) -> None:
    finding = find()
    page = f"{LIST}{finding.pk}/change/"
    html = admin.get(page).content.decode()
    form = re.search(r'<form[^>]*class="dashboard-deeds".*?</form>', html, re.DOTALL)
    assert form is not None
    offered = re.findall(r'name="action" value="(\w+)"', form[0])
    assert offered == [
        "resolve",
        "mark_false",
        "block_hour",
        "block_day",
        "block_ever",
        "block_network",
    ]
    html = act(admin, "block_day", finding, back=str(finding.pk))
    assert "Blocked: 8.8.4.4/32." in html
    assert "What rules did" in html, "it is the page of the finding"
    block = IPBlock.objects.standing().get()
    assert f"/admin/dashboard/ipblock/{block.pk}/change/" in html
    assert "1 block was lifted." in undo(admin, html)
    assert IPBlock.objects.standing().count() == 0
    asked = act(admin, "block_network", finding)
    assert "the /24 (IPv6: /48) around each of 1 address " in asked
    html = act(admin, "block_network", finding, confirmed="yes", lasts="hour")
    assert "Blocked: 8.8.4.0/24." in html
    assert "1 block was lifted." in undo(admin, html)
    asked = act(admin, "block_ever", finding, back=str(finding.pk))
    assert f'name="back" value="{finding.pk}"' in asked
    said = LogEntry.objects.filter(content_type__model="ipblock").order_by("pk")
    assert [entry.get_change_message().split()[0] for entry in said] == [
        "Blocked",
        "Lifted.",
        "Blocked",
        "Lifted.",
    ]


def test_locks_an_account_and_takes_it_back(admin: Client, staff: User, user: User) -> None:
    mine, of_staff = find(user=user), find(user=staff)
    html = act(admin, "lock", mine, of_staff)
    assert "Locked: ada." in html
    assert "grace is staff, whom only an administrator of accounts can lock." in html
    assert User.objects.get(pk=user.pk).is_active is False
    assert "Unlocked: ada." in undo(admin, html)
    assert User.objects.get(pk=user.pk).is_active is True
    said = LogEntry.objects.filter(content_type__model="user").order_by("pk")
    assert [(entry.user, entry.get_change_message()) for entry in said] == [
        (staff, "Locked because of threats."),
        (staff, "Unlocked because of threats."),
    ]


def test_a_rule_is_written_switched_on_and_audited(admin: Client, staff: User) -> None:
    """Invariant 8."""
    form = {
        "name": "Cross-site scripting",
        "mode": "shadow",
        "threat_type": "xss",
        "severity": "high",
        "count": "2",
        "window_minutes": "5",
        "action": "block",
        "block_minutes": "30",
    }
    assert admin.post(f"{RULES}add/", form).status_code == 302
    rule = ResponseRule.objects.get(name="Cross-site scripting")
    find()
    assert RuleFiring.objects.count() == 0
    last = find()
    assert "Would have blocked" in RuleFiring.objects.get(rule=rule).outcome
    html = admin.get(f"{RULES}{rule.pk}/change/").content.decode()
    assert "Would have blocked 8.8.4.4/32" in html
    assert f"/admin/dashboard/threatlog/{last.pk}/change/" in html
    assert "0 times, 1 in shadow" in admin.get(RULES).content.decode()
    assert admin.post(f"{RULES}{rule.pk}/change/", {**form, "mode": "on"}).status_code == 302
    entry = LogEntry.objects.filter(object_id=str(rule.pk), content_type__model="responserule")
    assert [row.get_change_message() for row in entry.order_by("pk")] == ["Added.", "Changed Mode."]
    find()
    assert IPBlock.objects.standing().get().network == "8.8.4.4/32"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"action": "refuse", "count": "2"}, "the count must be 1"),
        ({"window_minutes": "61"}, "less than or equal to 60"),
        ({"count": "0"}, "greater than or equal to 1"),
        ({"severity": "odd"}, "Select a valid choice"),
        ({"threat_type": "two words"}, "valid “slug”"),
    ],
)
def test_rules_that_make_no_sense_are_refused(
    admin: Client, change: dict[str, str], says: str
) -> None:
    form = {"name": "Odd", "mode": "on", "severity": "high", "count": "1"}
    more = {"window_minutes": "10", "action": "block", "block_minutes": "30"}
    html = admin.post(f"{RULES}add/", {**form, **more, **change}).content.decode()
    assert says in html
    assert not ResponseRule.objects.filter(name="Odd").exists()


def test_the_ledger_tells_what_was_not_searched(listed: Callable[..., list[str]]) -> None:
    Checkpoint.objects.create(
        journal=uuid.uuid4(), source="one", scanned=1_234, unscanned=56, failed_scans=7
    )
    (row,) = listed("checkpoint")
    assert "1,234 56 7" in row
