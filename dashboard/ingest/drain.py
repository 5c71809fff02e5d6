"""Draining: what waits in a folder's journals is written, by one writer at a time."""

from __future__ import annotations

import logging
import uuid
from pathlib import Path

from django.db import DatabaseError, InterfaceError, OperationalError

from dashboard.conf import conf
from dashboard.ingest.checkpoints import Chunk, PositionMoved, positions_of
from dashboard.ingest.journal import SUFFIX
from dashboard.ingest.reader import JournalFile, identity
from dashboard.ingest.record import Entry, encode
from dashboard.ingest.writer import Writer

logger = logging.getLogger("dashboard.ingest")


class Drain:
    """Writes the journals of one folder, as long as it holds the folder's lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.writer = Writer()
        self._files: dict[str, JournalFile] = {}

    def once(self) -> int:
        """Write one batch of what waits, over all journals; how many entries it had.

        Raises the database's OperationalError when it cannot be reached: nothing is lost
        then, and the same batch is tried again at the next call.
        """
        self._find_files()
        chunks: list[Chunk] = []
        room = conf.BATCH_SIZE
        for file in list(self._files.values()):
            chunk = file.read(room)
            if chunk is not None:
                chunks.append(chunk)
                room -= len(chunk.entries)
            elif file.finished:
                self._remove(file)
            if room <= 0:
                break
        if not chunks:
            return 0
        self._write(chunks)
        return sum(len(chunk.entries) for chunk in chunks)

    def write_memory(self, journal: uuid.UUID, position: int, entries: list[Entry]) -> None:
        """Write entries that a process could only keep in memory."""
        ends = [position + number for number in range(1, len(entries) + 1)]
        self._write_or_split(Chunk(journal, "memory", position, ends[-1], entries, ends))

    def _write(self, chunks: list[Chunk]) -> None:
        try:
            try:
                self.writer.write(chunks)
            except (OperationalError, InterfaceError, PositionMoved):
                raise
            except (DatabaseError, ValueError, OverflowError):
                # One entry that the database refuses must not hold up the others.
                for chunk in chunks:
                    self._write_or_split(chunk)
        except PositionMoved:
            self._files.clear()
            return
        for chunk in chunks:
            file = self._files.get(chunk.source)
            if file is not None:
                file.position = chunk.after

    def _write_or_split(self, chunk: Chunk) -> None:
        """Write a chunk, halving it down to the entry that is refused."""
        try:
            self.writer.write([chunk])
        except (OperationalError, InterfaceError, PositionMoved):
            raise
        except (DatabaseError, ValueError, OverflowError) as error:
            if len(chunk.entries) <= 1:
                self._reject(chunk, error)
                return
            for half in chunk.halves():
                self._write_or_split(half)

    def _reject(self, chunk: Chunk, error: Exception) -> None:
        logger.error("an entry of %s was refused and set aside: %s", chunk.source, error)
        with (self.folder / "rejected.jsonl").open("ab") as file:
            for entry in chunk.entries:
                file.write(encode(entry).strip() + b"\n")
        rejected = chunk.rejected + len(chunk.entries)
        self.writer.write(
            [Chunk(chunk.journal, chunk.source, chunk.before, chunk.after, rejected=rejected)]
        )

    def _find_files(self) -> None:
        paths = {path.name: path for path in sorted(self.folder.glob(f"*{SUFFIX}"))}
        new = paths.keys() - self._files.keys()
        if not new:
            return
        found = {name: journal for name in sorted(new) if (journal := identity(paths[name]))}
        positions = positions_of(list(found.values()))
        for name, journal in found.items():
            self._files[name] = JournalFile(paths[name], journal, positions.get(journal, 0))
        self._files = dict(sorted(self._files.items()))

    def _remove(self, file: JournalFile) -> None:
        del self._files[file.path.name]
        file.path.unlink(missing_ok=True)
