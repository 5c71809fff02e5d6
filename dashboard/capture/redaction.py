"""Masks keys and tokens in a text before it is kept."""

from __future__ import annotations

import re

_SECRETS = re.compile(
    r"(?i)\b(?:bearer|basic)\s+[\w.~+/=-]{8,}"
    r"|\b(?:sk|pk|rk|api|key|ghp|gho|xox[abp])[-_][\w-]{8,}"
    r"|\beyJ[\w-]+\.[\w-]+\.[\w-]+"
    r"|(?<![\w])(?:password|passwd|secret|token|api[_-]?key)[\"']?\s*[=:]\s*[\"']?[^\s\"',;)]+"
    r"|\bAKIA[0-9A-Z]{16}\b"
    r"|://[^/\s:@]+:[^/\s@]+@"
)


def redact(text: str, length: int) -> str:
    """The text with secrets replaced by ``[masked]``, at most ``length`` characters."""
    return _SECRETS.sub("[masked]", text[: length * 4])[:length]
