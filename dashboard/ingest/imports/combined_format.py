"""The combined log format of Apache and nginx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dashboard.ingest.imports.lines import Lines
from dashboard.ingest.imports.row_format import BadRow, RowFormat

_QUOTED = r'"((?:[^"\\]|\\.)*)"'
# A virtual host may stand in front; the referrer and the agent are missing in the common log
# format; what follows is a matter of the site. Some loggers cut the agent off in its quotes.
_LINE = re.compile(
    r"(?:\S+:\d+ )?(\S+) \S+ (.*?) \[([^\]]+)\] "
    rf'{_QUOTED} (\d+|-) (\d+|-)(?: {_QUOTED} "((?:[^"\\]|\\.)*)(?:"|$))?'
)
_REQUEST = re.compile(r"([A-Z]+) (\S.*?)(?: HTTP/[\d.]+)?$")
_TARGET = re.compile(r"(?:[a-z]+://[^/?#]*)?([^?#]*)")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|(.))")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NUMBERS = {name: number for number, name in enumerate(_MONTHS, start=1)}


class CombinedFormat(RowFormat):
    """Its columns are those of the format. A path comes without the query."""

    usual = {"ip_address": "host", "created_at": "time", "status_code": "status"}

    def read_columns(self, lines: Lines) -> None:
        self.columns = [
            *("host", "user", "time", "status", "size", "referrer", "user_agent"),
            *("method", "path"),
        ]

    def rows(self, lines: Lines) -> Iterator[Any]:
        lines.begin_row()
        for line in lines:
            found = _LINE.match(line)
            if found is not None:
                yield _values(*found.groups())
            elif line.strip():
                yield BadRow("not a line of the combined log format")
            lines.begin_row()


def _values(
    host: str,
    user: str,
    time: str,
    request: str,
    status: str,
    size: str,
    referrer: str | None,
    agent: str | None,
) -> tuple[str | None, ...]:
    named = [_known(text) for text in (host, user, status, size, referrer, agent)]
    asked = _REQUEST.match(request)
    method, path = asked.groups() if asked else (None, None)
    if path is not None:
        target = _TARGET.match(path)
        path = _plain(target[1] if target else path)
    return (named[0], named[1], _iso(time), *named[2:], method, path)


def _known(text: str | None) -> str | None:
    return None if text is None or text == "-" else _plain(text)


def _plain(text: str) -> str:
    """The text without the escapes that the server wrote."""
    if "\\" not in text:
        return text
    raw = _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[2], text)
    try:
        return raw.encode("latin-1").decode()
    except UnicodeError:
        return raw


def _iso(time: str) -> str:
    """``17/May/2015:10:05:03 +0000`` as ISO 8601; anything else as it is, to be refused."""
    month = _MONTH_NUMBERS.get(time[3:6])
    if month is None or len(time) < 20:
        return time
    return f"{time[7:11]}-{month:02d}-{time[:2]}T{time[12:20]}{time[20:].strip()}"
