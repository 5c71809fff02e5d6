"""Two of staff watch a served site live; what is asked of it appears on both pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from dashboard.tests.browser.axe import grave_violations
from dashboard.tests.browser.conftest import ARGUMENTS
from dashboard.tests.live.conftest import Watched, accounts, make_site, migrated, site, watched

__all__ = ["accounts", "make_site", "migrated", "site", "watched"]

pytestmark = pytest.mark.service("chromium")


@pytest.fixture
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


def watching(browser: Browser, site: Watched, password: str) -> Page:
    """The live page of someone who signed in and is connected."""
    page = browser.new_page(base_url=f"http://127.0.0.1:{site.site.port}", timezone_id="UTC")
    page.goto("/live")
    page.get_by_label("Username").fill("grace")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("status").filter(has_text=re.compile("^Live$"))).to_be_visible()
    # Lines do not move under the pointer.
    page.mouse.move(0, 0)
    return page


def lines(page: Page) -> Locator:
    """The rows of the list."""
    return page.get_by_role("table").locator("tbody tr")


def of(page: Page, text: str) -> Locator:
    """The rows with a text; those who signed in are told of, too."""
    return lines(page).filter(has_text=text)


def test_two_watch(browser: Browser, watched: Watched, password: str) -> None:
    one, other = (watching(browser, watched, password) for _ in range(2))
    assert watched.site.get("/plain/")[0] == 200
    assert watched.site.get("/chat/?id=1'%20OR%20'1'='1")[0] == 200
    for page in (one, other):
        for text in ("/plain/", "/chat/", "SQL injection"):
            expect(of(page, text)).to_have_count(1)
    # The pause of one is not the other's.
    one.keyboard.press("p")
    assert watched.site.get("/plain/")[0] == 200
    expect(of(other, "/plain/")).to_have_count(2)
    more = one.get_by_role("button", name="1 new, show it")
    expect(more).to_be_visible()
    expect(of(one, "/plain/")).to_have_count(1)
    more.click()
    expect(of(one, "/plain/")).to_have_count(2)
    for scheme in ("light", "dark"):
        one.emulate_media(color_scheme=scheme)
        assert grave_violations(one) == []


def test_a_thousand_requests_do_not_make_the_page_stutter(
    browser: Browser, watched: Watched, password: str
) -> None:
    page = watching(browser, watched, password)
    page.evaluate("""() => {
        window.repaints = 0;
        new MutationObserver(() => window.repaints++).observe(
            document.querySelector('section[aria-label="What came"]'),
            {childList: true, subtree: true},
        );
    }""")
    watched.site.load(1_000)
    expect(page.get_by_label("The last minute")).to_contain_text(
        re.compile("1,0[0-9][0-9]"), timeout=20_000
    )
    # A handful of repaints with twenty lines each, whatever the number of requests.
    assert page.evaluate("window.repaints") <= 30
    assert lines(page).count() <= 200
    expect(page.get_by_text(re.compile("^[0-9]+ more in the last minute"))).to_be_visible()


def test_the_page_finds_its_server_again(browser: Browser, watched: Watched, password: str) -> None:
    page = watching(browser, watched, password)
    server = watched.site.processes[0]
    server.terminate()
    server.wait(20)
    expect(page.get_by_role("status").filter(has_text="Reconnecting")).to_be_visible()
    watched.site.serve()
    expect(page.get_by_role("status").filter(has_text=re.compile("^Live$"))).to_be_visible(
        timeout=20_000
    )
    assert watched.site.get("/plain/")[0] == 200
    expect(of(page, "/plain/")).to_have_count(1)
