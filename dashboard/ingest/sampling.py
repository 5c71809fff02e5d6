"""Which rows are kept when SAMPLE_RATE is below 1. Totals do not depend on it."""

from __future__ import annotations

from dashboard.conf import conf
from dashboard.ingest.record import Record


def is_kept(record: Record) -> bool:
    """Whether sampling keeps the row. Decided by the id, so the same whenever it is asked.

    Demo rows are all kept: clearing them takes what they added out of the totals.
    """
    rate: float = conf.SAMPLE_RATE
    return rate >= 1 or record.demo or int.from_bytes(record.id[-4:]) < rate * (1 << 32)
