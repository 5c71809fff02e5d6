"""More requests than REQUEST_LIMIT allows of one address or of one user."""

from __future__ import annotations

import os
from collections.abc import Iterator

from django.http import HttpRequest

from dashboard.capture.client_address import client_address
from dashboard.conf import conf
from dashboard.threats.hit import Hit
from dashboard.threats.rate_limit import THREAT_TYPE
from dashboard.threats.request_counts import request_counts, source_of_address

_MOST_KNOWN = 50_000
# Who was signed in with what, as hashes of this process: before a view runs, nobody has looked.
_users: dict[int, str] = {}


def is_over_limit(request: HttpRequest) -> bool:
    """Count a request before its view runs; whether its address or its user has made too many."""
    meta = request.META
    address = client_address(meta.get("REMOTE_ADDR") or "", meta.get("HTTP_X_FORWARDED_FOR"))
    user = _users.get(_credential(request), "")
    # Both are counted, whatever the first says.
    counts = [request_counts.add(source) for source in _sources(address, user)]
    return max(counts, default=0) > conf.REQUEST_LIMIT


def remember(request: HttpRequest, user: str) -> None:
    """Know the user of a credential from now on."""
    if user and (credential := _credential(request)):
        if len(_users) >= _MOST_KNOWN:
            _users.clear()
        _users[credential] = user


def over_limit(address: str, user: str) -> Iterator[Hit]:
    """Count a request off its path, where nothing is enforced; what is too much of it."""
    for source in _sources(address, user):
        if request_counts.add(source) > conf.REQUEST_LIMIT:
            kind = source.partition(" ")[0]
            yield Hit(THREAT_TYPE, "medium", 1.0, f"limit-by-{kind}", "requests")


def _sources(address: str, user: str) -> Iterator[str]:
    if address:
        yield source_of_address(address)
    if user:
        yield f"user {user}"


def _credential(request: HttpRequest) -> int:
    """What a client shows of itself, as a number; 0 where it shows nothing."""
    shown = request.META.get("HTTP_AUTHORIZATION"), request.META.get("HTTP_COOKIE")
    return hash(shown) if any(shown) else 0


os.register_at_fork(after_in_child=request_counts.forget)
