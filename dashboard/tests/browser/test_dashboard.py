"""A person with a browser: signs in, sees the numbers, changes the range."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from dashboard.tests.records import call, record, write

pytestmark = [pytest.mark.service("chromium"), pytest.mark.django_db(transaction=True)]


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


def test_a_name_narrows_every_panel_and_the_url_remembers(
    page: Page, staff: User, password: str
) -> None:
    now = timezone.now()
    write([record(now, calls=[call("gpt-4o")]), record(now, calls=[call("o3")], status=429)])
    sign_in(page, password)
    expect(page.get_by_role("link", name="429")).to_have_attribute(
        "href", "/requests?range=7d&status=429"
    )
    page.get_by_role("link", name="gpt-4o").click()
    expect(page).to_have_url(re.compile("model=gpt-4o"))
    expect(page.get_by_role("row").filter(has_text="o3")).to_have_count(0)
    expect(page.get_by_role("link", name="429")).to_have_count(0)
    page.reload()
    page.get_by_role("button", name="Remove the model filter").click()
    expect(page.get_by_role("link", name="429")).to_be_visible()


def test_one_crosshair_moves_through_all_charts(page: Page, staff: User, password: str) -> None:
    write([record(timezone.now(), calls=[call("gpt-4o")])])
    sign_in(page, password)
    for title in ("Requests", "Cost", "Latency"):
        expect(page.get_by_label(re.compile(f"^{title} per hour"))).to_be_visible()
    # Nothing is known of the first hours: that is told as well.
    page.get_by_label(re.compile("^Latency per hour")).focus()
    page.keyboard.press("ArrowRight")
    tooltips = page.locator(".recharts-tooltip-wrapper:visible").get_by_text(", 01:00")
    expect(tooltips).to_have_count(3)
    page.keyboard.press("Escape")
    expect(tooltips).to_have_count(0)


def test_a_wrong_password_is_told(page: Page, staff: User) -> None:
    sign_in(page, "wrong")
    expect(page.get_by_role("alert")).to_be_visible()
