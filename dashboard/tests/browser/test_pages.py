"""Every page of the app: for everybody, light enough, and from a number to its rows by keyboard."""

from __future__ import annotations

import datetime as dt
import gzip
import re

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, Response, expect

from dashboard.ingest.record import ProjectEvent
from dashboard.models import FeedbackLog, Project, RequestLog, ThreatLog, UserSession
from dashboard.models.fields import to_micros
from dashboard.models.ids import new_id
from dashboard.projects.keys import issue
from dashboard.tests.browser.axe import grave_in_both_schemes
from dashboard.tests.records import call, record, write

pytestmark = [pytest.mark.service("chromium"), pytest.mark.django_db(transaction=True)]

KILOBYTE = 1_000
FIRST_LOAD, WITH_CHARTS = 130 * KILOBYTE, 260 * KILOBYTE


@pytest.fixture
def traffic(staff: User) -> None:
    """Something in every panel."""
    now = timezone.now()
    user = str(staff.pk)
    hour = dt.timedelta(hours=1)
    write(
        [
            record(now - hour, user=user, country="DE", calls=[call("gpt-4o")]),
            record(now - 2 * hour, user=user, status=500, error_type="ValueError"),
            record(now - 3 * hour, status=404, country="NP", calls=[call("our-own", failed=True)]),
        ]
    )
    project = Project.objects.create(name="Shop", owner=staff)
    issue(project, by=staff)
    micros = to_micros(now - hour)
    write(
        [
            ProjectEvent(
                new_id(micros, number),
                micros,
                project.pk,
                "page_view",
                client_session="s1",
                visitor=visitor,
            )
            for number, visitor in enumerate(("customer-7", "~3fa9c1aa"))
        ]
    )
    request = RequestLog.objects.get(status_code=200)
    FeedbackLog.objects.create(user=staff, request_log=request, rating=2, comment="Too slow")
    for severity in ThreatLog.Severity.values:
        ThreatLog.objects.create(
            threat_type="xss",
            severity=severity,
            request=request,
            user=staff,
            ip_address="192.0.2.7",
            country="DE",
            evidence={"excerpt": "/?q=<script>", "spans": [[4, 12]], "rule": "script"},
        )


def pages(staff: User) -> dict[str, str]:
    """An address and what is seen there once it is complete, by name."""
    request = RequestLog.objects.get(status_code=200)
    threat = ThreatLog.objects.get(severity="critical")
    session = UserSession.objects.filter(user=staff).latest("session_start")
    return {
        "/?range=24h": "Too slow",
        "/requests?range=24h": "All requests",
        "/requests?range=24h&status=418": "Take all filters off",
        f"/requests/{request.pk}?range=24h": "Model calls",
        "/threats?range=24h&state=open": "4 on this page",
        "/threats?range=24h&q=nothing": "Take all filters off",
        f"/threats/{threat.pk}?range=24h": "Requests from this address",
        f"/users/{staff.pk}?range=24h": "Timeline",
        "/events?range=24h": "first to last event",
        "/people": "first to last sign",
        f"/sessions/{session.pk}": "POST /api/chat/",
        "/features": "Endpoints by use",
        "/devices": "are not known",
        "/hours": "Busiest",
    }


@pytest.mark.usefixtures("traffic")
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_grave(signed_in: Page, staff: User, width: int) -> None:
    page = signed_in
    page.set_viewport_size({"width": width, "height": 900})
    found: dict[str, list[str]] = {}
    for address, seen in pages(staff).items():
        page.goto(address)
        page.get_by_text(seen).first.wait_for(state="attached")
        found[address] = grave_in_both_schemes(page)
        # Nothing hangs over the edge of a narrow screen.
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert {address: what for address, what in found.items() if what} == {}


def test_axe_finds_nothing_grave_on_the_login(page: Page, db: None) -> None:
    page.goto("/")
    page.get_by_label("Username").wait_for()
    assert grave_in_both_schemes(page) == []


