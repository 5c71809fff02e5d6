"""A person with a browser: signs in, sees the numbers, changes the range."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect, sync_playwright

from dashboard.tests.records import call, record, write

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.service("chromium"), pytest.mark.django_db(transaction=True)]

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module", autouse=True)
def _playwright_has_a_loop() -> Iterator[None]:
    """Playwright's own event loop runs in this thread; Django takes it for an async view."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(live_server: LiveServer) -> Iterator[Page]:
    """A page of headless Chromium that fails the test on errors of scripts and of the policy."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        page = browser.new_page(base_url=live_server.url, timezone_id="Asia/Kathmandu")
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda message: (
                errors.append(message.text) if "Content Security Policy" in message.text else None
            ),
        )
        yield page
        browser.close()
        assert errors == []


def sign_in(page: Page, password: str) -> None:
    page.goto("/")
    page.get_by_label("Username").fill("grace")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_signs_in_and_sees_the_dashboard(page: Page, staff: User, password: str) -> None:
    now = timezone.now()
    write([record(now, calls=[call("gpt-4o")]), record(now, status=500)])
    sign_in(page, password)
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="gpt-4o")
    expect(row).to_be_visible()
    expect(page.get_by_text("50.0")).to_be_visible()
    # Chromium goes by the older name.
    expect(page.get_by_text("Asia/Katmandu").first).to_be_visible()
    page.get_by_text("24h", exact=True).click()
    expect(page).to_have_url(re.compile("range=24h"))
    page.reload()
    expect(page.get_by_role("row").filter(has_text="gpt-4o")).to_be_visible()


def test_a_wrong_password_is_told(page: Page, staff: User) -> None:
    sign_in(page, "wrong")
    expect(page.get_by_role("alert")).to_be_visible()
