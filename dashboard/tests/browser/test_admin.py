"""Staff with a browser in the admin: filters, triage, and pages that everybody can use."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from dashboard.models import FeedbackLog, RequestLog, ThreatLog
from dashboard.tests.browser.axe import grave_violations
from dashboard.tests.records import call, record, write

pytestmark = [pytest.mark.service("chromium"), pytest.mark.django_db(transaction=True)]
LOGS = ("requestlog", "modelcall", "usersession", "feedbacklog", "modelusagestats", "threatlog")


@pytest.fixture
def in_admin(page: Page, staff: User, password: str) -> Page:
    """A page of staff in the admin, with something to look at."""
    now = timezone.now()
    write(
        [
            record(now - dt.timedelta(minutes=n), status=status, user=str(staff.pk), calls=[call()])
            for n, status in enumerate((200, 302, 404, 500))
        ]
    )
    request = RequestLog.objects.get(status_code=200)
    FeedbackLog.objects.create(user=staff, request_log=request, rating=3, comment="Fine")
    for severity in ThreatLog.Severity.values:
        ThreatLog.objects.create(
            threat_type="xss",
            severity=severity,
            request=request,
            ip_address="192.0.2.7",
            evidence={"path": "/?q=<script>"},
        )
    page.goto("/admin/")
    page.get_by_label("Username").fill("grace")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_grave(in_admin: Page, theme: str) -> None:
    page = in_admin
    # Dark colours change nothing but contrasts.
    only = "color-contrast" if theme == "dark" else None
    page.evaluate("theme => localStorage.setItem('adminTheme', JSON.stringify(theme))", theme)
    found: dict[str, list[str]] = {}
    for name in LOGS:
        page.goto(f"/admin/dashboard/{name}/?range=30d")
        assert theme in str(page.locator("html").get_attribute("class"))
        found[name] = grave_violations(page, only)
        page.get_by_role("button", name="Filters").press("Enter")
        expect(page.get_by_role("button", name="Filter by")).not_to_have_count(0)
        found[f"{name}, filters"] = grave_violations(page, only)
        page.goto(f"/admin/dashboard/{name}/")
        page.locator("#result_list tbody th a").first.click()
        page.wait_for_url("**/change/")
        found[f"{name}, page"] = grave_violations(page, only)
    page.goto("/admin/dashboard/threatlog/")
    page.locator("input.action-select").first.check()
    page.locator("select[name=action]").select_option("resolve")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_label("Note, kept in the history")).to_be_visible()
    found["triage"] = grave_violations(page, only)
    assert {where: what for where, what in found.items() if what} == {}


def test_narrows_the_list_and_takes_it_off_again(in_admin: Page) -> None:
    page = in_admin
    page.goto("/admin/dashboard/requestlog/")
    page.get_by_role("button", name="Filters").press("Enter")
    page.get_by_role("link", name="Failed (400 and above)").click()
    rows = page.locator("#result_list tbody tr")
    expect(rows).to_have_count(2)
    page.get_by_role("link", name="status: Failed (400 and above)").click()
    expect(rows).to_have_count(4)


def test_resolves_two_with_a_note(in_admin: Page) -> None:
    page = in_admin
    page.goto("/admin/dashboard/threatlog/")
    for place in (0, 1):
        page.locator("input.action-select").nth(place).check()
    page.locator("select[name=action]").select_option("resolve")
    page.get_by_role("button", name="Run").click()
    page.get_by_label("Note, kept in the history").fill("A scan of ours")
    page.get_by_role("button", name="Resolve 2 threats").click()
    expect(page.get_by_text("2 threats were resolved.")).to_be_visible()
    expect(page.locator("#result_list").get_by_text("Resolved", exact=True)).to_have_count(2)
    assert set(ThreatLog.objects.filter(resolved=True).values_list("note", flat=True)) == {
        "A scan of ours"
    }
