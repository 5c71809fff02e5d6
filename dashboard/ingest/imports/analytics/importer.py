"""The import: sessions through the writer, those actions left out that are there already."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import msgspec
from django.db import models
from django.utils import timezone

from dashboard.conf import conf
from dashboard.ingest.checkpoints import Chunk
from dashboard.ingest.imports.analytics.document import read_sessions, session_of
from dashboard.ingest.imports.analytics.entries import EntryMaker, OnBad
from dashboard.ingest.imports.instants import InstantParser
from dashboard.ingest.imports.prepare import CannotImport
from dashboard.ingest.imports.request_maker import StoredAddress
from dashboard.ingest.imports.row_format import BadRow
from dashboard.ingest.record import Activity, Entry, Record
from dashboard.ingest.writer import Writer
from dashboard.models.fields import to_micros
from dashboard.models.page_view import PageView
from dashboard.models.request_log import RequestLog
from dashboard.rollups.watermark import raw_complete_since

_IDS_A_SELECT = 500


@dataclass
class Counts:
    """Sessions read, and what became of their actions."""

    sessions: int = 0
    requests: int = 0
    page_views: int = 0
    earlier: int = 0
    rejected: int = 0
    finished: bool = False

    def __str__(self) -> str:
        return (
            f"{self.sessions} sessions read: {self.requests} requests and {self.page_views} page "
            f"views stored, {self.earlier} already there, {self.rejected} rejected"
        )


class AnalyticsImporter:
    """One run over one file. What is stored is known by its id, so any run may be the second."""

    def __init__(self, path: Path, zone: dt.tzinfo, stored_address: StoredAddress) -> None:
        """Raises ``CannotImport``."""
        if conf.SAMPLE_RATE < 1:
            raise CannotImport(
                "SAMPLE_RATE is below 1: an action without a row would count again next time. "
                "Import with SAMPLE_RATE 1"
            )
        self.sessions = read_sessions(path)
        self.counts = Counts()
        since = to_micros(raw_complete_since())
        self._maker = EntryMaker(InstantParser(zone, timezone.now()), since, stored_address)
        self._writer = Writer()
        # The ledger's row of this run.
        self._journal, self._source, self._position = uuid.uuid4(), path.name[:150], 0

    def run(self, stop: Event, on_session: Callable[[], object], on_bad: OnBad) -> Counts:
        """Import until the end, or until ``stop`` is set, which ends it after a batch."""

        def reject(where: str, why: str) -> None:
            self.counts.rejected += 1
            on_bad(where, why)

        batch: list[Record | Activity] = []
        for number, raw in enumerate(self.sessions, start=1):
            try:
                batch += self._maker.make(session_of(raw), reject)
            except (BadRow, msgspec.ValidationError) as error:
                reject(f"session number {number}", str(error))
            self.counts.sessions += 1
            on_session()
            if len(batch) >= conf.BATCH_SIZE:
                self._write(batch)
                batch = []
                if stop.is_set():
                    return self.counts
        self._write(batch)
        self.counts.finished = True
        return self.counts

    def _write(self, batch: list[Record | Activity]) -> None:
        # A session may be in the file twice.
        batch = list({entry.id: entry for entry in batch}.values())
        known = _known(RequestLog, [e.id for e in batch if isinstance(e, Record)])
        known |= _known(PageView, [e.id for e in batch if isinstance(e, Activity) and e.path])
        new: list[Entry] = [entry for entry in batch if entry.id not in known]
        self.counts.earlier += len(known)
        if not new:
            return
        end = self._position + len(new)
        self._writer.write([Chunk(self._journal, self._source, self._position, end, new)])
        self._position = end
        self.counts.requests += sum(isinstance(entry, Record) for entry in new)
        self.counts.page_views += sum(isinstance(e, Activity) and e.path != "" for e in new)


def _known(model: type[models.Model], ids: list[bytes]) -> set[bytes]:
    """Those of the ids that have a row."""
    found: set[bytes] = set()
    for start in range(0, len(ids), _IDS_A_SELECT):
        asked = [uuid.UUID(bytes=id) for id in ids[start : start + _IDS_A_SELECT]]
        rows = model._default_manager.filter(pk__in=asked).values_list("pk", flat=True)
        found.update(id.bytes for id in rows)
    return found
