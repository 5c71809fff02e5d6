"""The import: batches of rows through the writer, each with its checkpoint."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from django.db import DatabaseError, InterfaceError, OperationalError

from dashboard.conf import conf
from dashboard.ingest.checkpoints import Chunk
from dashboard.ingest.imports.lines import Lines
from dashboard.ingest.imports.rejects import Rejects
from dashboard.ingest.imports.request_maker import RequestMaker
from dashboard.ingest.imports.row_format import BadRow, Picker, RowFormat
from dashboard.ingest.imports.source import Source
from dashboard.ingest.record import Entry, Record
from dashboard.ingest.writer import Writer
from dashboard.models.checkpoint import Checkpoint


class Row(NamedTuple):
    """A row's place in the file, and what it became."""

    start: int
    end: int
    line: int
    last_line: int
    result: Record | BadRow


@dataclass
class Counts:
    """Rows: ``read`` in this run, of which stored and rejected; and those done in earlier runs.

    Where SAMPLE_RATE thins rows out, those read are more: totals count them all.
    """

    earlier: int = 0
    read: int = 0
    stored: int = 0
    rejected: int = 0
    finished: bool = False


class Importer:
    """One run over one file, from where the last one ended."""

    def __init__(
        self,
        path: Path,
        rejects_path: Path,
        source: Source,
        row_format: RowFormat,
        picker: Picker,
        maker: RequestMaker,
    ) -> None:
        done = Checkpoint.objects.filter(journal=source.journal).first()
        self.source = source
        self.size = path.stat().st_size
        self.rejects_path = rejects_path
        self.counts = Counts()
        # Where the checkpoint stands, and where the rows begin that are not done yet.
        self._before = done.position if done else 0
        self.position = max(self._before, row_format.header_size)
        line = done.line if done else 0
        if done:
            self.counts.earlier = done.stored + done.sampled + done.rejected
        header_lines = 1 if row_format.header_size else 0
        self._lines = Lines(path, self.position, max(line, header_lines))
        self._rows = row_format.rows(self._lines)
        self._pick, self._make = picker, maker.make
        header = self._lines.bytes_between(0, row_format.header_size)
        kept = done.rejected if done else None
        self._rejects = Rejects(rejects_path, row_format, header, kept)
        self._writer = Writer()

    def run(
        self,
        stop: threading.Event,
        on_batch: Callable[[int], None],
        on_reject: Callable[[int, str], None],
    ) -> Counts:
        """Import until the end, or until ``stop`` is set, which ends it after a batch.

        ``on_batch`` is told the byte that was reached, ``on_reject`` the line of a bad row and
        what is wrong with it. Raises ``PositionMoved`` when somebody else imports the file,
        and OSError when rejects cannot be kept; all batches before are stored then.
        """
        self._on_reject = on_reject
        try:
            # A checkpoint from the begin on says that the rejects file is ours.
            self._commit([], self.position, self._lines.line)
            while rows := self._read(conf.BATCH_SIZE):
                self._reject([row for row in rows if type(row.result) is BadRow])
                self._write(rows)
                self.counts.read += len(rows)
                self.position = rows[-1].end
                on_batch(self.position)
                if stop.is_set():
                    return self.counts
            self.counts.finished = True
            return self.counts
        finally:
            self._lines.close()
            self._rejects.close()

    def _read(self, limit: int) -> list[Row]:
        lines, pick, make = self._lines, self._pick, self._make
        rows: list[Row] = []
        for values in islice(self._rows, limit):
            result: Any
            if type(values) is BadRow:
                result = values
            else:
                try:
                    result = make(pick(values), lines.row_line)
                except BadRow as error:
                    result = error
            rows.append(Row(lines.row_position, lines.position, lines.row_line, lines.line, result))
        return rows

    def _reject(self, rows: list[Row]) -> None:
        for row in rows:
            self._rejects.add(self._lines.bytes_between(row.start, row.end))
            self._on_reject(row.line, str(row.result))

    def _write(self, rows: list[Row]) -> None:
        """Write rows, halving them down to one that only the database knows to be bad."""
        try:
            self._commit(rows, rows[-1].end, rows[-1].last_line)
        except (OperationalError, InterfaceError):
            raise
        except (DatabaseError, ValueError, OverflowError) as error:
            if len(rows) > 1:
                half = len(rows) // 2
                self._write(rows[:half])
                self._write(rows[half:])
            elif type(rows[0].result) is Record:
                refused = rows[0]._replace(result=BadRow(f"the database refuses it: {error}"))
                self._reject([refused])
                self._write([refused])
            else:
                raise

    def _commit(self, rows: list[Row], end: int, line: int) -> None:
        """Write the records of rows, and that the file is done up to there."""
        records: list[Entry] = [row.result for row in rows if type(row.result) is Record]
        rejected = len(rows) - len(records)
        chunk = Chunk(
            self.source.journal,
            self.source.name,
            self._before,
            end,
            records,
            rejected=rejected,
            line=line,
        )
        self.counts.stored += self._writer.write([chunk])
        self.counts.rejected += rejected
        self._before = end
