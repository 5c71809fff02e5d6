"""Bucket numbers: a bucket is named by the quarter-hour since 1970 (UTC) that it begins with."""

from __future__ import annotations

import datetime as dt

from dashboard.models.fields import EPOCH, to_micros
from dashboard.models.usage_rollup import UsageRollup

Period = UsageRollup.Period

QUARTER_MICROS = 900 * 1_000_000
# Length of each period in quarter-hours, coarsest last.
LENGTH = {Period.QUARTER: 1, Period.HOUR: 4, Period.DAY: 96}


def quarter_of(instant: dt.datetime) -> int:
    """The number of the quarter-hour that holds an instant."""
    return to_micros(instant) // QUARTER_MICROS


def start_of(quarter: int) -> dt.datetime:
    """The instant at which a quarter-hour begins, UTC."""
    return EPOCH + dt.timedelta(minutes=15 * quarter)


def date_of(quarter: int) -> dt.date:
    """The UTC day that holds a quarter-hour."""
    return start_of(quarter).date()


def quarter_of_date(date: dt.date) -> int:
    """The quarter-hour that a UTC day begins with."""
    return (date - EPOCH.date()).days * LENGTH[Period.DAY]
