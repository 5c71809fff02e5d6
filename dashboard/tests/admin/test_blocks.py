"""Blocking from the admin: from a finding, by hand, and back; who, what and when."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from dashboard.models import IPBlock, ThreatLog

THREATS = "/admin/dashboard/threatlog/"
BLOCKS = "/admin/dashboard/ipblock/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client, staff: User) -> Client:
    """Staff, logged in."""
    client.force_login(staff)
    return client


def find(address: str | None) -> ThreatLog:
    return ThreatLog.objects.create(threat_type="scanner", severity="high", ip_address=address)


def act(client: Client, action: str, *findings: ThreatLog, **more: str) -> Any:
    """Run an action on some findings; the page that follows."""
    keys = [str(finding.pk) for finding in findings]
    return client.post(THREATS, {"action": action, ACTION_CHECKBOX_NAME: keys, **more}, follow=True)


def test_from_findings_for_an_hour(admin: Client, staff: User) -> None:
    one, again, two = find("8.8.4.4"), find("8.8.4.4"), find("2a00:1450::9")
    page = act(admin, "block_hour", one, again, two).content.decode()
    assert "Blocked: 8.8.4.4/32, 2a00:1450::9/128." in page
    first, second = IPBlock.objects.order_by("pk")
    assert (first.network, second.network) == ("8.8.4.4/32", "2a00:1450::9/128")
    assert (first.finding, first.created_by) == (one, staff)
    assert first.expires_at is not None
    left = (first.expires_at - timezone.now()).total_seconds()
    assert 3_590 < left <= 3_600
    entries = LogEntry.objects.filter(object_id=str(one.pk), content_type__model="threatlog")
    assert "Blocked 8.8.4.4/32 until" in entries.get().change_message
    assert (
        "Blocked until"
        in LogEntry.objects.get(
            content_type__model="ipblock", object_id=str(first.pk)
        ).change_message
    )


def test_for_ever_is_asked_once(admin: Client) -> None:
    finding = find("8.8.4.4")
    page = act(admin, "block_ever", finding).content.decode()
    assert "All requests from 1 address will be refused" in page
    assert not IPBlock.objects.exists()
    act(admin, "block_ever", finding, confirmed="yes")
    assert IPBlock.objects.get().expires_at is None


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (None, "It has no address."),
        ("sha256:0123", "Its address was kept as a hash, which cannot be blocked."),
        ("10.0.0.7", "10.0.0.7/32 would hit 10.0.0.0/8, which is never blocked."),
        ("nowhere", "This is neither an IP address nor a network."),
    ],
)
def test_what_cannot_be_blocked_is_said(admin: Client, address: str | None, reason: str) -> None:
    page = act(admin, "block_day", find(address), find("8.8.4.4")).content.decode()
    assert f"Not blocked: {reason}" in page
    assert IPBlock.objects.get().network == "8.8.4.4/32"


def test_a_truncated_address_stands_for_its_network(admin: Client, settings: Any) -> None:
    settings.DASHBOARD = {**settings.DASHBOARD, "IP_STORAGE": "truncated"}
    act(admin, "block_day", find("8.8.4.0"))
    assert IPBlock.objects.get().network == "8.8.4.0/24"


def test_by_hand(admin: Client, staff: User) -> None:
    form = {"network": "8.8.4.7/24", "lasts": "day", "reason": "Scanner"}
    assert admin.post(f"{BLOCKS}add/", form).status_code == 302
    made = IPBlock.objects.get()
    assert (made.network, made.reason, made.created_by) == ("8.8.4.0/24", "Scanner", staff)
    for network in ("10.0.0.0/8", "0.0.0.0/0", "x"):
        page = admin.post(f"{BLOCKS}add/", {**form, "network": network})
        assert page.status_code == 200
    assert IPBlock.objects.count() == 1
    assert "8.8.4.0/24" in admin.get(BLOCKS, {"state": "active"}).content.decode()
    assert "8.8.4.0/24" not in admin.get(BLOCKS, {"state": "over"}).content.decode()


def test_lifted_not_deleted(admin: Client, staff: User) -> None:
    made = IPBlock.objects.create(network="8.8.4.4")
    page = admin.post(BLOCKS, {"action": "lift", ACTION_CHECKBOX_NAME: [made.pk]}, follow=True)
    assert "1 block was lifted." in page.content.decode()
    made.refresh_from_db()
    assert (made.lifted_by, made.is_active) == (staff, False)
    assert LogEntry.objects.get(object_id=str(made.pk)).change_message == "Lifted."
    assert admin.post(f"{BLOCKS}{made.pk}/delete/", {"post": "yes"}).status_code == 403


def test_who_may(client: Client, user: User) -> None:
    user.is_staff = True
    user.save()
    names = ["view_threatlog", "change_threatlog", "view_ipblock"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    page = client.get(THREATS).content.decode()
    find("8.8.4.4")
    assert "block_hour" not in page
    act(client, "block_hour", *ThreatLog.objects.all())
    assert not IPBlock.objects.exists()
    assert client.get(f"{BLOCKS}add/").status_code == 403
