"""The Events page, from nothing to the first number of a website that includes the script."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dashboard.models import Event
from dashboard.tests.api.projects.conftest import configure, journal_folder, recorder
from dashboard.tests.capture.recorder import Recorder

__all__ = ["configure", "journal_folder", "recorder"]
pytestmark = [pytest.mark.service("chromium"), pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _recorded(recorder: Recorder, settings: Any) -> None:
    """The recorder drains this process's journal; the site is the project's own."""
    settings.ROOT_URLCONF = "config.urls"


def test_from_a_new_project_to_the_first_number(signed_in: Page, recorder: Recorder) -> None:
    page = signed_in
    page.get_by_role("link", name="Events", exact=True).click()
    page.get_by_label("Name of the website").fill("My shop")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/events\?project=\d+$"))
    expect(page.get_by_label("Project")).to_have_value(re.compile(r"\d+"))
    page.get_by_role("button", name="New key").first.click()
    tag = page.get_by_role("region", name="Script tag").inner_text()
    assert re.fullmatch(
        r'<script defer src="http://[^"]+/static/sdk/tracker\.min\.js"'
        r' data-project="aio_[\w-]{43}"></script>',
        tag,
    )
    address = page.url
    key = re.search(r"aio_[\w-]{43}", tag)
    assert key is not None
    # The page sends one itself, as a website would.
    status = page.evaluate(
        """key => fetch('/api/events/ingest/', {
            method: 'POST',
            headers: {'Content-Type': 'application/json', 'X-API-Key': key},
            body: JSON.stringify({events: [{event: 'signup', session_id: 's1'}]}),
        }).then(answer => answer.status)""",
        key[0],
    )
    assert status == 202
    deadline = time.monotonic() + 10
    while not Event.objects.exists() and time.monotonic() < deadline:
        recorder.drain()
    page.goto(address)
    table = page.get_by_role("table", name="Events by count")
    expect(table.get_by_role("rowheader")).to_have_text(["signup"])
    expect(page.get_by_role("table", name="Visitors with an event in the range")).to_contain_text(
        "Anonymous"
    )
    # A key that is revoked says so, and cannot be used any more.
    page.get_by_role("button", name=re.compile("^Revoke")).click()
    page.get_by_role("button", name=re.compile("now$")).click()
    expect(page.get_by_role("table", name="Keys, newest first")).to_contain_text("revoked")
