"""What of a text is kept: no keys or tokens, nothing that a database cannot hold."""

from __future__ import annotations

import re

_SECRETS = re.compile(
    r"(?i)\b(?:bearer|basic)\s+[\w.~+/=-]{8,}"
    r"|\b(?:sk|pk|rk|api|key|gsk|hf|gh[oprsu]|github_pat|glpat|xox[abeprs])[-_][\w-]{8,}"
    r"|\beyJ[\w-]+\.[\w-]+\.[\w-]+"
    r"|[\w-]*(?:password|passwd|secret|token|credential|sessionid|(?:api|access|private)[_-]?key)"
    r"[\"']?\s*[=:]\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"',;)]+)"
    r"|\bAKIA[0-9A-Z]{16}\b"
    r"|\bAIza[\w-]{30,}"
    r"|://[^/\s:@]*:[^/\s@]+@"
)


def redact(text: str, length: int) -> str:
    """The text with secrets replaced by ``[masked]``, at most ``length`` characters."""
    return _SECRETS.sub("[masked]", text[: length * 4])[:length]


def clean(text: str) -> str:
    """The text without what a database or a journal line cannot hold."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
