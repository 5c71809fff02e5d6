"""The navigation of the admin: its order, and that it shows nobody what is not for them."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from config.unfold import NAVIGATION

pytestmark = pytest.mark.django_db


def shown(client: Client, user: User) -> list[str]:
    """The titles of the navigation's links, from the page."""
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    html = client.get("/admin/password_change/").content.decode()
    titles = {item["title"] for group in NAVIGATION for item in group["items"]}
    found = re.findall(r">\s*([A-Z][a-z]+(?: [a-z]+)?)\s*</span>", html)
    return [title for title in dict.fromkeys(found) if title in titles]


def test_order(client: Client, staff: User) -> None:
    assert shown(client, staff) == [
        "Overview",
        "Requests",
        "Model calls",
        "Sessions",
        "Page views",
        "Feedback",
        "Model usage",
        "Threats",
        "Alerts",
        "Blocks",
        "Response rules",
        "Projects",
        "Keys",
        "Events",
        "Users",
        "Groups",
        "Login attempts",
        "Journals",
        "Rollup cells",
        "User agents",
        "User numbers",
        "Visitor numbers",
        "Watermarks",
        "Written batches",
    ]


def test_only_what_one_may_see(client: Client, user: User) -> None:
    user.is_staff = True
    user.save()
    user.user_permissions.add(Permission.objects.get(codename="view_threatlog"))
    assert shown(client, user) == ["Overview", "Threats"]
