"""Cross-site scripting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.threats.hit import Hit
from dashboard.threats.inspected import Inspected
from dashboard.threats.rules import best, each_surface, rule, rules_of
from dashboard.threats.surface import Surface

THREAT_TYPE = "xss"

# Browsers skip blanks and control characters inside the name of a scheme.
_SKIPPED = re.compile(r"[\s\x00]{1,9}")
_CALL = (
    r"(?:alert|prompt|confirm|eval|print|fetch|atob|settimeout|setinterval|function|import"
    r"|document\.(?:write\w*|cookie|location|domain)|window\.|top\[|self\[|location)"
)
# What is in each of them.
_CALLS = (
    "alert", "prompt", "confirm", "eval", "print", "fetch", "atob", "settimeout", "setinterval",
    "function", "import", "document.", "window.", "top[", "self[", "location",
)  # fmt: skip

RULES = rules_of(
    THREAT_TYPE,
    rule(
        "script-tag",
        r"<\s{0,6}/?\s{0,6}(?:\w{1,10}:)?script\b",
        "high",
        0.9,
        needs=("script",),
    ),
    rule(
        "script-with-code",
        r"<\s{0,6}script[^>]{0,200}(?:>\s{0,6}[^<\s]{0,200}(?:alert|document|eval|window|fetch|string\.from"
        r"|prompt|confirm|location)|\bsrc\s{0,6}=\s{0,6}[\"']?(?:https?:)?//)",
        "critical",
        0.97,
        in_prose=True,
        needs=("script",),
    ),
    rule(
        "event-handler",
        r"<[a-z!?/x][^>]{0,300}?[\s/\"'\x0b\x0c]on[a-z]{3,30}\s{0,6}=",
        "high",
        0.95,
        needs=("<",),
    ),
    rule(
        "handler-with-code",
        rf"\bon[a-z]{{3,30}}\s{{0,6}}=\s{{0,6}}[\"'`]?[^\"'>]{{0,60}}(?:{_CALL}\s{{0,6}}[(=`&\[]|javascript:)",
        "critical",
        0.96,
        in_prose=True,
        needs=("=",),
        also=(*_CALLS, "javascript:"),
    ),
    rule(
        "attribute-breakout",
        r"[\"'][\s/]{1,9}on[a-z]{3,30}\s{0,6}=",
        "high",
        0.9,
        needs=(
            "'",
            '"',
        ),
    ),
    rule(
        "script-scheme",
        r"(?:java|vb|live|j)script\s{0,6}:|\bmocha:|(?:src|href|action|data|to|from|url)\s{0,6}[=(]\s{0,6}[\"']?"
        r"\s{0,6}data\s{0,6}:|\bdata\s{0,6}:\s{0,6}(?:text/html|image/svg|text/xml|application/x?h?t?ml|[^,]{0,40}base64\s{0,6},\s{0,6}phn)",
        "high",
        0.85,
        needs=(
            "script",
            "mocha",
            "data",
        ),
    ),
    rule(
        "active-tag",
        r"<\s{0,6}/?\s{0,6}(?:i?frame(?:set)?|embed|object|applet|svg|math|meta|base|link|style|marquee|bgsound"
        r"|xml|layer|ilayer|isindex|vmlframe|animate\w*|set|foreignobject|template|audio|video|source"
        r"|details|keygen|portal|import|handler|listener|event-source|comment|xss|noscript)\b",
        "high",
        0.75,
        needs=("<",),
    ),
    rule(
        "tag-with-address",
        r"<\s{0,6}(?:img|image|input|form|a|body|table|td|div|button|br|area|track|q|html|head|\?xml|!entity"
        r"|!doctype|!\[cdata|!attlist|!--)\b[^>]{0,300}?(?:src|srcdoc|href|dynsrc|lowsrc|background|style"
        r"|formaction|action|size|datasrc|contenteditable|autofocus|folder|system|xmlns|on\w+)\b\s{0,6}=?",
        "medium",
        0.7,
        needs=("<",),
    ),
    rule(
        "script-scheme-in-tag",
        r"<[a-z!?/][^>]{0,300}?[=\"'\s(]\s{0,6}(?:java|vb|live)script\s{0,6}:",
        "critical",
        0.96,
        in_prose=True,
        needs=("<",),
    ),
    rule(
        "style-or-data-attribute",
        r"<[a-z][^>]{0,300}?(?:style\s{0,6}=[^>]{0,200}(?:url\s{0,6}\(|expr)|\bdata(?:src|fld|formatas)\s{0,6}=|\bexpr\s{0,6}=)"
        r"|activexobject|<\s{0,6}/?\s{0,6}eval\b|@font-face\s{0,6}\{|xmlns:\w{1,10}\s{0,6}=",
        "medium",
        0.7,
        needs=(
            "<",
            "activex",
            "@font",
            "xmlns",
        ),
        also=("style", "data", "expr", "activex", "eval", "@font", "xmlns"),
    ),
    rule(
        "css-code",
        r"expression\s{0,6}\(|-moz-binding|behavio[u]?r\s{0,6}:\s{0,6}url|@import\s{0,6}[\"'(u]",
        "high",
        0.85,
        needs=(
            "expression",
            "-moz-binding",
            "behavi",
            "@import",
        ),
    ),
    rule(
        "code-breakout",
        rf"(?:^|[=\"'`;)}}\]/\\*+-])\s{{0,6}}[-+;/*(\[]{{0,6}}\s{{0,6}}{_CALL}\s{{0,6}}(?:\(|`|\?\.\(|&)",
        "high",
        0.75,
        needs=(
            "(",
            "`",
            "&",
        ),
        also=_CALLS,
    ),
    rule(
        "browser-object",
        r"document\s{0,6}(?:\.|\[\s{0,6}[\"'])\s{0,6}(?:cookie|domain|location|write|body|documentelement)"
        r"|string\.fromcharcode|window\s{0,6}[.\[]\s{0,6}[\"']?(?:location|name|open|onerror)|\.innerhtml\s{0,6}="
        r"|localstorage\.getitem|constructor\s{0,6}\.\s{0,6}constructor|\beval\s{0,6}\(\s{0,6}(?:atob|name|string)"
        r"|\.(?:source|call|apply)\s{0,6}\(\s{0,6}alert|\[\s{0,6}[\"']?(?:alert|eval)",
        "high",
        0.8,
        needs=(
            "document",
            "fromcharcode",
            "window",
            "innerhtml",
            "localstorage",
            "constructor",
            "eval",
            "alert",
        ),
        also=(".", "[", "("),
    ),
    rule(
        "utf-7",
        r"\+adw-",
        "high",
        0.9,
        in_prose=True,
        needs=("+adw",),
    ),
    rule(
        "css-entity-code",
        r"&\s{0,6}\{[^}]{0,60}\(",
        "medium",
        0.7,
        needs=("{",),
    ),
)


def _look(surface: Surface) -> Hit | None:
    hit = best(RULES, surface)
    if hit is None and not surface.is_prose and "<" in surface.lower:
        # The match then lies in the text without blanks, so none is marked.
        squeezed = _SKIPPED.sub("", surface.lower)
        if re.search(r"(?:java|vb)script:|<script", squeezed):
            return Hit(THREAT_TYPE, "high", 0.85, "split-scheme", surface.where, surface.text[:240])
    return hit


def detect(inspected: Inspected) -> Iterator[Hit]:
    """Markup or code that a page would run."""
    return each_surface(inspected, _look)
