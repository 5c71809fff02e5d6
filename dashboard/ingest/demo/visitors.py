"""Who comes: people in many countries with browsers and phones, programs, bots and scanners."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from typing import NamedTuple

from dashboard.ingest.demo import catalog
from dashboard.ingest.demo.catalog import Endings, Route

_COUNTRIES = {
    **{"US": 24, "DE": 13, "GB": 9, "IN": 8, "FR": 6, "CA": 4, "NL": 4, "BR": 4, "JP": 4},
    **{"AU": 3, "ES": 3, "PL": 3, "SE": 2, "IT": 2, "CH": 2, "SG": 2, "KR": 2, "MX": 2},
    **{"AT": 1, "BE": 1, "CZ": 1, "DK": 1, "FI": 1, "IE": 1, "NO": 1, "PT": 1, "ZA": 1},
    **{"NG": 1, "KE": 1, "TR": 1, "AE": 1, "IL": 1, "NZ": 1, "AR": 1, "ID": 1, "VN": 1},
}
_ANONYMOUS = 600


class Kind(NamedTuple):
    """A kind of client. ``share`` is of visits; ``signed_in`` of its visits are by users."""

    name: str
    share: float
    signed_in: float
    requests: int
    pause_seconds: float
    agents: tuple[str, ...]
    routes: tuple[Route, ...]
    endings: Endings | None = None


_APP = (
    *[catalog.MESSAGES] * 9,
    *[catalog.CONVERSATION] * 3,
    *[catalog.CONVERSATIONS] * 2,
    *[catalog.DOCUMENTS] * 2,
    *[catalog.SEARCH] * 2,
    *(catalog.SUMMARY, catalog.UPLOAD, catalog.RUN_AGENT, catalog.PROFILE, catalog.LOGIN),
)
_API = (*[catalog.COMPLETIONS] * 14, *[catalog.EMBEDDINGS] * 4, catalog.RUN_AGENT)

KINDS = (
    Kind(
        *("web", 46, 0.55, 9, 55),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/131.0.0.0 Safari/537.36",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/18.1 Safari/605.1.15",
            "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
        ),
        (*_APP, catalog.HOME, catalog.PRICING),
    ),
    Kind(
        *("iOS", 16, 0.5, 6, 40),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/17.7 Mobile/15E148 Safari/604.1",
        ),
        _APP,
    ),
    Kind(
        *("Android", 17, 0.5, 6, 40),
        (
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/131.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/130.0.0.0 Mobile Safari/537.36",
        ),
        _APP,
    ),
    Kind(
        *("program", 12, 0.85, 22, 9),
        ("OpenAI/Python 1.57.0", "OpenAI/JS 4.76.0", "python-httpx/0.28.1", "okhttp/4.12.0"),
        _API,
    ),
    Kind(
        *("bot", 6, 0, 3, 20),
        (
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; "
            "+https://openai.com/gptbot)",
        ),
        (catalog.HOME, catalog.PRICING),
    ),
    Kind(
        *("scanner", 3, 0, 6, 2),
        ("Mozilla/5.0 zgrab/0.x", "Nmap Scripting Engine", "python-requests/2.32.3"),
        catalog.PROBES,
        catalog.PROBED,
    ),
)


class Visitor(NamedTuple):
    """One client. ``user`` is the account's key as text, empty for nobody signed in."""

    user: str
    country: str
    ip: str
    agent: str


class Visitors:
    """Everybody who may come; the same for a seed and as many users."""

    def __init__(self, users: list[str], seed: int) -> None:
        rng = Random(f"{seed}|visitors")
        self._anonymous: defaultdict[str, list[Visitor]] = defaultdict(list)
        self._users: defaultdict[str, list[Visitor]] = defaultdict(list)
        shares = [kind.share for kind in KINDS]
        # Every kind has somebody, or the draw of a visit could fail.
        kinds = [*KINDS, *rng.choices(KINDS, shares, k=_ANONYMOUS)]
        for number, kind in enumerate(kinds):
            country = _country(rng)
            visitor = Visitor("", country, _address(rng, number), rng.choice(kind.agents))
            self._anonymous[kind.name].append(visitor)
        for number, user in enumerate(users):
            country, ip = _country(rng), _address(rng, _ANONYMOUS + number)
            for kind in KINDS:
                found = Visitor(user, country, ip, rng.choice(kind.agents))
                # Some use it a lot, most less.
                self._users[kind.name] += [found] * max(1, round(12 / (number + 1)))

    def draw(self, kind: Kind, rng: Random) -> Visitor:
        """Who makes a visit of this kind."""
        users = self._users[kind.name]
        if users and rng.random() < kind.signed_in:
            return users[int(rng.random() * len(users))]
        others = self._anonymous[kind.name]
        return others[int(rng.random() * len(others))]


def _country(rng: Random) -> str:
    return rng.choices([*_COUNTRIES], [*_COUNTRIES.values()])[0]


def _address(rng: Random, number: int) -> str:
    """An address kept for documentation (RFC 5737, RFC 3849): none that could be somebody's."""
    if rng.random() < 0.6:
        network = ("192.0.2", "198.51.100", "203.0.113")[number % 3]
        return f"{network}.{1 + number // 3 % 254}"
    return f"2001:db8:{number:x}::{rng.randrange(1, 0xFFFF):x}"