@pytest.mark.usefixtures("traffic")
def test_a_view_takes_one_question_and_little_code(signed_in: Page) -> None:
    """The budgets: bytes of JavaScript, and no waterfall of requests."""
    page = signed_in
    # What the first page asked must not come in between.
    page.goto("about:blank")
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto("/?range=24h")
    expect(page.get_by_label(re.compile("^Requests per hour"))).to_be_visible()
    page.wait_for_load_state("networkidle")
    data = [answer.url for answer in answers if "/api/" in answer.url]
    questions = [url for url in data if "/api/auth/" not in url and "/api/track/" not in url]
    assert [re.sub(r".*/api/", "", url).split("?")[0] for url in questions] == ["dashboard/"]
    scripts = {answer.url: answer for answer in answers if answer.url.endswith(".js")}
    sizes = {url: len(gzip.compress(answer.body())) for url, answer in scripts.items()}
    charts = sum(size for url, size in sizes.items() if "TimeChart" in url)
    assert charts
    assert sum(sizes.values()) - charts <= FIRST_LOAD
    assert sum(sizes.values()) <= WITH_CHARTS
    # The page, its styles and scripts, the login's renewal and check, the one question, and what
    # it tells of itself.
    assert len(answers) <= 13


@pytest.mark.usefixtures("traffic")
def test_from_a_number_to_the_row_behind_it_by_keyboard(signed_in: Page) -> None:
    page = signed_in
    page.get_by_role("link", name="500").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/requests\?range=7d&status=500$"))
    table = page.get_by_role("table", name="Requests, newest first")
    row = table.get_by_role("rowheader").get_by_role("link")
    expect(row).to_have_count(1)
    row.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Request", exact=True)).to_be_focused()
    expect(page.get_by_text("ValueError")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/requests\?range=7d&status=500$"))


@pytest.mark.usefixtures("traffic")
def test_filters_of_the_list_and_pages_of_it(signed_in: Page) -> None:
    write([record(timezone.now() - dt.timedelta(minutes=n), path=f"/{n}/") for n in range(60)])
    page = signed_in
    page.goto("/requests")
    rows = page.get_by_role("table", name="Requests, newest first").locator("tbody tr")
    expect(rows).to_have_count(50)
    page.get_by_role("button", name="Older").click()
    expect(rows).to_have_count(13)
    page.get_by_role("button", name="Newer").click()
    expect(rows).to_have_count(50)
    page.get_by_role("button", name="Country").click()
    page.get_by_role("button", name="Nepal").click()
    expect(rows).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/requests\?country=NP$"))
    page.get_by_role("button", name="Remove the country filter").click()
    expect(rows).to_have_count(50)


@pytest.mark.usefixtures("traffic")
def test_the_admin_shows_the_dashboard_and_users_in_frames(
    page: Page, staff: User, password: str
) -> None:
    page.goto("/admin/?range=24h")
    page.get_by_label("Username").fill(staff.username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/?range=24h")
    frame = page.frame_locator("iframe[title=Dashboard]")
    expect(frame.get_by_role("heading", name="Overview")).to_be_visible()
    expect(frame.get_by_text("Too slow")).to_be_visible()
    # All of it is in sight of the admin's page, which alone scrolls.
    height = page.locator("iframe").evaluate("frame => frame.clientHeight")
    content = page.locator("iframe").evaluate("f => f.contentDocument.body.scrollHeight")
    assert abs(height - content) <= 2
    frame.get_by_role("button", name="7d", exact=True).click()
    expect(page).to_have_url(re.compile(r"/admin/\?range=7d$"))
    users = frame.get_by_role("list", name="Users by requests")
    users.get_by_role("link", name=staff.username, exact=True).click()
    expect(page).to_have_url(
        re.compile(rf"/admin/dashboard/requestlog/user/{staff.pk}/\?range=7d$")
    )
    user = page.frame_locator("iframe")
    expect(user.get_by_role("heading", name="Timeline")).to_be_visible()
    user.get_by_role("link", name="500").first.click()
    expect(page).to_have_url(re.compile(rf"/requests\?range=7d&user={staff.pk}&status=500$"))


@pytest.mark.usefixtures("traffic")
def test_axe_finds_nothing_grave_in_the_admins_frames(
    page: Page, staff: User, password: str
) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(staff.username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    page.frame_locator("iframe").get_by_text("Too slow").wait_for()
    assert grave_in_both_schemes(page) == []
