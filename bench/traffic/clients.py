"""Who calls: signed-in users and others, at addresses of 60 countries."""

from __future__ import annotations

import ipaddress
from random import Random
from typing import NamedTuple

from bench.traffic.catalog import USER_AGENTS
from dashboard.ingest.country import country_of, database_path

COUNTRIES = 60
_SIGNED_IN = 0.9


class Client(NamedTuple):
    """One client. ``user`` is the account's key as text, empty for nobody signed in."""

    user: str
    ip: str
    country: str
    agent: str


class Clients:
    """Everybody who may call: accounts 1 to ``users``, and half as many others."""

    def __init__(self, users: int) -> None:
        if not database_path().exists():
            raise SystemExit(f"{database_path()} is missing: `make bench` fetches it.")
        rng = Random("clients")
        countries: set[str] = set()
        self.users = [_client(str(number + 1), countries, rng) for number in range(users)]
        self.others = [_client("", countries, rng) for _ in range(users // 2 + 1)]

    def draw(self, rng: Random) -> Client:
        """Somebody: some call a lot, most of them less."""
        who = self.users if rng.random() < _SIGNED_IN else self.others
        return who[int(len(who) * rng.random() ** 2)]


def _client(user: str, countries: set[str], rng: Random) -> Client:
    while True:
        ip = str(ipaddress.IPv4Address(rng.getrandbits(32)))
        country = country_of(ip)
        if country and (country in countries or len(countries) < COUNTRIES):
            countries.add(country)
            return Client(user, ip, country, rng.choice(USER_AGENTS))
