"""The admin's stylesheet: its colours are those of the page, and its two dark themes are one."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
STYLE = (ROOT / "dashboard/static/dashboard/admin.css").read_text()
TOKENS = (ROOT / "frontend/src/styles/tokens.css").read_text()


def test_both_dark_themes_are_equal() -> None:
    blocks = re.findall(r"\{([^{}]*--dashboard-text:[^{}]*)\}", STYLE)
    light, dark, by_system = ([line.strip() for line in block.split(";")] for block in blocks)
    assert dark == by_system
    names = [[line.partition(":")[0] for line in theme] for theme in (light, dark)]
    assert names[0] == names[1]


def test_colours_are_those_of_the_page() -> None:
    used = {colour.lower() for colour in re.findall(r":\s*(#[0-9a-fA-F]{6});", STYLE)}
    assert len(used) > 30
    assert used - set(re.findall("#[0-9a-f]{6}", TOKENS.lower())) == set()
