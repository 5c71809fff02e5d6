"""Points in time as files write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from dashboard.ingest.imports.row_format import BadRow
from dashboard.models.fields import to_micros

_EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
_DAY = dt.timedelta(days=1)
# A count since 1970 tells its unit by its length: (digits at most, microseconds of the unit) of
# seconds, milliseconds and microseconds; what is longer counts nanoseconds.
_UNITS = ((11, Decimal(1_000_000)), (14, Decimal(1_000)), (17, Decimal(1)))
_NANOSECOND = Decimal("0.001")
# Fewer digits are a date, such as 20231116.
_LEAST_DIGITS = 9


class InstantParser:
    """Reads created_at. A time without a zone is in ``zone``."""

    def __init__(self, zone: dt.tzinfo, now: dt.datetime) -> None:
        self._zone = zone
        self._earliest, self._latest = to_micros(_EARLIEST), to_micros(now + _DAY)

    def __call__(self, value: Any) -> int:
        """Microseconds since 1970. Raises ``BadRow`` for no time, and for one out of reach."""
        text = str(value).strip()
        digits = text.partition(".")[0]
        if digits.isdecimal() and len(digits) >= _LEAST_DIGITS:
            micros = _epoch(text, len(digits))
        else:
            micros = self._iso(text)
        if micros > self._latest:
            raise BadRow("lies in the future")
        if micros < self._earliest:
            raise BadRow(f"lies before {_EARLIEST.year}")
        return micros

    def _iso(self, text: str) -> int:
        try:
            instant = dt.datetime.fromisoformat(text.replace(" UTC", "+00:00"))
        except ValueError:
            raise BadRow("is no ISO 8601 date and time, and no count of seconds") from None
        try:
            return to_micros(instant if instant.tzinfo else instant.replace(tzinfo=self._zone))
        except OverflowError:
            raise BadRow("is out of reach") from None


def _epoch(text: str, digits: int) -> int:
    unit = next((micros for most, micros in _UNITS if digits <= most), _NANOSECOND)
    try:
        return int(Decimal(text) * unit)
    except ArithmeticError:
        raise BadRow("is no count of seconds") from None
