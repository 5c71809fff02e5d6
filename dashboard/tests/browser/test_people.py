"""Staff with a browser on the pages about people: who, in which sessions, with what, and when."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Locator, Page, Response, expect

from dashboard.models import UserSession
from dashboard.tests.api.analytics.world import FIREFOX, IPHONE, view
from dashboard.tests.records import call, record, write

pytestmark = [pytest.mark.service("chromium"), pytest.mark.django_db(transaction=True)]

# The browser of these tests is there.
ZONE = ZoneInfo("Asia/Kathmandu")
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def people(staff: User) -> dict[str, User]:
    """Thirty users, one of whom does more than the others: in a session that goes on."""
    names = ["ada", *(f"user-{number:02}" for number in range(29))]
    users = {name: User.objects.create_user(name, f"{name}@example.com") for name in names}
    now = timezone.now()
    write(
        [
            view(now - 9 * MINUTE, str(users["ada"].pk), "/chat", user_agent=IPHONE),
            *(
                record(
                    now - minute * MINUTE,
                    user=str(users["ada"].pk),
                    user_agent=IPHONE,
                    calls=[call("gpt-4o")],
                )
                for minute in (8, 6)
            ),
            record(
                now - 5 * MINUTE,
                user=str(users["ada"].pk),
                user_agent=IPHONE,
                method="GET",
                endpoint="/api/files/",
                status=500,
            ),
            *(
                record(now - 2 * dt.timedelta(days=1), user=str(user.pk), user_agent=FIREFOX)
                for name, user in users.items()
                if name != "ada"
            ),
        ]
    )
    return users


def rows_of(page: Page, table: str) -> Locator:
    return page.get_by_role("table", name=table).locator("tbody tr")


def go_to(page: Page, place: str) -> None:
    navigation = page.get_by_role("navigation", name="Main", exact=True)
    navigation.get_by_role("link", name=place).press("Enter")


USERS = "Users with what they did in the range"


def test_from_the_numbers_to_a_request_by_keyboard(
    signed_in: Page, people: dict[str, User]
) -> None:
    page = signed_in
    go_to(page, "Users & sessions")
    expect(page.get_by_role("heading", name="Users & sessions")).to_be_visible()
    numbers = page.get_by_role("region", name="People in numbers")
    expect(numbers.get_by_role("definition").nth(3)).to_have_text(re.compile("^30"))
    for title in ("Active users", "Requests", "Response time", "Growth"):
        expect(page.get_by_label(re.compile(f"^{title} per day"))).to_be_visible()
    now = page.get_by_role("region", name="Active now")
    now.get_by_role("link", name="ada").press("Enter")
    session = UserSession.objects.get(user=people["ada"])
    expect(page).to_have_url(re.compile(rf"/sessions/{session.pk}$"))
    actions = rows_of(page, "Requests and page views, in order")
    expect(actions).to_have_text(
        [
            re.compile(r"/chatpage"),
            re.compile(r"POST /api/chat/200"),
            re.compile(r"POST /api/chat/200"),
            re.compile(r"GET /api/files/500"),
        ]
    )
    actions.nth(3).get_by_role("link").press("Enter")
    expect(page.get_by_role("heading", name="Request", exact=True)).to_be_focused()


@pytest.mark.usefixtures("people")
def test_the_table_of_users_is_sorted_searched_and_paged_by_its_url(signed_in: Page) -> None:
    page = signed_in
    page.goto("/people?range=1m")
    rows = rows_of(page, USERS)
    expect(rows).to_have_count(20)
    expect(rows.first).to_contain_text("ada")
    list_of_users = page.get_by_role("region", name="Users", exact=True)
    list_of_users.get_by_role("button", name="Next").click()
    # Staff that watch are users as well.
    expect(rows).to_have_count(11)
    list_of_users.get_by_role("button", name="Previous").click()
    list_of_users.get_by_role("button", name="Name").press("Enter")
    expect(page).to_have_url(re.compile(r"sort=name$"))
    name = list_of_users.get_by_role("columnheader", name=re.compile("^Name"))
    expect(name).to_have_attribute("aria-sort", "ascending")
    list_of_users.get_by_role("button", name=re.compile("^Name")).press("Enter")
    expect(rows.first).to_contain_text("user-28")
    page.get_by_role("searchbox").fill("user-1")
    expect(rows).to_have_count(10)
    page.reload()
    expect(rows).to_have_count(10)
    expect(rows.first).to_contain_text("user-19")
    rows.first.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/users/\d+\?range=1m$"))
    expect(page.get_by_role("heading", name="user-19")).to_be_visible()


@pytest.mark.usefixtures("people")
def test_a_feature_leads_to_its_endpoints_and_their_requests(signed_in: Page) -> None:
    page = signed_in
    go_to(page, "Features")
    bars = page.get_by_role("list", name="Features by requests")
    expect(bars.get_by_role("listitem").first).to_have_text(re.compile(r"^/api/chat/31"))
    bars.get_by_role("link", name="/api/files/").click()
    expect(page).to_have_url(re.compile(r"\?feature=%2Fapi%2Ffiles%2F$"))
    rows = rows_of(page, "Endpoints by use")
    expect(rows).to_have_count(1)
    expect(rows.get_by_role("cell").nth(0)).to_have_text("GET")
    rows.get_by_role("link").click()
    requests = rows_of(page, "Requests, newest first")
    expect(requests).to_have_count(1)
    expect(requests.first).to_contain_text("/api/files/")


@pytest.mark.usefixtures("people")
def test_devices_of_the_range(signed_in: Page) -> None:
    page = signed_in
    go_to(page, "Devices")
    platforms = page.get_by_role("list", name="Platforms").get_by_role("listitem")
    expect(platforms).to_have_text([re.compile("^Web29"), re.compile("^iOS1")])
    versions = page.get_by_role("list", name="Versions").get_by_role("listitem")
    expect(versions).to_have_text([re.compile("^Web 133"), re.compile("^iOS 18")])
    first = (timezone.now() - 9 * MINUTE).astimezone(ZONE).date()
    page.get_by_role("button", name="Custom").click()
    page.get_by_label("First day").fill(f"{first}")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(rf"range=custom&start={first}&end="))
    expect(platforms).to_have_text([re.compile("^iOS1")])
    page.reload()
    expect(platforms).to_have_text([re.compile("^iOS1")])


def test_hours_are_those_of_the_viewer(signed_in: Page) -> None:
    noon = dt.datetime.combine(
        timezone.now().astimezone(ZONE).date() - dt.timedelta(days=1), dt.time(12, 20), ZONE
    )
    write([record(noon + minute * MINUTE) for minute in range(7)])
    page = signed_in
    go_to(page, "Peak hours")
    expect(page.get_by_text(f"{noon:%A} 12:00\u201313:00")).to_be_visible()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=f"{noon:%a}"))
    expect(row.get_by_role("cell").nth(12)).to_have_text("7")
    # On a phone the days stand side by side, and nothing is cut off.
    page.set_viewport_size({"width": 360, "height": 800})
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="12"))
    expect(row.get_by_role("cell").nth(noon.weekday())).to_have_text("7")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.usefixtures("people")
def test_the_phone_reaches_every_place_and_auto_refresh_is_remembered(signed_in: Page) -> None:
    page = signed_in
    page.set_viewport_size({"width": 360, "height": 800})
    short = page.get_by_role("navigation", name="Main, short")
    short.get_by_role("button", name="More").click()
    short.get_by_role("link", name="Devices").click()
    expect(page.get_by_role("heading", name="Devices")).to_be_visible()
    expect(short.get_by_role("link", name="Devices")).to_have_count(0)
    switch = page.get_by_role("switch", name="Auto-refresh")
    expect(switch).to_be_checked()
    switch.click()
    short.get_by_role("link", name="Overview").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    page.reload()
    expect(switch).not_to_be_checked()
    with page.expect_response("**/api/dashboard/?**") as answered:
        page.get_by_role("button", name="Refresh").click()
    assert answered.value.ok


def test_our_own_page_tells_what_is_opened(signed_in: Page) -> None:
    page = signed_in
    # The first page may still be about to tell of itself.
    with page.expect_response(tells("/features")) as told:
        go_to(page, "Features")
    assert told.value.status == 202
    body = json.loads(told.value.request.post_data or "")
    assert (body["path"], body["referrer"]) == ("/features", "/")
    assert re.fullmatch("[0-9a-f]{32}", body["session_id"])


def tells(path: str) -> Callable[[Response], bool]:
    """Whether it answers the page view of a path."""
    return lambda answer: (
        answer.url.endswith("/api/track/pageview/")
        and json.loads(answer.request.post_data or "{}").get("path") == path
    )
