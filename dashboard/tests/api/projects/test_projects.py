"""``/api/projects/`` and the keys of a project."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from dashboard.models import ApiKey, Event, Project, UsageRollup, UserSession, Visitor
from dashboard.tests.api.projects.conftest import Site

START = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
pytestmark = pytest.mark.django_db


def of(site: Site, rest: str = "") -> str:
    return f"/api/projects/{site.project.pk}/{rest}"


def key_of(site: Site, rest: str = "") -> str:
    return of(site, f"keys/{ApiKey.objects.get(project=site.project).pk}/{rest}")


def test_from_an_account_to_the_first_event(
    site: Site, api: APIClient, configure: Any, password: str
) -> None:
    """Register, log in, begin a project, get a key, send, and see the number."""
    configure(REGISTRATION_OPEN=True)
    account = {"username": "bela", "email": "bela@example.org", "password": password}
    assert api.post("/api/auth/register/", account).status_code == 201
    tokens = api.post("/api/auth/token/", {"username": "bela", "password": password}).json()
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens['access']}")
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=False):
        made = api.post("/api/projects/", {"name": "Blog"})
        assert made.status_code == 201
        project = made.json()
        issued = api.post(f"/api/projects/{project['id']}/keys/", {"name": "website"})
        assert (issued.status_code, issued["Cache-Control"]) == (201, "no-store")
        site.key = issued.json()["key"]
        site.send({"event": "page_view", "session_id": "s"})
        site.recorder.drain()
        answer = api.get(f"/api/projects/{project['id']}/overview/").json()
    assert (answer["events"], answer["pageViews"], answer["sessions"]) == (1, 1, 1)
    assert (answer["uniqueUsers"], answer["activeSessions"]) == (1, 1)


def test_projects_are_listed_renamed_and_shown(site: Site, ada: APIClient, user: User) -> None:
    (row,) = ada.get("/api/projects/").json()["results"]
    assert (row["id"], row["name"], row["ownerId"]) == (
        str(site.project.pk),
        "Shop",
        str(user.pk),
    )
    assert ada.get(of(site)).json() == row
    renamed = ada.patch(of(site), {"name": "Store", "ownerId": "99"})
    assert renamed.json() == {**row, "name": "Store"}
    assert ada.put(of(site), {"name": "Mart"}).json()["name"] == "Mart"
    for wrong in ({"name": ""}, {"name": "x" * 101}):
        error = ada.patch(of(site), wrong).json()["error"]
        assert (error["code"], [*error["details"]]) == ("VALIDATION_ERROR", ["name"])
    assert ada.get("/api/projects/", {"x": "1"}).json()["error"]["code"] == "UNKNOWN_PARAMETER"


def test_a_key_is_shown_once_and_kept_as_a_digest(site: Site, ada: APIClient) -> None:
    issued = ada.post(of(site, "keys/"), {"name": "website"}).json()
    key = issued.pop("key")
    assert len(key) == 47
    assert key.startswith(issued["prefix"])
    row = ApiKey.objects.get(pk=issued["id"])
    assert row.key_hash == hashlib.sha256(key.encode()).hexdigest()
    listed = ada.get(of(site, "keys/")).json()
    assert listed[0] == issued
    assert [k["isActive"] for k in listed] == [True, True]
    assert key not in json.dumps(listed)
    assert not [v for v in ApiKey.objects.values_list() if key in map(str, v)]


def test_rotation_lets_the_old_key_end_after_a_day(site: Site, ada: APIClient) -> None:
    body = {"events": [{"event": "a"}]}
    with time_machine.travel(START, tick=False) as clock:
        rotated = ada.post(key_of(site, "rotate/"), {})
        assert rotated.status_code == 201
        new = rotated.json()
        old = ApiKey.objects.exclude(pk=new["id"]).get()
        assert old.expires_at == START + 24 * HOUR
        assert (new["expiresAt"], new["isActive"]) == (None, True)
        clock.shift(24 * HOUR - dt.timedelta(seconds=10))
        assert site.post(body).status_code == 202
        clock.shift(11)
        # It is known here: the end of its time needs no look.
        assert site.post(body).status_code == 401
        assert site.post(body, HTTP_X_API_KEY=new["key"]).status_code == 202
        again = ada.post(of(site, f"keys/{old.pk}/rotate/"), {})
        assert (again.status_code, again.json()["error"]["code"]) == (409, "KEY_NOT_ACTIVE")


def test_the_grace_period_is_the_owners_choice(site: Site, ada: APIClient) -> None:
    with time_machine.travel(START, tick=False):
        for wrong in (-1, 721, "long"):
            error = ada.post(key_of(site, "rotate/"), {"graceHours": wrong}).json()["error"]
            assert [*error["details"]] == ["graceHours"]
        ada.post(key_of(site, "rotate/"), {"graceHours": 0})
        assert site.post({"events": [{"event": "a"}]}).status_code == 401


def test_a_key_is_revoked(site: Site, ada: APIClient) -> None:
    path = key_of(site)
    assert ada.delete(path).status_code == 204
    assert ApiKey.objects.get().revoked_at is not None
    assert ada.delete(path).json()["error"]["code"] == "KEY_NOT_ACTIVE"
    assert site.post({"events": [{"event": "a"}]}).status_code == 401


def test_what_is_done_to_keys_is_audited(site: Site, ada: APIClient, user: User) -> None:
    """Who, what and when; of whoever did it."""
    old = ApiKey.objects.get()
    ada.post(key_of(site, "rotate/"), {})
    ada.delete(of(site, f"keys/{old.pk}/"))
    said = LogEntry.objects.filter(content_type__model="apikey", object_id=str(old.pk))
    messages = list(said.order_by("pk").values_list("user_id", "change_message"))
    assert messages[0] == (user.pk, "Issued for Shop.")
    assert messages[1][1].startswith("Rotated: aio_")
    assert messages[2] == (user.pk, "Revoked.")


def test_a_project_goes_with_all_that_is_known_of_it(site: Site, ada: APIClient) -> None:
    other = Project.objects.create(name="Other", owner=site.project.owner)
    site.send({"event": "a", "session_id": "s"})
    site.recorder.drain()
    assert Visitor.objects.exists()
    assert ada.delete(of(site)).status_code == 204
    assert list(Project.objects.all()) == [other]
    for model in (ApiKey, Event, UserSession, Visitor):
        assert not model._default_manager.exists()
    assert not UsageRollup.objects.filter(scope__startswith="project:").exists()
    assert ada.get(of(site)).status_code == 404


ENDPOINTS = [
    ("get", ""),
    ("patch", ""),
    ("put", ""),
    ("delete", ""),
    ("get", "keys/"),
    ("post", "keys/"),
    ("delete", "keys/{key}/"),
    ("post", "keys/{key}/rotate/"),
    ("get", "overview/"),
    ("get", "timeseries/"),
    ("get", "top-events/"),
    ("get", "sessions/"),
    ("get", "users/"),
]


@pytest.mark.parametrize(("method", "rest"), ENDPOINTS)
def test_isolation(site: Site, api: APIClient, staff: User, method: str, rest: str) -> None:
    """Another's project is not there; staff may do what its owner may."""
    path = of(site, rest.format(key=ApiKey.objects.get().pk))
    assert getattr(api, method)(path, {}).status_code == 401
    eve = User.objects.create_user("eve")
    api.force_authenticate(eve)
    mine = Project.objects.create(name="Eve's", owner=eve)
    response = getattr(api, method)(path, {})
    assert (response.status_code, response.json()["error"]["code"]) == (404, "NOT_FOUND")
    if "{key}" in rest:
        # Nor is another's key in a project of one's own.
        through = path.replace(f"/{site.project.pk}/", f"/{mine.pk}/", 1)
        assert getattr(api, method)(through, {}).status_code == 404
    assert ApiKey.objects.get().is_active()
    assert [p["name"] for p in api.get("/api/projects/").json()["results"]] == ["Eve's"]
    api.force_authenticate(staff)
    body = {"name": "Shop"} if method == "put" else {}
    assert getattr(api, method)(path, body).status_code in (200, 201, 204)


def test_staff_see_all_projects(site: Site, api: APIClient, staff: User) -> None:
    Project.objects.create(name="Staff's", owner=staff)
    api.force_authenticate(staff)
    names = {row["name"] for row in api.get("/api/projects/").json()["results"]}
    assert names == {"Shop", "Staff's"}


def test_an_id_that_no_database_has(site: Site, ada: APIClient) -> None:
    assert ada.get(f"/api/projects/{1 << 80}/").status_code == 404
    assert ada.delete(of(site, f"keys/{1 << 80}/")).status_code == 404
