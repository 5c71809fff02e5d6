"""What a detector saw, as text alone: nothing in it may run in the page that shows it."""

from __future__ import annotations

import json
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator

from dashboard.admin.formats import DASH

_SHOWN = 240
_OF_EXCERPT = ("excerpt", "start", "end")


def shown(evidence: Any) -> str:
    """Names and values; of an excerpt, the part that matched is marked."""
    found = evidence if isinstance(evidence, dict) else {"evidence": evidence}
    excerpt = _marked(found)
    lines = [
        (name, _shortened(value))
        for name, value in found.items()
        if not excerpt or name not in _OF_EXCERPT
    ]
    if excerpt:
        lines.insert(0, ("excerpt", excerpt))
    if not found:
        return DASH
    return format_html(
        '<dl class="dashboard-evidence">{}</dl>',
        format_html_join("", "<dt>{}</dt><dd>{}</dd>", lines),
    )


def _marked(evidence: dict[str, Any]) -> str:
    excerpt, start, end = (evidence.get(name) for name in _OF_EXCERPT)
    if not (isinstance(excerpt, str) and isinstance(start, int) and isinstance(end, int)):
        return ""
    if not 0 <= start < end <= len(excerpt):
        return ""
    return format_html(
        "<code>{}<mark>{}</mark>{}</code>", excerpt[:start], excerpt[start:end], excerpt[end:]
    )


def _shortened(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Truncator(text).chars(_SHOWN)
