"""Makes the pictures of README and docs from a running `make run`.

    make run                                       # in one terminal
    .venv/bin/python docs/screenshots.py [URL]     # in another

Needs Debian's chromium and what `make test` installs. The pictures show demo data.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(__file__).resolve().parent / "images"
URL = "http://127.0.0.1:8000"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


class Picture(NamedTuple):
    """What is shown, where, and how large."""

    name: str
    path: str
    theme: str
    width: int
    height: int


PICTURES = [
    Picture("overview-light", "/?range=7d", "light", 1440, 1440),
    Picture("overview-dark", "/?range=7d", "dark", 1440, 1440),
    Picture("overview-phone", "/?range=7d", "light", 390, 844),
    Picture("requests", "/requests?ai=true", "light", 1440, 900),
    Picture("people", "/people?range=3m&by=week", "light", 1440, 1120),
    Picture("admin", "/admin/dashboard/requestlog/", "light", 1440, 900),
]


def take(browser: Browser, picture: Picture, url: str, password: str) -> None:
    """One picture, by somebody who is signed in to the admin: that counts everywhere."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.theme == "dark" else "light",
        timezone_id="Europe/Berlin",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/admin/login/")
    page.fill("[name=username]", "demo")
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    page.goto(picture.path)
    page.wait_for_load_state("networkidle")
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    context.close()


def main(url: str = URL) -> None:
    """All pictures."""
    password = (ROOT / "var" / "demo-password").read_text().strip()
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        for picture in PICTURES:
            take(browser, picture, url, password)
            print(f"docs/images/{picture.name}.png")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
