"""Staff resolve and reopen findings, one or many, and every change leaves an entry."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client

from dashboard.models import ThreatLog

pytestmark = pytest.mark.django_db
LIST = "/admin/dashboard/threatlog/"


@pytest.fixture
def threats(db: None) -> list[ThreatLog]:
    """Three open findings."""
    kinds = ("sql_injection", "xss", "scanner")
    return [ThreatLog.objects.create(threat_type=kind, severity="high") for kind in kinds]


def act(client: Client, action: str, rows: list[ThreatLog], **fields: str) -> Any:
    keys = [str(row.pk) for row in rows]
    return client.post(LIST, {"action": action, "_selected_action": keys, **fields}, follow=True)


def history(row: ThreatLog) -> list[tuple[str, str]]:
    """Who did what, oldest first."""
    entries = LogEntry.objects.filter(content_type__model="threatlog", object_id=str(row.pk))
    found = entries.order_by("pk").values_list("user__username", "change_message")
    return list(found)


def test_many_are_resolved_after_a_question(
    admin: Client, staff: User, threats: list[ThreatLog]
) -> None:
    """Invariant 8: who, what and when."""
    asked = act(admin, "resolve", threats[:2])
    assert "Resolve 2 threats" in asked.content.decode()
    assert ThreatLog.objects.filter(resolved=True).count() == 0
    done = act(admin, "resolve", threats[:2], confirmed="yes", note=" A scan of ours ")
    assert "2 threats were resolved." in done.content.decode()
    for row in threats[:2]:
        row.refresh_from_db()
        assert (row.resolved, row.resolved_by, row.note) == (True, staff, "A scan of ours")
        assert row.resolved_at is not None
        assert history(row) == [("grace", "Resolved. Note: A scan of ours")]
        shown = admin.get(f"{LIST}{row.pk}/history/").content.decode()
        assert "Resolved. Note: A scan of ours" in shown
    threats[2].refresh_from_db()
    assert (threats[2].resolved, history(threats[2])) == (False, [])


def test_reopening_takes_back_who_and_when(admin: Client, threats: list[ThreatLog]) -> None:
    act(admin, "resolve", threats, confirmed="yes", note="Checked")
    done = act(admin, "reopen", threats[:1], confirmed="yes", note="")
    assert "1 threat was reopened." in done.content.decode()
    threats[0].refresh_from_db()
    row = threats[0]
    assert (row.resolved, row.resolved_at, row.resolved_by) == (False, None, None)
    # Nothing was written, so the note stays.
    assert row.note == "Checked"
    assert history(row) == [("grace", "Resolved. Note: Checked"), ("grace", "Reopened.")]


def test_what_is_resolved_already_is_left_alone(
    admin: Client, user: User, threats: list[ThreatLog]
) -> None:
    ThreatLog.objects.filter(pk=threats[0].pk).update(resolved=True, resolved_by=user, note="Mine")
    asked = act(admin, "resolve", threats)
    assert "Resolve 2 threats" in asked.content.decode()
    done = act(admin, "resolve", threats, confirmed="yes", note="Now")
    assert "2 threats were resolved." in done.content.decode()
    threats[0].refresh_from_db()
    assert (threats[0].resolved_by, threats[0].note) == (user, "Mine")
    assert history(threats[0]) == []
    nothing = act(admin, "resolve", threats)
    assert "there is nothing to change" in nothing.content.decode()


def test_all_that_the_filters_find_can_be_changed(
    admin: Client, django_assert_max_num_queries: Any
) -> None:
    """In a number of statements that grows with the hundreds, not with the rows."""
    ThreatLog.objects.bulk_create(
        ThreatLog(threat_type="scanner", severity=severity)
        for severity in ("low", "high")
        for _ in range(600)
    )
    row = ThreatLog.objects.filter(severity="low")[0]
    with django_assert_max_num_queries(40):
        done: Any = admin.post(
            f"{LIST}?severity__exact=low",
            {
                "action": "resolve",
                "select_across": "1",
                "_selected_action": [str(row.pk)],
                "confirmed": "yes",
            },
        )
    assert done.status_code == 302
    resolved = ThreatLog.objects.filter(resolved=True)
    assert set(resolved.values_list("severity", flat=True)) == {"low"}
    assert (resolved.count(), LogEntry.objects.count()) == (600, 600)


def test_one_is_resolved_and_reopened_on_its_page(
    admin: Client, staff: User, threats: list[ThreatLog]
) -> None:
    row = threats[0]
    page = f"{LIST}{row.pk}/change/"
    assert admin.post(page, {"resolved": "on", "note": "Looked at"}).status_code == 302
    row.refresh_from_db()
    assert (row.resolved, row.resolved_by, row.note) == (True, staff, "Looked at")
    assert admin.post(page, {"resolved": "on", "note": "Twice"}).status_code == 302
    assert admin.post(page, {"note": "Twice"}).status_code == 302
    row.refresh_from_db()
    assert (row.resolved, row.resolved_at, row.resolved_by) == (False, None, None)
    assert [what for _, what in history(row)] == [
        "Resolved. Note: Looked at",
        "Note changed. Note: Twice",
        "Reopened. Note: Twice",
    ]


def test_what_was_found_cannot_be_changed(admin: Client, threats: list[ThreatLog]) -> None:
    row = threats[0]
    changed = {"severity": "low", "threat_type": "harmless", "description": "Nothing"}
    admin.post(f"{LIST}{row.pk}/change/", changed)
    row.refresh_from_db()
    assert (row.severity, row.threat_type, row.description) == ("high", "sql_injection", "")


@pytest.mark.parametrize("action", ["resolve", "reopen"])
def test_who_may_only_look_cannot_change(
    client: Client, user: User, threats: list[ThreatLog], action: str
) -> None:
    user.is_staff = True
    user.save()
    user.user_permissions.add(Permission.objects.get(codename="view_threatlog"))
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    assert f'value="{action}"' not in client.get(LIST).content.decode()
    ThreatLog.objects.filter(pk=threats[1].pk).update(resolved=True)
    act(client, action, threats, confirmed="yes", note="Sneaky")
    assert ThreatLog.objects.filter(resolved=True).count() == 1
    assert LogEntry.objects.count() == 0
    page = f"{LIST}{threats[0].pk}/change/"
    assert client.post(page, {"resolved": "on"}).status_code == 403


def test_a_host_files_its_own_findings(db: None) -> None:
    finding = ThreatLog.objects.create(
        threat_type="custom_threat",
        severity="medium",
        ip_address="203.0.113.9",
        description="Seen by the host",
        user=None,
    )
    assert (finding.resolved, finding.resolved_at, finding.user) == (False, None, None)
