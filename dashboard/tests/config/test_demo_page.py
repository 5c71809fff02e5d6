"""The demo shop: a page with a key that works."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import include, path

from config.demo_page import demo_page
from dashboard.models import ApiKey
from dashboard.models.api_key import hash_of
from dashboard.projects.keys import revoke

urlpatterns = [
    path("", include("dashboard.urls")),
    path("demo/", demo_page, name="demo"),
    path("demo/<path:path>", demo_page),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture(autouse=True)
def _var(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "var"


def key_in(client: Client, address: str = "/demo/") -> str:
    """The key that the page sends its events with."""
    html = client.get(address).content.decode()
    found = re.search(r'src="/static/sdk/tracker\.min\.js" data-project="([^"]+)"', html)
    assert found is not None, html
    return found[1]


def test_one_key_for_all_its_addresses(client: Client, staff: User) -> None:
    key = key_in(client)
    assert key_in(client, "/demo/products/lamp") == key
    row = ApiKey.objects.get()
    assert (row.key_hash, row.project.name, row.project.owner) == (
        hash_of(key),
        "Demo shop",
        staff,
    )
    body = {"events": [{"event": "purchase"}]}
    answer = client.post(
        "/api/events/ingest/", body, content_type="application/json", headers={"x-api-key": key}
    )
    assert answer.json()["accepted"] == 1


def test_another_key_when_it_was_revoked(client: Client, staff: User) -> None:
    key = key_in(client)
    revoke(ApiKey.objects.get(), by=staff)
    assert key_in(client) != key


def test_a_site_without_a_superuser_has_no_demo(client: Client) -> None:
    assert client.get("/demo/").status_code == 404


def test_only_while_debug_is_on(client: Client, staff: User, settings: Any) -> None:
    settings.ROOT_URLCONF = "config.urls"
    assert client.get("/demo/").status_code == 404
