"""The admin shows the dashboard and users' pages, with the range and the filters it is given."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from dashboard.tests.records import record, write


def test_shows_the_dashboard_in_a_frame(client: Client, staff: User) -> None:
    client.force_login(staff)
    html = client.get("/admin/", {"range": "24h", "model": "a&b"}).content.decode()
    assert 'src="/embedded/?range=24h&amp;model=a%26b"></iframe>' in html
    assert 'src="/embedded/"></iframe>' in client.get("/admin/").content.decode()
    # What was there before is below it.
    assert "/admin/dashboard/requestlog/" in html


def test_says_nothing_to_who_is_not_staff(client: Client, user: User) -> None:
    client.force_login(user)
    assert client.get("/admin/").status_code == 302


def test_one_user_has_a_page(client: Client, staff: User, user: User) -> None:
    client.force_login(staff)
    url = f"/admin/dashboard/requestlog/user/{user.pk}/"
    html = client.get(url, {"range": "1m"}).content.decode()
    assert f'title="ada" src="/embedded/users/{user.pk}?range=1m"></iframe>' in html
    assert 'title="User 4711"' in client.get(url.replace(str(user.pk), "4711")).content.decode()
    client.force_login(user)
    assert client.get(url).status_code == 302


def test_names_lead_there(client: Client, staff: User, user: User) -> None:
    write([record(timezone.now(), user=str(user.pk))])
    client.force_login(staff)
    html = client.get("/admin/dashboard/requestlog/").content.decode()
    assert f'href="/admin/dashboard/requestlog/user/{user.pk}/">ada</a>' in html
