"""How far journals have been written, kept in the transaction of what was written."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils import timezone

from dashboard.ingest.record import Entry, Inspections, Lost, Record
from dashboard.ingest.sampling import is_kept
from dashboard.models.checkpoint import Checkpoint


class PositionMoved(Exception):
    """Somebody else has written from this position: read the checkpoints again."""


@dataclass(slots=True)
class Chunk:
    """Entries of one journal from its checkpoint on, and the position after them."""

    journal: uuid.UUID
    source: str
    before: int
    after: int
    entries: list[Entry] = field(default_factory=list)
    # The position after each entry.
    ends: list[int] = field(default_factory=list)
    rejected: int = 0
    line: int = 0

    def halves(self) -> tuple[Chunk, Chunk]:
        """The chunk in two, each with the position that it reaches."""
        half = len(self.entries) // 2
        middle = self.ends[half - 1]
        first = replace(
            self, after=middle, entries=self.entries[:half], ends=self.ends[:half], rejected=0
        )
        rest = replace(self, before=middle, entries=self.entries[half:], ends=self.ends[half:])
        return first, rest


def begin(chunks: Sequence[Chunk]) -> None:
    """Lock the checkpoints, and see that they stand where the chunks begin."""
    now = timezone.now()
    # A write before the first read: on SQLite that takes the lock for the whole transaction.
    Checkpoint.objects.bulk_create(
        [Checkpoint(journal=c.journal, source=c.source, updated_at=now) for c in chunks],
        ignore_conflicts=True,
    )
    positions = positions_of([chunk.journal for chunk in chunks], for_update=True)
    for chunk in chunks:
        if positions[chunk.journal] != chunk.before:
            raise PositionMoved(chunk.source)


def positions_of(journals: Sequence[uuid.UUID], for_update: bool = False) -> dict[uuid.UUID, int]:
    """The position reached in each journal that has a checkpoint."""
    rows = Checkpoint.objects.filter(journal__in=journals).order_by("journal")
    if for_update:
        rows = rows.select_for_update()
    return dict(rows.values_list("journal", "position"))


def save(chunks: Sequence[Chunk]) -> None:
    """Move the checkpoints on, and the loss ledger with them."""
    saved = {
        row.journal: row
        for row in Checkpoint.objects.filter(journal__in=[chunk.journal for chunk in chunks])
    }
    for chunk in chunks:
        records = [entry for entry in chunk.entries if isinstance(entry, Record)]
        kept = sum(map(is_kept, records))
        checkpoint = saved[chunk.journal]
        checkpoint.position = chunk.after
        checkpoint.line = chunk.line
        checkpoint.stored += kept
        checkpoint.sampled += len(records) - kept
        checkpoint.rejected += chunk.rejected
        checkpoint.lost += sum(e.count for e in chunk.entries if isinstance(e, Lost))
        for entry in chunk.entries:
            if isinstance(entry, Inspections):
                checkpoint.scanned += entry.scanned
                checkpoint.unscanned += entry.unscanned
                checkpoint.failed_scans += entry.failed
        checkpoint.save()
