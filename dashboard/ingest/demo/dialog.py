"""What ``populate_dashboard_data`` is asked for, asks back, shows and answers."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from tqdm import tqdm

from dashboard.ingest.bulk import in_bulk
from dashboard.ingest.demo import clear as clearing
from dashboard.ingest.demo import populate as populating
from dashboard.ingest.demo.populate import REQUESTS_A_DAY

_DAYS, _USERS = 14, 3
_MOST_DAYS = 366
_SIZES = ("days", "users", "requests", "seed")


@dataclass(frozen=True)
class Wish:
    """How much demo data is asked for."""

    days: int
    users: int
    requests: int
    seed: int


class Refused(Exception):
    """Somebody said no."""


def answers(options: Mapping[str, Any]) -> Iterator[str]:
    """Do what the command's options ask for; what was done, one after the other.

    Raises ``Refused``, ``AlreadyPopulated``, and ValueError for sizes that make no sense.
    """
    wish, quiet = parse(options), options["verbosity"] == 0
    if options["clear"]:
        if options["interactive"] and not may_clear(input):
            raise Refused("nothing was removed")
        yield clear(quiet=quiet)
    if is_asked_for(options):
        yield populate(wish, quiet=quiet)


def is_asked_for(options: Mapping[str, Any]) -> bool:
    """Whether new data is wanted: ``--clear`` alone only clears."""
    return not options["clear"] or any(options[name] is not None for name in _SIZES)


def parse(options: Mapping[str, Any]) -> Wish:
    """The wish, from the command's options. Raises ValueError for sizes that make no sense."""
    days, users, requests, seed = (options[name] for name in _SIZES)
    days = _DAYS if days is None else days
    if not 1 <= days <= _MOST_DAYS:
        raise ValueError(f"--days is 1 to {_MOST_DAYS}")
    wish = Wish(
        days,
        _USERS if users is None else users,
        days * REQUESTS_A_DAY if requests is None else requests,
        secrets.randbits(32) if seed is None else seed,
    )
    if wish.users < 0 or wish.requests < 0:
        raise ValueError("--users and --requests are 0 or more")
    return wish


def populate(wish: Wish, *, quiet: bool) -> str:
    """Make demo data up to now; what was made. Raises ``AlreadyPopulated``."""
    started = time.monotonic()
    bar = tqdm(total=wish.requests, unit=" requests", disable=True if quiet else None)
    with bar, in_bulk():
        made = populating.populate(
            days=wish.days,
            users=wish.users,
            requests=wish.requests,
            seed=wish.seed,
            now=timezone.now(),
            progress=bar.update,
        )
    seconds = time.monotonic() - started
    return (
        f"made {made.requests} requests with {made.calls} model calls by {made.accounts} accounts, "
        f"{made.feedback} ratings and {made.threats} threats; seed {wish.seed}, {seconds:.1f} s, "
        f"{made.requests / seconds:.0f} requests a second"
    )


def may_clear(ask: Callable[[str], str]) -> bool:
    """Whether to go on: asked only where there are real requests, too. What stays is said."""
    if not clearing.demo_days() or not clearing.real_requests():
        return True
    answer = ask(
        "There are real requests beside the demo data. They stay, with their sessions, "
        "feedback, threats and totals; only what is marked as demo goes. Go on? [y/N] "
    )
    return answer.strip().lower() in {"y", "yes"}


def clear(*, quiet: bool) -> str:
    """Remove the demo data; what was removed."""
    days = clearing.demo_days()
    with tqdm(total=len(days), unit=" days", disable=True if quiet else None) as bar:
        gone = clearing.clear(days, bar.update)
    return (
        f"removed {gone.requests} requests in {gone.sessions} sessions, {gone.feedback} ratings, "
        f"{gone.threats} threats and {gone.accounts} accounts of the demo"
    )
