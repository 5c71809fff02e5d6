"""No pattern takes more than time in proportion to the text, whatever the text is made of."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest

from dashboard import threats
from dashboard.threats.rules import Rules

_SHORT, _FACTOR = 1_000, 6
# Linear takes 6 times as long for the longer text, quadratic 36 times.
_MOST = 18
# What takes less cannot be told from noise, and is no attack on anybody.
_SECONDS_THAT_MATTER = 0.004

PIECES = [
    "a", "A", "0", " ", "\t", "\n", "'", '"', "(", ")", "{", "}", "[", "<", ">", "/", "\\", ".", ",",
    ";", "|", "&", "=", "%", "-", "#", "`", "$", "*", "_", "\x00", "%2e", "%25", "../", "..%c0%af", "0x2e",
    "a b ", "a.", "a_", "<a ", "<a b=", "<!--", "{{", "${", "<%", "/*", "/**/", "*/", "' or ", "or 1",
    "union ", "union all ", "select ", "select from ", "; select ", "char(1)", "if(", "case when ",
    "ignore ", "ignore all ", "ignore all previous ", "do not tell ", "print your ", "without any ",
    "on", " onx", "java\t", "script ", "etc/", "/usr/bin/", ";cat ", "$(", "a1", "AB12", "aGVsbG8", "deadbeef",
    "\u0430a", "\u200b", "content-disposition: form-data; name=\"", "bytes=1-2,", "scan", "map", "moz",
    "var/log/", "opt/", "cast(", "and (", "'(", "a='", "\u5ffd\u7565", "ignoriere ", "&#1", "&amp", "\\u0041",
]  # fmt: skip


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in iter_modules(threats.__path__, "dashboard.threats."):
        for name, value in vars(import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.name}.{name}", value
            elif isinstance(value, Rules):
                for rule in value.surest_first:
                    yield f"{module.name}.{rule.name}", rule.pattern


PATTERNS = dict(_patterns())


def test_there_are_patterns() -> None:
    assert len(PATTERNS) > 80


@pytest.mark.parametrize("name", PATTERNS)
def test_time_grows_with_the_length_alone(name: str) -> None:
    pattern = PATTERNS[name]
    slow = []
    for piece in PIECES:
        for end in ("", "!"):
            short = (piece * _SHORT)[:_SHORT] + end
            long = (piece * _SHORT * _FACTOR)[: _SHORT * _FACTOR] + end
            if _seconds(pattern, long, 1) < _SECONDS_THAT_MATTER:
                continue
            seconds = _seconds(pattern, long, 3)
            if seconds > _MOST * _seconds(pattern, short, 3):
                slow.append((piece, round(seconds, 3)))
    assert slow == []


def _seconds(pattern: re.Pattern[str], text: str, looks: int) -> float:
    """CPU time of the quickest of some looks at the whole text."""
    times = []
    for _ in range(looks):
        begun = time.thread_time()
        for _match in pattern.finditer(text):
            pass
        times.append(time.thread_time() - begun)
    return min(times)
