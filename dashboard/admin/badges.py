"""Badges: the number, the word or the glyph says it, the colour says it again."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from dashboard.admin.formats import DASH
from dashboard.models.threat_log import ThreatLog

_STARS = 5


def badge(tone: str, text: str, glyph: str = "") -> str:
    """A word in a tone of the stylesheet: ok, warn, bad, mute or critical."""
    return format_html('<span class="dashboard-badge dashboard-{}">{}{}</span>', tone, glyph, text)


def status_badge(code: int | None) -> str:
    """The status of a response; a dash where it is not known."""
    if code is None:
        return DASH
    tone = "bad" if code >= 500 else "warn" if code >= 400 else "mute" if code >= 300 else "ok"
    return badge(tone, str(code))


def outcome_badge(failed: bool) -> str:
    """Whether a call worked."""
    return badge("bad", "failed") if failed else badge("ok", "ok")


def stars(rating: int) -> str:
    """Stars, full and empty, and the number."""
    return format_html(
        '<span class="dashboard-stars"><span aria-hidden="true">{}</span> {}</span>',
        "\N{BLACK STAR}" * rating + "\N{WHITE STAR}" * (_STARS - rating),
        f"{rating} of {_STARS}",
    )


def _bars(filled: int) -> SafeString:
    """One, two or three bars of three."""
    bars = "".join(
        f'<rect x="{1 + 4 * n}" y="{8 - 3 * n}" width="3" height="{3 + 3 * n}"'
        f' opacity="{1 if n < filled else 0.3}"/>'
        for n in range(3)
    )
    return mark_safe(f'<svg viewBox="0 0 13 12" aria-hidden="true">{bars}</svg>')


_OCTAGON = mark_safe(
    '<svg viewBox="0 0 12 12" aria-hidden="true"><path fill-rule="evenodd" d="M3.5 0h5L12 3.5v5'
    'L8.5 12h-5L0 8.5v-5zM5.2 2.4h1.6v4.4H5.2zM5.2 8h1.6v1.6H5.2z"/></svg>'
)
_SEVERITIES = {
    ThreatLog.Severity.LOW.value: ("mute", _bars(1)),
    ThreatLog.Severity.MEDIUM.value: ("warn", _bars(2)),
    ThreatLog.Severity.HIGH.value: ("bad", _bars(3)),
    ThreatLog.Severity.CRITICAL.value: ("critical", _OCTAGON),
}


def severity_badge(severity: str) -> str:
    """The severity's glyph and word; a critical one is filled."""
    tone, glyph = _SEVERITIES[severity]
    return badge(tone, ThreatLog.Severity(severity).label, glyph)


def resolved_badge(resolved: bool, is_false_positive: bool = False) -> str:
    """Whether a finding still needs a person, and whether there was anything to it."""
    if is_false_positive:
        return badge("mute", "False positive")
    return badge("ok", "Resolved") if resolved else badge("mute", "Open")
