"""The read-only viewer, as a process of its own over a site's database."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from dashboard.tests.durability.conftest import make_site, migrated, site
from dashboard.tests.durability.site import Site, wait_for

__all__ = ["make_site", "migrated", "site"]

ACCOUNTS = """
from django.contrib.auth.models import User
User.objects.create_superuser("grace", password="x")
User.objects.create_user("linus", is_staff=True)
"""


def view(site: Site, *options: str) -> str:
    """The address that a viewer of the site prints, once it answers."""
    output = site.folder / "output"
    site.urls = "dashboard.tests.durability.whole_site"
    site.begin("-u", "manage.py", "view_analytics", "--port", "0", "--no-browser", *options)
    wait_for(lambda: "http://" in output.read_text(), "the viewer's address", output.read_text)
    (url,) = re.findall(r"read-only: (http://\S+)", Path(output).read_text())
    return str(url)


def test_shows_the_dashboard_to_who_has_the_key_and_changes_nothing(site: Site) -> None:
    site.manage("shell", "-v0", "-c", ACCOUNTS)
    url = httpx.URL(view(site))
    base = str(url.copy_with(query=None))
    with httpx.Client(base_url=base, follow_redirects=True) as stranger:
        assert stranger.get("/api/dashboard/").status_code == 403
        assert stranger.get("/", params={"key": "guessed"}).status_code == 403
    with httpx.Client(base_url=base, follow_redirects=True) as client:
        page = client.get(str(url))
        assert (page.status_code, page.url) == (200, httpx.URL(base))
        assert '<div id="root"' in page.text
        assert client.get("/api/auth/me/").json()["username"] == "grace"
        assert client.get("/api/dashboard/").json()["summary"]["totalRequests"] == 0
        assert client.get("/admin/").status_code == 200
        refused = client.post("/api/feedback/", json={"rating": 5})
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "READ_ONLY")
        (script,) = re.findall(r'src="(/static/[^"]+\.js)"', page.text)[:1]
        assert client.get(script).status_code == 200
    assert not list(site.journals.glob("*.journal"))
    assert url.params["key"] not in (site.folder / "output").read_text().split("\n", 1)[1]


def test_sees_what_its_account_sees(site: Site) -> None:
    site.manage("shell", "-v0", "-c", ACCOUNTS)
    url = view(site, "--user", "linus")
    with httpx.Client(follow_redirects=True) as client:
        client.get(url)
        base = url.partition("?")[0]
        assert client.get(f"{base}api/auth/me/").json()["username"] == "linus"
        assert client.get(f"{base}api/threats/").status_code == 403


@pytest.mark.parametrize(
    ("options", "reason"),
    [([], "no active superuser"), (["--user", "ada"], "no active staff account named 'ada'")],
)
def test_says_when_there_is_nobody_to_look_as(site: Site, options: list[str], reason: str) -> None:
    site.urls = "dashboard.tests.durability.whole_site"
    process = site.begin("manage.py", "view_analytics", "--no-browser", *options)
    assert process.wait(30) == 1
    assert f"{reason}; createsuperuser makes one" in (site.folder / "output").read_text()
