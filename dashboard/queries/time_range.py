"""The one parser of time ranges: from query parameters to instants and series buckets."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dashboard.queries.errors import InvalidQuestion
from dashboard.rollups.periods import LENGTH, Period, quarter_of, start_of

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
MOST_DAYS = 366
MOST_DAYS_BY_HOUR = 8
# Ranges that begin at a local midnight, so many days before today.
DAYS_BEFORE_TODAY = {"7d": 6, "1m": 29, "3m": 89}
NAMES = ("24h", *DAYS_BEFORE_TODAY, "custom")


@dataclass(frozen=True)
class TimeRange:
    """[start, end) in UTC, cut into buckets of the zone's hours or days."""

    name: str
    start: dt.datetime
    end: dt.datetime
    zone: zoneinfo.ZoneInfo
    now: dt.datetime
    unit: str | None = None

    @property
    def bucket(self) -> str:
        """``unit``, or without one ``hour`` up to 8 days, else ``day``."""
        if self.unit is not None:
            return self.unit
        by_hour = self.end - self.start <= MOST_DAYS_BY_HOUR * DAY + HOUR
        return "hour" if by_hour else "day"

    @property
    def read_until(self) -> dt.datetime:
        """Where reading ends: the quarter-hour that is not over yet is taken whole."""
        return start_of(quarter_of(self.now) + 1) if self.end >= self.now else self.end

    @property
    def read_until_hour(self) -> dt.datetime:
        """The same where cells are hours: the one that is not over yet is taken whole."""
        if self.end < self.now:
            return self.end
        hour = LENGTH[Period.HOUR]
        return start_of(quarter_of(self.now) // hour * hour + hour)

    @property
    def previous(self) -> TimeRange:
        """The range of equal length just before."""
        return TimeRange(
            self.name, self.start - (self.end - self.start), self.start, self.zone, self.now
        )

    @cached_property
    def buckets(self) -> list[tuple[dt.datetime, dt.datetime]]:
        """The series' buckets, in UTC: the first and the last may be cut by the range."""
        begin = self._bucket_start(self.start)
        buckets = []
        while begin < self.end:
            after = self._next(begin)
            buckets.append((begin, after))
            begin = after
        return buckets

    @cached_property
    def spans(self) -> list[tuple[dt.datetime, dt.datetime]]:
        """What is read for each bucket: the buckets, cut by the range."""
        return [
            (max(begin, self.start), min(after, self.read_until)) for begin, after in self.buckets
        ]

    def _bucket_start(self, instant: dt.datetime) -> dt.datetime:
        if self.bucket == "day":
            return local_midnight(instant.astimezone(self.zone).date(), self.zone)
        # Hours are whole in the zone. Cut in UTC: an hour that a clock change repeats is two.
        local = instant.astimezone(self.zone)
        return instant - dt.timedelta(
            minutes=local.minute, seconds=local.second, microseconds=local.microsecond
        )

    def _next(self, begin: dt.datetime) -> dt.datetime:
        if self.bucket == "day":
            return local_midnight(begin.astimezone(self.zone).date() + DAY, self.zone)
        after = self._bucket_start(begin + HOUR)
        return after if after > begin else begin + HOUR


def local_midnight(day: dt.date, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    """The instant at which a day begins in a zone, UTC.

    Where the clock jumps over midnight the day begins at the jump, as the missing local time
    is taken with the offset before it.
    """
    return dt.datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(dt.UTC)


def parse_time_range(params: Mapping[str, str], now: dt.datetime) -> TimeRange:
    """The range that ``range``, ``start``, ``end`` and ``tz`` ask for.

    Raises ``InvalidQuestion``: UNKNOWN_RANGE, UNKNOWN_TIMEZONE, START_REQUIRED, INVALID_START,
    INVALID_END, START_AFTER_END, RANGE_TOO_LONG, RANGE_NOT_CUSTOM.
    """
    name = params.get("range", "7d")
    zone = parse_zone(params.get("tz", "UTC"))
    if name not in NAMES:
        raise InvalidQuestion("UNKNOWN_RANGE", "range", f"range is one of {', '.join(NAMES)}.")
    if name == "custom":
        return _custom(params, zone, now)
    for field in ("start", "end"):
        if field in params:
            raise InvalidQuestion("RANGE_NOT_CUSTOM", field, f"{field} goes with range=custom.")
    if name == "24h":
        return TimeRange(name, now - DAY, now, zone, now)
    first = now.astimezone(zone).date() - DAYS_BEFORE_TODAY[name] * DAY
    return TimeRange(name, local_midnight(first, zone), now, zone, now)


def parse_zone(name: str) -> zoneinfo.ZoneInfo:
    """The zone of an IANA name. Raises ``InvalidQuestion`` UNKNOWN_TIMEZONE."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        message = "tz is an IANA time zone such as Europe/Berlin."
        raise InvalidQuestion("UNKNOWN_TIMEZONE", "tz", message) from None


def _custom(params: Mapping[str, str], zone: zoneinfo.ZoneInfo, now: dt.datetime) -> TimeRange:
    if "start" not in params:
        raise InvalidQuestion("START_REQUIRED", "start", "range=custom needs a start.")
    start = _instant("start", params["start"], zone)
    end = min(_instant("end", params["end"], zone), now) if "end" in params else now
    if start >= end:
        raise InvalidQuestion("START_AFTER_END", "start", "start must be before end, and past.")
    if end - start > MOST_DAYS * DAY + HOUR:
        raise InvalidQuestion("RANGE_TOO_LONG", "end", f"At most {MOST_DAYS} days can be asked.")
    return TimeRange("custom", start, end, zone, now)


def _instant(field: str, text: str, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    """A date is the local midnight that begins it; a date-time without offset is local."""
    try:
        if len(text) == 10:
            return local_midnight(dt.date.fromisoformat(text), zone)
        # A plus sign that was not percent-encoded arrives as a space.
        parsed = dt.datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=zone)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        message = f"{field} is a date (2025-07-14) or a date-time (2025-07-14T08:00:00Z)."
        raise InvalidQuestion(f"INVALID_{field.upper()}", field, message) from None


def isoformat(instant: dt.datetime) -> str:
    """An instant as the API writes it: UTC, whole seconds, ``Z``."""
    # strftime takes ten times as long, and lists have thousands.
    return instant.astimezone(dt.UTC).isoformat()[:19] + "Z"
