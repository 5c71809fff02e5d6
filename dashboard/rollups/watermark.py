"""Since when every request has its row: before, only the rollups know."""

from __future__ import annotations

import datetime as dt

from dashboard.models.fields import EPOCH, from_micros
from dashboard.models.watermark import Watermark
from dashboard.rollups.periods import LENGTH, Period, quarter_of, start_of


def raw_complete_since() -> dt.datetime:
    """From this instant on, raw rows are complete."""
    row = Watermark.objects.filter(name=Watermark.RAW_COMPLETE_SINCE).first()
    return row.instant if row else EPOCH


def rows_missing_until(micros: int) -> None:
    """Note that rows are missing up to an instant: complete are the UTC days after it."""
    quarter = quarter_of(from_micros(micros))
    day = LENGTH[Period.DAY]
    since = start_of(quarter - quarter % day + day)
    if since > raw_complete_since():
        Watermark.objects.update_or_create(
            name=Watermark.RAW_COMPLETE_SINCE, defaults={"instant": since}
        )
