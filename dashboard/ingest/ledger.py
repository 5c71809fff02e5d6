"""The loss ledger: what became of every record that was accepted."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Sum

from dashboard.conf import conf
from dashboard.ingest.buffer import buffer
from dashboard.ingest.journal import SUFFIX
from dashboard.ingest.reader import identity
from dashboard.ingest.record import Record
from dashboard.models.checkpoint import Checkpoint


class Ledger(NamedTuple):
    """Counts of records. ``accepted`` is the sum of the others; ``lost`` should be 0."""

    accepted: int
    stored: int
    sampled: int
    rejected: int
    queued: int
    lost: int
    queued_bytes: int


def ledger() -> Ledger:
    """The ledger over all journals, those that wait in the folder of this machine included."""
    sums = Checkpoint.objects.aggregate(
        stored=Sum("stored", default=0),
        sampled=Sum("sampled", default=0),
        rejected=Sum("rejected", default=0),
        lost=Sum("lost", default=0),
    )
    waiting, waiting_bytes = _waiting()
    waiting += sum(isinstance(entry, Record) for entry in buffer.peek(conf.MEMORY_BUFFER + 1))
    lost = sums["lost"] + buffer.lost
    written = sums["stored"] + sums["sampled"] + sums["rejected"]
    return Ledger(
        accepted=written + waiting + lost,
        stored=sums["stored"],
        sampled=sums["sampled"],
        rejected=sums["rejected"],
        queued=waiting,
        lost=lost,
        queued_bytes=waiting_bytes,
    )


def _waiting() -> tuple[int, int]:
    """Records and bytes in journals beyond their checkpoints."""
    paths = {identity(path): path for path in conf.journal_dir.glob(f"*{SUFFIX}")}
    journals = [journal for journal in paths if journal]
    positions = dict(
        Checkpoint.objects.filter(journal__in=journals).values_list("journal", "position")
    )
    records = size = 0
    for journal in journals:
        try:
            with paths[journal].open("rb") as file:
                position = file.seek(positions.get(journal, 0))
                # By lines: what waits after an outage may be larger than the memory.
                records += sum(line.startswith(b'["request"') for line in file)
                size += file.tell() - position
        except FileNotFoundError:
            continue
    return records, size
