"""Staff with a browser on the Threats page: from the list to resolved, without a mouse."""

from __future__ import annotations

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from dashboard.models import ThreatLog

pytestmark = [pytest.mark.service("chromium"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def findings(staff: User) -> None:
    """One of each severity."""
    for severity in ThreatLog.Severity.values:
        ThreatLog.objects.create(
            threat_type=f"{severity}_finding",
            severity=severity,
            ip_address="192.0.2.7",
            evidence={"path": "/?q=<script>document.title='owned'</script>"},
        )


@pytest.mark.usefixtures("findings")
def test_from_the_list_to_resolved_by_keyboard(signed_in: Page, staff: User) -> None:
    page = signed_in
    page.get_by_role("navigation", name="Main", exact=True).get_by_role(
        "link", name="Threats"
    ).press("Enter")
    expect(page).to_have_url(re.compile(r"/threats\?state=open$"))
    rows = page.get_by_role("table", name="Threats, most urgent first").locator("tbody tr")
    expect(rows).to_have_count(4)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(rows.get_by_role("link", name="High finding")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="High finding")).to_be_focused()
    expect(page.get_by_text("document.title='owned'")).to_be_visible()
    page.get_by_label("Note, kept in the history").focus()
    page.keyboard.type("A scan of ours, r")
    page.keyboard.press("Tab")
    page.keyboard.press("r")
    expect(page.get_by_role("status").filter(has_text="1 threat resolved")).to_be_visible()
    history = page.get_by_role("region", name="History")
    expect(history.get_by_text("grace: Resolved. Note: A scan of ours, r")).to_be_visible()
    # The rest of the list stays where it is.
    expect(rows).to_have_count(4)
    expect(rows.nth(1).get_by_text("Resolved", exact=True)).to_be_visible()
    assert page.title() != "owned"
    finding = ThreatLog.objects.get(severity="high")
    assert (finding.resolved, finding.resolved_by, finding.note) == (
        True,
        staff,
        "A scan of ours, r",
    )
    assert LogEntry.objects.get().change_message == "Resolved. Note: A scan of ours, r"
    page.get_by_role("button", name="Undo").press("Enter")
    expect(history.get_by_text("grace: Reopened.")).to_be_visible()
    assert ThreatLog.objects.filter(resolved=False).count() == 4
    page.get_by_role("heading", name="High finding").press("Escape")
    expect(rows.get_by_role("link", name="High finding")).to_be_focused()


@pytest.mark.usefixtures("findings")
def test_two_at_once_and_the_tabs(signed_in: Page) -> None:
    page = signed_in
    page.goto("/threats?state=open")
    tabs = page.get_by_role("navigation", name="Open threats by severity")
    expect(tabs.get_by_role("link", name="All open 4")).to_be_visible()
    page.get_by_role("table").get_by_role("link").first.wait_for()
    for key in ("j", "x", "j", "x", "r"):
        page.keyboard.press(key)
    expect(page.get_by_text("2 threats resolved")).to_be_visible()
    expect(tabs.get_by_role("link", name="All open 2")).to_be_visible()
    tabs.get_by_role("link", name="Critical 0").click()
    expect(page).to_have_url(re.compile(r"/threats\?state=open&severity=critical$"))
    expect(page.get_by_text("None passes all the filters that are set.")).to_be_visible()
