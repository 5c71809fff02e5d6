"""docs/integration.md, followed to the letter in a project that is not this one."""

from __future__ import annotations

import re
import time
import zipfile
from pathlib import Path
from typing import Any

import httpx
import pytest

from dashboard.tests.integration.conftest import Shop

pytestmark = pytest.mark.service("packages")

ACCOUNT = ("boss@example.org", "correct horse battery")


@pytest.fixture(scope="module")
def boss(shop: Shop) -> httpx.Client:
    """Staff of the shop, signed in to its own admin."""
    code = (
        "from people.models import Person\n"
        f"Person.objects.create_superuser({ACCOUNT[0]!r}, {ACCOUNT[1]!r})"
    )
    shop.manage("shell", "-c", code)
    client = httpx.Client(base_url=shop.url, follow_redirects=True)
    client.get("/staff/login/")
    token = client.cookies["csrftoken"]
    form = {"username": ACCOUNT[0], "password": ACCOUNT[1], "csrfmiddlewaretoken": token}
    response = client.post("/staff/login/?next=/staff/", data=form)
    assert response.url.path == "/staff/"
    return client


def wait_for(client: httpx.Client, url: str, enough: Any) -> Any:
    """The JSON at an address once it is as it should be: the writer looks once a second."""
    for _ in range(100):
        found = client.get(url).json()
        if enough(found):
            return found
        time.sleep(0.1)
    raise AssertionError(found)


def test_the_wheel_carries_the_page_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "dashboard/static/dashboard/app/.vite/manifest.json" in names
    assert "dashboard/data/country.mmdb" in names
    assert "dashboard/templates/dashboard/index.html" in names
    assert not [name for name in names if "tests" in name or name.startswith(("config", "bench"))]
    # 29 kB of Python a room, and not a browser's worth of JavaScript.
    assert wheel.stat().st_size < 6_000_000


def test_few_packages_come_with_it(project: Shop) -> None:
    code = "import importlib.metadata as m; print(*(d.name.lower() for d in m.distributions()))"
    shell = project.manage("shell", "-c", code).lower()
    for extra in ("psycopg", "redis", "unfold", "channels", "opentelemetry", "uvicorn", "axes"):
        assert extra not in shell


def test_nothing_is_misconfigured(project: Shop) -> None:
    assert "no issues" in project.manage("check")
    assert "No changes detected" in project.manage("makemigrations", "dashboard", "--check")


def test_the_page_is_there_under_the_prefix(shop: Shop) -> None:
    html = httpx.get(f"{shop.url}/watch/").text
    assert 'data-base="/watch/" data-admin="/staff/"' in html
    (script,) = re.findall(r'<script type="module" src="([^"]+)"', html)
    assert httpx.get(shop.url + script).status_code == 200
    assert httpx.get(f"{shop.url}/watch/requests").status_code == 200


def test_a_request_is_recorded_with_its_call(shop: Shop, boss: httpx.Client) -> None:
    made = boss.get("/answer/")
    assert made.json() == {"answer": "42"}
    id = made.headers["X-Request-ID"]
    found = wait_for(boss, f"/watch/api/requests/{id}/", lambda answer: "endpoint" in answer)
    assert (found["endpoint"], found["username"]) == ("/answer/", ACCOUNT[0])
    assert (found["calls"][0]["model"], found["totalTokens"]) == ("gpt-4o", 46)
    assert found["costUsd"] == pytest.approx(12 * 2.5e-6 + 34 * 10e-6)
    assert found["ipAddress"] == "127.0.0.0"
    dashboard = boss.get("/watch/api/dashboard/?range=24h&tz=Europe/Berlin").json()
    assert dashboard["topModels"][0]["model"] == "gpt-4o"
    assert dashboard["users"]["top"][0]["username"] == ACCOUNT[0]
    user = boss.get(f"/watch/api/analytics/users/{found['userId']}/").json()
    assert (user["user"]["email"], user["user"]["joined"]) == (ACCOUNT[0], None)
    rated = boss.post(
        "/watch/api/feedback/",
        json={"requestId": id, "rating": 4},
        headers={"X-CSRFToken": boss.cookies["csrftoken"]},
    )
    assert rated.status_code == 201


def test_the_hosts_rest_framework_settings_open_nothing(shop: Shop) -> None:
    for path in ("dashboard/", "requests/", "analytics/users/1/", "dashboard/export/"):
        response = httpx.get(f"{shop.url}/watch/api/{path}")
        assert (response.status_code, response.json()["error"]["code"]) == (
            401,
            "NOT_AUTHENTICATED",
        )
    opened = httpx.post(f"{shop.url}/watch/api/auth/register/", json={})
    assert opened.json()["error"]["code"] == "REGISTRATION_CLOSED"


def test_tokens(shop: Shop, boss: httpx.Client) -> None:
    answer = httpx.post(
        f"{shop.url}/watch/api/auth/token/", json={"email": ACCOUNT[0], "password": ACCOUNT[1]}
    )
    headers = {"Authorization": f"Bearer {answer.json()['access']}"}
    me = httpx.get(f"{shop.url}/watch/api/auth/me/", headers=headers).json()
    assert (me["username"], me["isStaff"]) == (ACCOUNT[0], True)


def test_its_own_admin_site_shows_the_dashboard_and_the_logs(boss: httpx.Client) -> None:
    front = boss.get("/staff/?range=24h").text
    assert 'src="/watch/embedded/?range=24h"' in front
    framed = boss.get("/watch/embedded/")
    assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
    boss.get("/answer/")
    listed = boss.get("/staff/dashboard/requestlog/")
    assert (listed.status_code, "/answer/" in listed.text) == (200, True)
    assert boss.get("/staff/dashboard/threatlog/").status_code == 200


def test_commands(project: Shop) -> None:
    told = project.manage(
        "populate_dashboard_data", "--days=2", "--users=2", "--requests=200", "--seed=1"
    )
    assert "200" in told
    assert "drift: 0 cells" in project.manage("rebuild_rollups", "--check")
