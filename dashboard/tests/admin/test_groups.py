"""The groups of threat staff: each may do its part, and no more."""

from __future__ import annotations

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import Group, User
from django.test import Client
from rest_framework.test import APIClient

from dashboard.models import IPBlock, ResponseRule, ThreatLog

FIRINGS = "/admin/dashboard/rulefiring/"
THREATS = "/admin/dashboard/threatlog/"
pytestmark = pytest.mark.django_db


def member(group: str) -> User:
    """Somebody of a group who may open the admin."""
    account = User.objects.create_user("member", password="x", is_staff=True)
    account.groups.add(Group.objects.get(name=group))
    return account


@pytest.mark.parametrize(
    ("group", "triages", "blocks"),
    [
        ("Threat viewers", False, False),
        ("Threat analysts", True, False),
        ("Threat admins", True, True),
    ],
)
def test_each_may_do_its_part(
    client: Client, api: APIClient, group: str, triages: bool, blocks: bool
) -> None:
    finding = ThreatLog.objects.create(threat_type="scanner", severity="high", ip_address="8.8.4.4")
    account = member(group)
    client.force_login(account, "django.contrib.auth.backends.ModelBackend")
    api.force_authenticate(account)
    assert client.get(f"{THREATS}{finding.pk}/change/").status_code == 200
    assert api.get("/api/threats/").status_code == 200
    assert client.get("/admin/dashboard/requestlog/").status_code == 200
    assert client.get("/admin/dashboard/ipblock/").status_code == 200

    selected = {ACTION_CHECKBOX_NAME: [finding.pk]}
    client.post(THREATS, {"action": "block_hour", **selected})
    assert IPBlock.objects.exists() is blocks
    assert client.get("/admin/dashboard/ipblock/add/").status_code == (200 if blocks else 403)

    done = {"ids": [finding.pk], "verdict": "resolved"}
    assert api.post("/api/threats/triage/", done).status_code == (200 if triages else 403)
    client.post(THREATS, {"action": "resolve", "confirmed": "yes", **selected})
    finding.refresh_from_db()
    assert finding.resolved is triages
    rule = ResponseRule.objects.get(name="Scanners")
    page = f"/admin/dashboard/responserule/{rule.pk}/change/"
    assert client.get(page).status_code == client.get(FIRINGS).status_code == 200
    form = {"name": "Scanners", "mode": "on", "threat_type": "scanner", "severity": "low"}
    numbers = {"count": 20, "window_minutes": 10, "action": "block", "block_minutes": 60}
    assert client.post(page, {**form, **numbers}).status_code == (302 if blocks else 403)
    rule.refresh_from_db()
    assert rule.mode == ("on" if blocks else "shadow")
    visitor = User.objects.create_user("visitor", password="x")
    ThreatLog.objects.filter(pk=finding.pk).update(user=visitor)
    client.post(THREATS, {"action": "lock", **selected})
    visitor.refresh_from_db()
    assert visitor.is_active is not blocks
    # None of them manages accounts.
    assert client.get("/admin/auth/user/").status_code == 403


def test_without_a_group_there_is_nothing_to_see(client: Client) -> None:
    account = User.objects.create_user("member", password="x", is_staff=True)
    client.force_login(account, "django.contrib.auth.backends.ModelBackend")
    assert client.get(THREATS).status_code == 403
