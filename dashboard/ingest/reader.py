"""Reading journals from the position that was reached, whole lines at a time."""

from __future__ import annotations

import json
import logging
import os
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from dashboard.ingest.checkpoints import Chunk
from dashboard.ingest.journal import is_complete
from dashboard.ingest.record import decode

logger = logging.getLogger("dashboard.ingest")

_LEAST_BYTES, _MOST_BYTES = 1 << 20, 32 << 20
# A generous guess, so that one read has as many records as are wanted.
_BYTES_A_RECORD = 768


@dataclass(slots=True)
class JournalFile:
    """One journal of the folder, as the writer sees it."""

    path: Path
    journal: uuid.UUID
    position: int
    finished: bool = field(default=False)
    # Whether the last read left something that could have been read.
    more: bool = field(default=False)

    def read(self, limit: int) -> Chunk | None:
        """Up to ``limit`` entries after the position, which moves on; None when there are none now.

        Sets ``finished`` when the owner is gone and all was read. A last line without its
        line break is waited for while its owner lives, and counted as rejected after.
        """
        size = max(_LEAST_BYTES, min(limit * _BYTES_A_RECORD, _MOST_BYTES))
        self.more = False
        try:
            fd = os.open(self.path, os.O_RDONLY)
        except FileNotFoundError:
            self.finished = True
            return None
        try:
            # Asked before reading: what a living owner appends in between is read next time.
            complete = is_complete(fd)
            data = os.pread(fd, size, self.position)
        finally:
            os.close(fd)
        if not data:
            self.finished = complete
            return None
        end = data.rfind(b"\n") + 1
        if end == 0 and complete and len(data) < size:
            return self._torn(data)
        if end == 0:
            return None
        chunk = self._decode(data[:end], limit)
        self.more = len(data) == size or chunk.after < self.position + end
        self.position = chunk.after
        return chunk

    def _decode(self, data: bytes, limit: int) -> Chunk:
        chunk = Chunk(self.journal, self.path.name, self.position, self.position)
        for line in data.split(b"\n")[:-1]:
            if len(chunk.entries) >= limit:
                break
            chunk.after += len(line) + 1
            if not line or (chunk.after == len(line) + 1 and _is_header(line)):
                continue
            try:
                chunk.entries.append(decode(line))
                chunk.ends.append(chunk.after)
            except msgspec.DecodeError:
                logger.warning("a torn line in %s, before byte %d", self.path.name, chunk.after)
                chunk.rejected += 1
        return chunk

    def _torn(self, data: bytes) -> Chunk:
        logger.warning("%s ends in a torn line of %d bytes", self.path.name, len(data))
        after = self.position + len(data)
        chunk = Chunk(self.journal, self.path.name, self.position, after, rejected=1)
        self.position = after
        return chunk


def identity(path: Path) -> uuid.UUID | None:
    """The id in the header of a journal; None for a file that is none."""
    try:
        with path.open("rb") as file:
            return uuid.UUID(json.loads(file.readline())["journal"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _is_header(line: bytes) -> bool:
    return line.startswith(b'{"journal"')
