"""Where capture leaves its records: the journal, or a bounded memory while that is not writable."""

from __future__ import annotations

import logging
import os
import threading
import uuid
from collections import deque
from collections.abc import Sequence
from itertools import islice

from dashboard.conf import conf
from dashboard.ingest.journal import Journal
from dashboard.ingest.record import Entry, Lost, encode

logger = logging.getLogger("dashboard.ingest")


class Buffer:
    """Takes records of this process, whatever the state of the disk and the database."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self.journal = Journal(conf.journal_dir, conf.JOURNAL_MAX_BYTES)
        self.memory: deque[Entry] = deque()
        # Memory that is written straight to the database is a journal too: it has an id.
        self.memory_id = uuid.uuid4()
        self.memory_position = 0
        self.lost = 0
        self._degraded = False
        self._lock = threading.Lock()

    def accept(self, entry: Entry) -> None:
        """Take one entry. Never raises; what cannot be kept is counted in ``lost``.

        By itself, not as a list of one: each request pays for it.
        """
        try:
            self.journal.append(encode(entry))
        except Exception as error:
            self._keep_in_memory(entry, error)
        else:
            self._degraded = False

    def accept_all(self, entries: Sequence[Entry]) -> None:
        """Take some entries with one write. Never raises, as ``accept``."""
        try:
            self.journal.append(b"".join(map(encode, entries)))
        except Exception as error:
            for entry in entries:
                self._keep_in_memory(entry, error)
        else:
            self._degraded = False

    def _keep_in_memory(self, entry: Entry, error: Exception) -> None:
        with self._lock:
            if not self._degraded:
                self._degraded = True
                logger.error("the journal cannot be written, keeping records in memory: %s", error)
            if len(self.memory) < conf.MEMORY_BUFFER:
                self.memory.append(entry)
            else:
                self.lost += 1

    def peek(self, limit: int) -> list[Entry]:
        """The oldest entries in memory. They stay there until ``drop``."""
        with self._lock:
            return list(islice(self.memory, limit))

    def drop(self, count: int) -> None:
        """Forget the oldest entries, once they are committed."""
        with self._lock:
            for _ in range(count):
                self.memory.popleft()
            self.memory_position += count

    def tell_lost(self) -> int:
        """Note how many were lost since the last note, to be written; how many those are."""
        lost = self.lost
        if not lost:
            return 0
        note = Lost(lost)
        try:
            self.journal.append(encode(note))
        except OSError:
            with self._lock:
                if len(self.memory) >= conf.MEMORY_BUFFER:
                    return 0
                self.memory.append(note)
        with self._lock:
            self.lost -= lost
        return lost

    def restart(self) -> None:
        """In a forked child: what the parent has is the parent's."""
        self.journal.forget()
        self._start()


buffer = Buffer()
os.register_at_fork(after_in_child=buffer.restart)
