"""Facts about visits and page views, from rows; and the columns that the writer makes, too."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from dashboard.models.native import micros_of
from dashboard.rollups.declarations import OTHER
from dashboard.rollups.facts import NONE, Columns, Facts, buckets_of
from dashboard.rollups.periods import QUARTER_MICROS
from dashboard.rollups.row_filter import bounds_of, fetch

# A header may name any browser and system, and a rollup has a cell for each name: so it counts
# those that are in wide use, and the rest together.
_BROWSERS = re.compile(
    "Chrome|Chrome Mobile|Chrome Mobile iOS|Chrome Mobile WebView|Chromium|HeadlessChrome|Safari|"
    "Mobile Safari|Mobile Safari UI/WKWebView|Firefox|Firefox Mobile|Firefox iOS|Edge|Edge Mobile|"
    "Opera|Opera Mobile|Opera Mini|Samsung Internet|Android|Brave|Vivaldi|Yandex Browser|"
    "UC Browser|DuckDuckGo Mobile|QQ Browser Mobile|MiuiBrowser|Whale|IE|Electron|"
    "python-requests|python-httpx|aiohttp|curl|Wget|okhttp|Go-http-client|axios|node-fetch|"
    "undici|OpenAI/Python|OpenAI/JS|Anthropic/Python|Anthropic/JS|PostmanRuntime|insomnia|HTTPie|"
    "Java|Apache-HttpClient|Googlebot|GPTBot|bingbot|ClaudeBot|YandexBot|Applebot"
)
_SYSTEMS = re.compile(
    "Windows|Mac OS X|iOS|Android|Linux|Ubuntu|Fedora|Debian|Chrome OS|FreeBSD|OpenBSD|"
    "Windows Phone|KaiOS|Tizen|HarmonyOS|tvOS|watchOS"
)
_MAJOR = re.compile(r"\d{1,3}(?!\d)")
NO_FACTS = Facts(NONE, NONE, NONE)
_VISITS = (
    "SELECT s.session_start, s.last_activity, s.requests, s.platform, s.version, a.browser, a.os, "
    "n.id FROM dashboard_usersession s "
    "LEFT JOIN dashboard_useragent a ON a.id = s.user_agent_id "
    "LEFT JOIN dashboard_usernumber n ON n.user_key = CAST(s.user_id AS text) "
    "WHERE s.session_start >= %s AND s.session_start < %s AND s.project_id "
)


def visit_columns(
    *,
    start: Sequence[int],
    end: Sequence[int],
    requests: Sequence[int],
    platform: Sequence[str],
    version: Sequence[str],
    browser: Sequence[str],
    os: Sequence[str],
    user_number: Sequence[int | None],
) -> Columns:
    """The columns of visits. ``start`` and ``end`` are microseconds since 1970."""
    return {
        **buckets_of([micros // QUARTER_MICROS for micros in start]),
        "sessions": [1] * len(start),
        "session_millis": [(last - first) // 1_000 for first, last in zip(start, end)],
        "requests": requests,
        "platform": list(map(platform_key, platform, version)),
        "browser": [_counted(name, _BROWSERS) for name in browser],
        "os": [_counted(name, _SYSTEMS) for name in os],
        "user_number": user_number,
    }


def view_columns(at: Sequence[int]) -> Columns:
    """The columns of page views, by their microseconds since 1970."""
    return {
        **buckets_of([micros // QUARTER_MICROS for micros in at]),
        "page_views": [1] * len(at),
    }


def platform_key(platform: str, version: str) -> str:
    """A platform with the first number of its version, as ``iOS 18``; empty when not known."""
    major = _MAJOR.match(version)
    return f"{platform} {major[0]}" if platform and major else platform


def visit_facts_between(start: dt.datetime, end: dt.datetime, *, demo: bool = False) -> Facts:
    """Visits of users that began, and page views, in [start, end); those of the demo if asked."""
    bounds = bounds_of(start, end)
    only = " AND {}.is_demo" if demo else ""
    views = fetch(
        "SELECT v.created_at FROM dashboard_pageview v "
        "WHERE v.created_at >= %s AND v.created_at < %s" + only.format("v"),
        bounds,
    )
    return NO_FACTS._replace(
        visits=_columns_of(fetch(f"{_VISITS} IS NULL" + only.format("s"), bounds)),
        page_views=view_columns([micros_of(row[0]) for row in views]),
    )


def project_visits_between(start: dt.datetime, end: dt.datetime, project: int) -> Columns:
    """The columns of visits to a project's pages that began in [start, end)."""
    return _columns_of(fetch(f"{_VISITS} = %s", [*bounds_of(start, end), project]))


def _columns_of(visits: list[tuple[Any, ...]]) -> Columns:
    return visit_columns(
        start=[micros_of(row[0]) for row in visits],
        end=[micros_of(row[1]) for row in visits],
        requests=[row[2] for row in visits],
        platform=[row[3] for row in visits],
        version=[row[4] for row in visits],
        browser=[row[5] or "" for row in visits],
        os=[row[6] or "" for row in visits],
        user_number=[row[7] for row in visits],
    )


def _counted(name: str, known: re.Pattern[str]) -> str:
    return name if not name or known.fullmatch(name) else OTHER
