"""The script for websites, on a page of another origin in a real browser."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Page

from dashboard.models import Event, UserSession
from dashboard.tests.api.projects.conftest import (
    Site,
    configure,
    journal_folder,
    recorder,
    site,
)
from dashboard.tests.capture.recorder import drift

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

__all__ = ["configure", "journal_folder", "recorder", "site"]
pytestmark = [pytest.mark.service("chromium"), pytest.mark.django_db(transaction=True)]

SCRIPT = Path(django_settings.BASE_DIR) / "dashboard" / "static" / "sdk" / "tracker.min.js"
LONGEST = 20


@pytest.fixture
def shop(site: Site, live_server: LiveServer) -> Iterator[str]:
    """The address of a website that includes the script; all its addresses show one page."""
    body = (
        "<!doctype html><meta charset=utf-8><title>Shop</title>"
        f'<script src="{live_server.url}/static/sdk/tracker.min.js" '
        f'data-project="{site.key}" data-api-url="{live_server.url}/"></script>'
    ).encode()

    class Shop(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def arrived(site: Site, page: Page) -> Callable[[int], list[Event]]:
    """Waits for so many events, and none more; oldest first."""

    def wait(count: int) -> list[Event]:
        deadline = time.monotonic() + LONGEST
        while Event.objects.count() < count and time.monotonic() < deadline:
            # Playwright's own wait, so that what the browser says is heard meanwhile.
            page.wait_for_timeout(100)
            site.recorder.drain()
        rows = list(Event.objects.order_by("created_at", "name"))
        assert len(rows) == count
        assert drift() == "drift: 0 cells"
        return rows

    return wait


Arrived = Callable[[int], list[Event]]


def test_it_is_small() -> None:
    """At most 3 kB, and 1.5 kB as it travels."""
    script = SCRIPT.read_bytes()
    assert len(script) <= 3_000
    assert len(gzip.compress(script)) <= 1_500


def test_page_views_of_routes(shop: str, page: Page, arrived: Arrived) -> None:
    page.goto(f"{shop}/?token=secret#top")
    for step in (
        "history.pushState({}, '', '/products?page=2')",
        "history.pushState({}, '', '/products?page=3')",
        "history.replaceState({}, '', '/lamp')",
        "history.back()",
    ):
        page.evaluate(step)
        page.wait_for_timeout(60)
    rows = arrived(4)
    assert [(row.name, row.page_url.removeprefix(shop)) for row in rows] == [
        ("page_view", "/"),
        ("page_view", "/products"),
        ("page_view", "/lamp"),
        ("page_view", "/products"),
    ]
    assert [row.referrer.removeprefix(shop) for row in rows] == ["", "/", "/products", "/lamp"]
    visit = UserSession.objects.get()
    assert (visit.events, visit.page_views, visit.platform) == (4, 4, "web")
    assert page.context.cookies() == []


def test_events_and_who_it_was(shop: str, page: Page, arrived: Arrived) -> None:
    page.goto(shop)
    page.evaluate("tracker.event('look', {plan: 'pro', n: [1, 2]})")
    page.wait_for_timeout(20)
    page.evaluate("tracker.identify('u7'); tracker.event('login')")
    page.wait_for_timeout(20)
    page.evaluate("tracker.reset(); tracker.event('logout')")
    view, look, login, logout = arrived(4)
    assert look.properties == {"plan": "pro", "n": [1, 2]}
    assert [row.distinct_id for row in (view, look, login, logout)] == ["", "", "u7", ""]
    assert view.client_session == look.client_session == login.client_session
    assert logout.client_session not in ("", login.client_session)
    # Who is signed in stays so on the next page, in the same visit.
    page.evaluate("tracker.identify('u8')")
    page.goto(f"{shop}/next")
    last = arrived(5)[-1]
    assert (last.distinct_id, last.client_session) == ("u8", logout.client_session)


def test_leaving(shop: str, page: Page, arrived: Arrived) -> None:
    """What waits for its batch is sent when the page goes."""
    page.goto(shop)
    page.evaluate("tracker.event('buy')")
    page.goto("about:blank")
    assert [row.name for row in arrived(2)] == ["page_view", "buy"]


def test_offline_and_back(shop: str, page: Page, arrived: Arrived) -> None:
    page.goto(shop)
    arrived(1)
    page.context.set_offline(True)
    before = time.time()
    for number in range(3):
        page.evaluate(f"tracker.event('offline {number}')")
        page.wait_for_timeout(20)
    page.wait_for_timeout(3_000)
    arrived(1)
    page.context.set_offline(False)
    rows = arrived(4)[1:]
    assert [row.name for row in rows] == ["offline 0", "offline 1", "offline 2"]
    # When it happened, not when it came.
    assert all(before - 1 < row.created_at.timestamp() < before + 2 for row in rows)
    page.wait_for_timeout(500)
    assert page.evaluate("Object.keys(localStorage)") == []


def test_closed_while_offline(shop: str, page: Page, arrived: Arrived) -> None:
    """The next visit brings it, once, whichever page is first."""
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context()
    closed = context.new_page()
    closed.goto(shop)
    arrived(1)
    context.set_offline(True)
    closed.evaluate("tracker.event('on the train')")
    closed.close()
    context.set_offline(False)
    context.new_page().goto(f"{shop}/later")
    context.new_page().goto(f"{shop}/later still")
    rows = arrived(4)
    assert [row.name for row in rows] == ["page_view", "on the train", "page_view", "page_view"]
    assert rows[0].client_session == rows[1].client_session


def test_a_server_that_fails_is_asked_again(shop: str, page: Page, arrived: Arrived) -> None:
    """Later each time; what was taken though nobody heard of it counts once."""
    asked: list[float] = []

    def fail_twice(route: Any) -> None:
        asked.append(time.monotonic())
        if len(asked) == 1:
            # It arrives, and the answer is lost.
            route.fetch()
            route.abort()
        elif len(asked) == 2:
            route.fulfill(status=503, headers={"Access-Control-Allow-Origin": "*"})
        else:
            route.continue_()

    page.route("**/api/events/ingest/", fail_twice)
    page.goto(shop)
    page.evaluate("tracker.event('buy')")
    page.wait_for_timeout(1_000)
    while len(asked) < 3:
        page.wait_for_timeout(100)
    assert [row.name for row in arrived(2)] == ["page_view", "buy"]
    assert asked[2] - asked[1] > asked[1] - asked[0] > 2


@pytest.mark.parametrize("signal", ["doNotTrack: '1'", "globalPrivacyControl: true"])
def test_do_not_track(shop: str, page: Page, site: Site, signal: str) -> None:
    """Nothing is sent, nothing is kept, and the page's own calls do no harm."""
    name, _, value = signal.partition(": ")
    page.add_init_script(f"Object.defineProperty(navigator, '{name}', {{get: () => {value}}})")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(shop)
    page.evaluate("tracker.event('buy'); tracker.identify('u7'); tracker.reset()")
    page.evaluate("history.pushState({}, '', '/next')")
    page.wait_for_timeout(2_500)
    page.goto("about:blank")
    assert not [url for url in asked if "ingest" in url]
    page.goto(shop)
    kept = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert (kept, page.context.cookies()) == ([], [])
    site.recorder.drain()
    assert not Event.objects.exists()


def test_no_harm_to_the_page(shop: str, page: Page, arrived: Arrived) -> None:
    """What is no JSON, or too much, is left out; without storage it still works."""
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, {get() { throw new Error('forbidden') }})"
    )
    page.goto(shop)
    page.evaluate(
        "const round = {}; round.self = round; tracker.event('round', round);"
        "tracker.event('large', {text: 'ü'.repeat(30_000)});"
        "tracker.event('big', {n: 1n}); tracker.event('good')"
    )
    assert [row.name for row in arrived(2)] == ["page_view", "good"]
