"""The range of UTC days that a command is told."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from dashboard.rollups.rebuild import first_complete_day, known_days


def add_day_arguments(parser: ArgumentParser) -> None:
    """``--days``, or ``--from`` and ``--to``."""
    parser.add_argument("--days", type=int, help="the last so many UTC days, today included")
    parser.add_argument("--from", dest="first", type=dt.date.fromisoformat, help="first UTC day")
    parser.add_argument("--to", dest="last", type=dt.date.fromisoformat, help="last UTC day")


def days_of(options: dict[str, Any]) -> tuple[dt.date, dt.date] | None:
    """First and last day; all days that have data when none are told, None when there is none.

    Raises CommandError for a range that makes no sense, or that begins before raw rows are
    complete: those days cannot be computed again.
    """
    days, first, last = options["days"], options["first"], options["last"]
    today = timezone.now().astimezone(dt.UTC).date()
    if days is not None and (first or last):
        raise CommandError("--days does not go with --from and --to.")
    if days is not None:
        if days < 1:
            raise CommandError("--days is at least 1.")
        first, last = today - dt.timedelta(days=days - 1), today
    complete = first_complete_day()
    if options["first"] and options["first"] < complete:
        raise CommandError(f"Raw rows are complete since {complete} only: begin there.")
    known = known_days()
    if known is None:
        return None
    first = max(first or known[0], known[0], complete)
    last = min(last or known[1], known[1])
    if options["first"] and options["last"] and options["first"] > options["last"]:
        raise CommandError("--from is after --to.")
    return (first, last) if first <= last else None
