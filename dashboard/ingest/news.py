"""News: what of a batch those are told who watch live."""

from __future__ import annotations

import heapq
import time
import uuid
from collections import defaultdict
from collections.abc import Sequence

from dashboard.ingest.record import ProjectEvent, Record
from dashboard.ingest.sampling import is_kept
from dashboard.models.written_batch import WrittenBatch

# What is older when it is written (an import, the backlog of an outage) is no news.
NEWS_MICROS = 5 * 60 * 1_000_000
# So many rows of a batch are shown, of each project its own; the rest is counted.
SHOWN = 20
# So many events of a batch are shown in all, however many projects there are.
_MOST_EVENTS = 500
# So many batches are kept for who comes now.
_KEPT = 100


def tell(records: Sequence[Record], events: Sequence[ProjectEvent]) -> None:
    """Note what a batch brings, in its transaction, once no other writer can come between."""
    since = time.time_ns() // 1_000 - NEWS_MICROS
    made = [record for record in records if record.created_micros > since and not record.demo]
    told = [event for event in events if event.created_micros > since]
    if not made and not told:
        return
    batch = WrittenBatch.objects.create(
        requests=len(made),
        failed=sum(map(_failed, made)),
        request_ids=_some_requests(made),
        events=_some_events(told),
    )
    WrittenBatch.objects.filter(id__lte=batch.pk - _KEPT).delete()


def _some_requests(made: Sequence[Record]) -> list[str]:
    """Failed ones before others."""
    kept = (record for record in made if is_kept(record))
    some = heapq.nlargest(SHOWN, kept, key=lambda record: (_failed(record), record.created_micros))
    some.sort(key=lambda record: record.created_micros, reverse=True)
    return [_text(record.id) for record in some]


def _some_events(told: Sequence[ProjectEvent]) -> dict[int, tuple[int, list[str]]]:
    by_project: defaultdict[int, list[ProjectEvent]] = defaultdict(list)
    for event in told:
        by_project[event.project].append(event)
    room = _MOST_EVENTS
    found = {}
    for project, of_project in by_project.items():
        some = heapq.nlargest(min(SHOWN, room), of_project, key=lambda event: event.created_micros)
        room -= len(some)
        found[project] = (len(of_project), [_text(event.id) for event in some])
    return found


def _failed(record: Record) -> bool:
    return (record.status or 0) >= 400


def _text(id: bytes) -> str:
    return str(uuid.UUID(bytes=id))
