"""Since when every request has its row, and when cells were last changed other than by requests.

Before the first of them, only the rollups know what there was.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.utils import timezone

from dashboard.models.fields import EPOCH, from_micros
from dashboard.models.watermark import Watermark
from dashboard.rollups.periods import LENGTH, Period, quarter_of, start_of


class Watermarks(NamedTuple):
    """Since when raw rows are complete; when cells last changed other than by what came in."""

    raw_complete_since: dt.datetime
    reworked: dt.datetime


def watermarks() -> Watermarks:
    """Both, 1970 where there is none."""
    names = (Watermark.RAW_COMPLETE_SINCE, Watermark.REWORKED)
    found = dict(Watermark.objects.filter(name__in=names).values_list("name", "instant"))
    return Watermarks(
        raw_complete_since=found.get(Watermark.RAW_COMPLETE_SINCE, EPOCH),
        reworked=found.get(Watermark.REWORKED, EPOCH),
    )


def raw_complete_since() -> dt.datetime:
    """From this instant on, raw rows are complete."""
    return watermarks().raw_complete_since


def note_reworked() -> None:
    """Note, in their transaction, that cells are made again or taken from. A write, no read."""
    Watermark.objects.bulk_create(
        [Watermark(name=Watermark.REWORKED, instant=timezone.now())],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["instant"],
    )


def rows_missing_until(micros: int) -> None:
    """Note that rows are missing up to an instant: complete are the UTC days after it."""
    quarter = quarter_of(from_micros(micros))
    day = LENGTH[Period.DAY]
    since = start_of(quarter - quarter % day + day)
    if since > raw_complete_since():
        Watermark.objects.update_or_create(
            name=Watermark.RAW_COMPLETE_SINCE, defaults={"instant": since}
        )
