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


def grave_violations(page: Page) -> list[str]:
    """What axe calls serious or critical on the page once its transitions ended, a line an element.

    The script is evaluated by the browser's debugger, which the page's policy does not bind.
    """
    page.evaluate(_SCRIPT.read_text())
    page.evaluate(_SETTLED)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in found["violations"]
        if violation["impact"] in _GRAVE
        for node in violation["nodes"]
    ]
