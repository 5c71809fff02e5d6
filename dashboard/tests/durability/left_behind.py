"""``python -m`` this, in a site's environment: a journal of so many requests, its owner gone.

One of them is refused by every database: no column holds what its calls cost.
"""

from __future__ import annotations

import datetime as dt
import sys

import django

django.setup()

from dashboard.ingest.buffer import Buffer  # noqa: E402 - Django is set up first
from dashboard.tests.records import call, record  # noqa: E402

START = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
REFUSED = 23_456


def main(count: int) -> None:
    """Write the journal; requests 10 ms apart, every other one with a call of 46 tokens."""
    buffer = Buffer()
    for number in range(count):
        calls = [call()] if number % 2 else []
        if number == REFUSED:
            calls = [call(cost_nanos=10**16)] * 1_000
        at = START + number * dt.timedelta(milliseconds=10)
        buffer.accept(record(at, user=str(number % 50 + 1), calls=calls))
    buffer.journal.close()


if __name__ == "__main__":
    main(int(sys.argv[1]))
