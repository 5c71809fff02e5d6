"""Filling the database with demo data."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction

from dashboard.conf import conf
from dashboard.ingest.checkpoints import Chunk
from dashboard.ingest.demo.accounts import make_accounts
from dashboard.ingest.demo.feedback import Feedback
from dashboard.ingest.demo.page_views import PageViews
from dashboard.ingest.demo.shape import HOUR_MICROS, hours_until
from dashboard.ingest.demo.threats import Threats
from dashboard.ingest.demo.traffic import Traffic
from dashboard.ingest.demo.visitors import Visitors
from dashboard.ingest.record import Entry, Record
from dashboard.ingest.writer import Writer
from dashboard.models.checkpoint import Checkpoint
from dashboard.models.feedback_log import FeedbackLog
from dashboard.models.fields import to_micros
from dashboard.models.threat_log import ThreatLog

REQUESTS_A_DAY = 1_500
SOURCE = "populate_dashboard_data"
_NAMESPACE = uuid.UUID("0d9c6a52-7f43-5d0c-8a4e-4f6f0c1e2b7a")


class AlreadyPopulated(Exception):
    """Demo data of this seed is there: the same requests cannot be there twice."""


@dataclass(slots=True)
class Populated:
    """How many rows were made."""

    accounts: int = 0
    requests: int = 0
    calls: int = 0
    feedback: int = 0
    threats: int = 0


def populate(
    *,
    days: int,
    users: int,
    requests: int,
    seed: int,
    now: dt.datetime,
    progress: Callable[[int], object],
) -> Populated:
    """Make so many requests over the days up to now, with accounts, feedback and findings.

    The same seed gives the same requests within an hour, as the last ones end at now.
    ``progress`` is told how many requests each batch had. Raises ``AlreadyPopulated``.
    """
    journal = uuid.uuid5(_NAMESPACE, str(seed))
    if Checkpoint.objects.filter(journal=journal).exists():
        raise AlreadyPopulated(f"demo data of seed {seed} is there already")
    now_micros = to_micros(now)
    accounts = make_accounts(users, now - dt.timedelta(days=days), now, seed)
    keys = {str(account.pk): account.pk for account in accounts}
    feedback, threats = Feedback(keys, seed, now_micros), Threats(requests, keys, seed, now_micros)
    views = PageViews(seed)
    counts, writer = Populated(accounts=len(accounts)), Writer()
    for batch in _batches(list(keys), days, requests, seed, now_micros):
        position = counts.requests + len(batch)
        # What is about the requests comes with them, or not at all.
        with transaction.atomic():
            entries: list[Entry] = [*batch, *views.before(batch)]
            writer.write([Chunk(journal, SOURCE, counts.requests, position, entries)])
            given = FeedbackLog.objects.bulk_create(feedback.on(batch))
            filed = ThreatLog.objects.bulk_create(threats.about(batch))
        counts.requests = position
        counts.calls += sum(len(record.calls) for record in batch)
        counts.feedback += len(given)
        counts.threats += len(filed)
        progress(len(batch))
    return counts


def _batches(
    users: list[str], days: int, requests: int, seed: int, now_micros: int
) -> Iterator[list[Record]]:
    hours = hours_until(now_micros, days, requests, seed)
    end = hours[-1].start + HOUR_MICROS
    traffic = Traffic(Visitors(users, seed), seed, end)
    batch: list[Record] = []
    for hour in hours:
        batch += traffic.of(hour)
        while len(batch) >= conf.BATCH_SIZE:
            yield batch[: conf.BATCH_SIZE]
            batch = batch[conf.BATCH_SIZE :]
    if batch:
        yield batch
