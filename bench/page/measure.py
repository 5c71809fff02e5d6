"""A step: the overview in headless Chromium, from a server of its own."""

from __future__ import annotations

import os
import statistics

from django.contrib.auth import get_user_model
from django.core.management import call_command
from playwright.sync_api import Page, sync_playwright

from bench.server import served

_NAME, _PASSWORD = "bench-page", "only for this measurement"
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
# Three charts with marks in them, and no panel that waits.
_COMPLETE = """() => document.querySelectorAll('.recharts-surface').length >= 3
    && document.querySelector('.recharts-bar-rectangle') !== null
    && document.querySelector('[aria-busy=true]') === null"""
_SWITCH = """name => new Promise(done => {
    const chart = () => document.querySelector('.recharts-surface')?.getAttribute('aria-label');
    const before = chart();
    const started = performance.now();
    const look = () => {
        const busy = document.querySelector('[aria-busy=true]');
        if (chart() !== before && !busy) done(performance.now() - started);
        else requestAnimationFrame(look);
    };
    [...document.querySelectorAll('button')].find(b => b.textContent === name).click();
    look();
})"""


def complete_after(page: Page, path: str) -> float:
    """Milliseconds from a navigation to a complete page, by the page's own clock."""
    page.goto(path, wait_until="commit")
    page.wait_for_function(_COMPLETE, polling="raf")
    found: float = page.evaluate("performance.now()")
    return found


def main(days: int, requests: int, calls: int) -> dict[str, float]:
    """Median times until the overview is complete, and until another range is drawn."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    call_command("migrate", verbosity=0)
    options = {"days": days, "users": 3, "requests": requests, "seed": 1, "verbosity": 0}
    call_command("populate_dashboard_data", **options, interactive=False)
    get_user_model()._default_manager.create_superuser(_NAME, "", _PASSWORD)
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_ARGUMENTS)
        page = browser.new_page(base_url=url, viewport={"width": 1440, "height": 900})
        page.goto("/")
        page.get_by_label("Username").fill(_NAME)
        page.get_by_label("Password", exact=True).fill(_PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_function(_COMPLETE)
        loads = [complete_after(page, "/?range=7d") for _ in range(calls)]
        switches: list[float] = []
        for _ in range(calls):
            switches += [page.evaluate(_SWITCH, name) for name in ("1m", "24h", "3m", "7d")]
            # Within its time of freshness an answer would come from memory.
            page.reload()
            page.wait_for_function(_COMPLETE)
        browser.close()
    return {
        "load": statistics.median(loads),
        "worst load": max(loads),
        "switch": statistics.median(switches),
        "worst switch": max(switches),
    }
