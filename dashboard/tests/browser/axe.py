"""Accessibility of a page as axe-core sees it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_SCRIPT = Path(__file__).resolve().parents[3] / "frontend/node_modules/axe-core/axe.min.js"
_GRAVE = {"serious", "critical"}
# A colour half way between two schemes is nobody's to read: the short ones are waited for.
_SETTLED = """() => Promise.allSettled(
    document.getAnimations()
        .filter((animation) => animation instanceof CSSTransition)
        .map((transition) => transition.finished)
)"""


def grave_in_both_schemes(page: Page) -> list[str]:
    """What is grave on the page in light colours, and what its dark ones make worse."""
    page.emulate_media(color_scheme="light")
    found = grave_violations(page)
    page.emulate_media(color_scheme="dark")
    return found + grave_violations(page, only="color-contrast")


def grave_violations(page: Page, only: str | None = None) -> list[str]:
    """What axe calls serious or critical on the page once its transitions ended, a line an element.

    By all of its rules, or by one. The script is evaluated by the browser's debugger, which the
    page's policy does not bind.
    """
    page.evaluate(_SCRIPT.read_text())
    page.evaluate(_SETTLED)
    options = {"resultTypes": ["violations"], **({"runOnly": only} if only else {})}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in found["violations"]
        if violation["impact"] in _GRAVE
        for node in violation["nodes"]
    ]
