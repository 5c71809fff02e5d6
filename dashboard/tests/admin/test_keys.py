"""Projects and keys in the admin."""

from __future__ import annotations

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client

from dashboard.models import ApiKey, Event, Project, UsageRollup
from dashboard.models.api_key import hash_of

KEYS = "/admin/dashboard/apikey/"
PROJECTS = "/admin/dashboard/project/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("traffic")]


def shown_key(html: str) -> str:
    found = re.findall(r"aio_[\w-]{43}", html)
    assert len(found) == 1, html
    return str(found[0])


def entries(row: ApiKey) -> list[str]:
    said = LogEntry.objects.filter(content_type__model="apikey", object_id=str(row.pk))
    return list(said.order_by("pk").values_list("change_message", flat=True))


def test_a_key_is_issued_and_shown_once(admin: Client, staff: User) -> None:
    project = Project.objects.get()
    asked = {"project": project.pk, "name": "website"}
    html = admin.post(f"{KEYS}add/", asked, follow=True).content.decode()
    row = ApiKey.objects.latest("pk")
    assert hash_of(shown_key(html)) == row.key_hash
    assert (row.name, row.created_by, entries(row)) == ("website", staff, ["Issued for Shop."])
    assert not re.findall(r"aio_[\w-]{43}", admin.get(KEYS).content.decode())


def test_keys_are_rotated_and_revoked(admin: Client) -> None:
    old = ApiKey.objects.get()
    chosen = {"_selected_action": [old.pk]}
    html = admin.post(KEYS, {**chosen, "action": "rotate"}, follow=True).content.decode()
    new = ApiKey.objects.exclude(pk=old.pk).get()
    assert hash_of(shown_key(html)) == new.key_hash
    old.refresh_from_db()
    assert old.expires_at is not None
    html = admin.post(KEYS, {**chosen, "action": "revoke"}, follow=True).content.decode()
    assert f"{old} was revoked." in html
    old.refresh_from_db()
    assert not old.is_active()
    assert [text.partition(" ")[0] for text in entries(old)] == ["Issued", "Rotated:", "Revoked."]
    html = admin.post(KEYS, {**chosen, "action": "rotate"}, follow=True).content.decode()
    assert f"{old} has ended already." in html


def test_a_project_goes_with_its_events(admin: Client) -> None:
    project = Project.objects.get()
    assert Event.objects.count() == 1
    admin.post(f"{PROJECTS}{project.pk}/delete/", {"post": "yes"})
    assert not Project.objects.exists()
    assert not Event.objects.exists()
    assert not UsageRollup.objects.filter(scope__startswith="project:").exists()


def test_who_may_only_see(client: Client, user: User) -> None:
    user.is_staff = True
    user.save()
    user.user_permissions.add(Permission.objects.get(codename="view_apikey"))
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    key = ApiKey.objects.get()
    assert client.get(KEYS).status_code == 200
    client.post(KEYS, {"_selected_action": [key.pk], "action": "revoke"})
    client.post(f"{KEYS}add/", {"project": key.project_id, "name": "x"})
    key.refresh_from_db()
    assert key.is_active()
    assert ApiKey.objects.count() == 1
