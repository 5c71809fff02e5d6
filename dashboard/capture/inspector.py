"""The queue of what is to be searched for attacks, and the thread that searches it."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from dashboard.conf import conf
from dashboard.ingest.background import background
from dashboard.ingest.buffer import buffer
from dashboard.ingest.findings import folded
from dashboard.ingest.record import Finding, Inspections, encode
from dashboard.threats.registry import failures
from dashboard.threats.request_counts import request_counts

logger = logging.getLogger("dashboard.capture")

# What waits: a function that searches, called in the thread with what came in.
Search = Callable[..., list[Finding]]

_PAUSE = 0.2
_NOTE_SECONDS = 10.0
_EXIT_SECONDS = 5.0
_A_BATCH = 200
# A search that takes longer is left to itself, and its detector is not asked again.
_LONGEST_SEARCH_SECONDS = 2.0


class Inspector:
    """One thread a process. Bodies live in its queue and nowhere else."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """In a forked child: the parent searches what the parent took in."""
        self._queue: deque[tuple[Search, tuple[Any, ...]]] = deque()
        self._start_lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._scanned = self.unscanned = self._told_failures = 0
        self._next_note = 0.0
        # When the search that runs began; 0 where none does.
        self._begun = 0.0
        failures.clear()

    def ensure(self) -> None:
        """Begin the thread unless it runs. Costs two comparisons when it does."""
        if self._thread is None or (self._begun and self._is_stuck()):
            with self._start_lock:
                if self._thread is not None and self._is_stuck():
                    failures.note_stuck()
                    self.unscanned += 1
                    self._thread = None
                if self._thread is None:
                    self._begun = 0.0
                    self._stop = threading.Event()
                    thread = threading.Thread(
                        target=self._run, args=[self._stop], name="dashboard-threats", daemon=True
                    )
                    self._thread = thread
                    thread.start()

    def offer(self, search: Search, *arguments: Any) -> None:
        """Have something searched; counted as unscanned where too much waits already."""
        if len(self._queue) < conf.INSPECT_QUEUE:
            self._queue.append((search, arguments))
        else:
            self.unscanned += 1

    def drain(self) -> None:
        """Search what waits, here and now, and hand on what was found. Never raises."""
        thread = self._thread
        while self._queue:
            found: list[Finding] = []
            for _ in range(min(_A_BATCH, len(self._queue))):
                # Without pauses: a burst delays few requests, and pauses would delay all.
                found += self._search(*self._queue.popleft())
                if self._thread is not thread:
                    # It took so long that another thread goes on.
                    return
            for finding in folded(found):
                buffer.accept(finding)
            _share_counts()

    def tell(self) -> None:
        """Note what was searched since the last note, and what was not."""
        failed = failures.count - self._told_failures
        note = Inspections(self._scanned, self.unscanned, failed)
        if note.scanned or note.unscanned or note.failed:
            try:
                # Past the memory that is there for records: a note can wait for the journal.
                buffer.journal.append(encode(note))
            except OSError:
                return
            self._scanned -= note.scanned
            self.unscanned -= note.unscanned
            self._told_failures += failed

    def stop(self) -> None:
        """End the thread after all that waits, as at the exit of the process."""
        thread = self._thread
        if thread is not None:
            self._stop.set()
            thread.join(_EXIT_SECONDS)
            self._thread = None

    def _search(self, search: Search, arguments: tuple[Any, ...]) -> list[Finding]:
        self._begun = time.monotonic()
        try:
            return search(*arguments)
        except Exception as error:
            failures.note_raised("the inspection itself", error)
            return []
        finally:
            self._begun = 0.0
            self._scanned += 1

    def _is_stuck(self) -> bool:
        begun = self._begun
        return bool(begun) and time.monotonic() - begun > _LONGEST_SEARCH_SECONDS

    def _run(self, stop: threading.Event) -> None:
        thread = self._thread
        while self._thread is thread:
            stopping = stop.wait(_PAUSE)
            self.drain()
            if stopping or time.monotonic() >= self._next_note:
                self.tell()
                self._next_note = time.monotonic() + _NOTE_SECONDS
            if stopping:
                return


def _share_counts() -> None:
    try:
        request_counts.share()
    except Exception as error:
        failures.note_raised("the counting of requests", error)


inspector = Inspector()
background.before_stop.append(inspector.stop)
os.register_at_fork(after_in_child=inspector.forget)
