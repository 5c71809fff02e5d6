"""Draining: what waits in a folder's journals is written, by one writer at a time."""

from __future__ import annotations

import logging
import os
import uuid
from pathlib import Path

from django.db import DataError, IntegrityError, connection

from dashboard.conf import conf
from dashboard.ingest import wal
from dashboard.ingest.checkpoints import Chunk, PositionMoved, positions_of
from dashboard.ingest.journal import SUFFIX
from dashboard.ingest.reader import JournalFile, identity
from dashboard.ingest.record import Entry, Inspections, encode
from dashboard.ingest.writer import Writer

logger = logging.getLogger("dashboard.ingest")

# What a database says of one entry. Anything else (it is away, full, not migrated yet) says
# nothing of the entry, which is then tried again.
REFUSED = (DataError, IntegrityError, ValueError, OverflowError)


class Drain:
    """Writes the journals of one folder, as long as it holds the folder's lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.writer = Writer()
        self._files: dict[str, JournalFile] = {}
        # Whether the last read left something that waits already.
        self._left = False
        # What was read while the last batch was written.
        self._ahead: list[Chunk] = []
        # Entries of the last batch that are about requests; the others are notes.
        self.records = 0

    @property
    def more(self) -> bool:
        """Whether something waits already that the last batch left."""
        return self._left or bool(self._ahead)

    def once(self) -> int:
        """Write one batch of what waits, over all journals; how many entries it had.

        Raises the database's OperationalError when it cannot be reached: nothing is lost
        then, and the same batch is tried again at the next call.
        """
        chunks, self._ahead = self._ahead, []
        if not chunks:
            self._find_files()
            chunks = self._read()
            self._remove_finished()
        if not chunks:
            return 0
        self._write(chunks)
        self.records = sum(
            not isinstance(entry, Inspections) for chunk in chunks for entry in chunk.entries
        )
        return sum(len(chunk.entries) for chunk in chunks)

    def write_memory(self, journal: uuid.UUID, position: int, entries: list[Entry]) -> int:
        """Write entries that a process could only keep in memory; how many of them are done."""
        ends = [position + number for number in range(1, len(entries) + 1)]
        try:
            self._write_or_split(Chunk(journal, "memory", position, ends[-1], entries, ends))
        except PositionMoved:
            # An earlier try was cut off after a part, or before it heard of its success.
            return positions_of([journal]).get(journal, 0) - position
        return len(entries)

    def _read(self) -> list[Chunk]:
        """A batch of what waits in the files that are known."""
        chunks: list[Chunk] = []
        room = conf.BATCH_SIZE
        self._left = False
        for file in self._files.values():
            chunk = file.read(room)
            self._left |= file.more
            if chunk is not None:
                chunks.append(chunk)
                room -= len(chunk.entries)
            if room <= 0:
                self._left = True
                break
        return chunks

    def _read_ahead(self) -> None:
        # Only behind a full batch: behind a small one, what is just coming in can wait.
        if self._left:
            self._ahead = self._read()

    def _write(self, chunks: list[Chunk]) -> None:
        try:
            try:
                with connection.wrap_database_errors:
                    self.writer.write(chunks, self._read_ahead)
            except REFUSED:
                # One entry that the database refuses must not hold up the others.
                for chunk in chunks:
                    self._write_or_split(chunk)
        except PositionMoved:
            self._forget_positions()
        except BaseException:
            self._forget_positions()
            raise

    def _forget_positions(self) -> None:
        """What was read is not written: begin again where the database says."""
        self._files.clear()
        self._ahead = []

    def _write_or_split(self, chunk: Chunk) -> None:
        """Write a chunk, halving it down to the entry that is refused."""
        try:
            # What COPY refuses is told in the driver's own exceptions.
            with connection.wrap_database_errors:
                self.writer.write([chunk])
        except REFUSED as error:
            if len(chunk.entries) <= 1:
                self._reject(chunk, error)
                return
            for half in chunk.halves():
                self._write_or_split(half)

    def _reject(self, chunk: Chunk, error: Exception) -> None:
        logger.error("an entry of %s was refused and set aside: %s", chunk.source, error)
        self._set_aside(chunk)
        rejected = chunk.rejected + len(chunk.entries)
        self.writer.write(
            [Chunk(chunk.journal, chunk.source, chunk.before, chunk.after, rejected=rejected)]
        )

    def _set_aside(self, chunk: Chunk) -> None:
        path = self.folder / "rejected.jsonl"
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb") as f:
                f.writelines(encode(entry).strip() + b"\n" for entry in chunk.entries)
        except OSError as error:
            logger.error("it could not be set aside either: %s", error)

    def _find_files(self) -> None:
        paths = {path.name: path for path in sorted(self.folder.glob(f"*{SUFFIX}"))}
        new = paths.keys() - self._files.keys()
        if not new:
            return
        found = {name: journal for name in sorted(new) if (journal := identity(paths[name]))}
        positions = positions_of(list(found.values()))
        for name, journal in found.items():
            if any(file.journal == journal for file in self._files.values()):
                # A copy under another name: its turn comes when the other one is done.
                continue
            self._files[name] = JournalFile(paths[name], journal, positions.get(journal, 0))
        self._files = dict(sorted(self._files.items()))

    def _remove_finished(self) -> None:
        """A journal goes once its rows are safe from a power cut, too."""
        for name, file in list(self._files.items()):
            if file.finished:
                wal.sync()
                del self._files[name]
                file.path.unlink(missing_ok=True)
