"""The background thread of a web process: syncs its journal, and writes when nobody else does."""

from __future__ import annotations

import atexit
import logging
import os
import threading
import time

from django.db import connections

from dashboard.conf import conf
from dashboard.ingest.buffer import buffer
from dashboard.ingest.drain import Drain
from dashboard.ingest.folder_lock import WORKER, WRITER, FolderLock

logger = logging.getLogger("dashboard.ingest")

_SYNC_SECONDS = 1.0
_LONGEST_PAUSE = 5.0
_EXIT_SECONDS = 10.0


class Background:
    """One thread a process, begun with the first record."""

    def __init__(self) -> None:
        self._start_lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    def ensure(self) -> None:
        """Begin the thread unless it runs. Costs a comparison when it does."""
        if self._thread is None:
            with self._start_lock:
                if self._thread is None:
                    self._stop = threading.Event()
                    thread = threading.Thread(
                        target=self._run, args=[self._stop], name="dashboard-ingest", daemon=True
                    )
                    thread.start()
                    self._thread = thread

    def stop(self) -> None:
        """End the thread after a last drain, as at the exit of the process."""
        thread = self._thread
        if thread is not None:
            self._stop.set()
            thread.join(_EXIT_SECONDS)
            self._thread = None

    def forget(self) -> None:
        """In a forked child there is no thread yet."""
        self._start_lock = threading.Lock()
        self._thread = None

    def _run(self, stop: threading.Event) -> None:
        folder = conf.journal_dir
        writer_lock, worker_lock = FolderLock(folder, WRITER), FolderLock(folder, WORKER)
        drain = Drain(folder)
        pause, next_sync = conf.FLUSH_INTERVAL, 0.0
        while True:
            stopping = stop.wait(pause)
            try:
                if time.monotonic() >= next_sync or stopping:
                    buffer.journal.sync()
                    next_sync = time.monotonic() + _SYNC_SECONDS
                if stopping:
                    buffer.journal.close()
                self._pass(drain, writer_lock, worker_lock)
                pause = conf.FLUSH_INTERVAL
            except Exception as error:
                # The database or the disk is gone: what waits is safe where it is.
                logger.warning("nothing could be written, trying again: %s", error)
                connections.close_all()
                pause = min(max(pause, conf.FLUSH_INTERVAL) * 2, _LONGEST_PAUSE)
            if stopping:
                if left := len(buffer.memory) + buffer.lost:
                    logger.error("%d records are lost: this process ends, and so does memory", left)
                writer_lock.release()
                connections.close_all()
                return

    def _pass(self, drain: Drain, writer_lock: FolderLock, worker_lock: FolderLock) -> None:
        """Write what is in memory; and the journals, if no worker and no other process does."""
        _write_memory(drain)
        if not conf.WRITER_THREAD or not worker_lock.is_free():
            writer_lock.release()
            return
        if writer_lock.acquire():
            while drain.once() >= conf.BATCH_SIZE and worker_lock.is_free():
                pass


def _write_memory(drain: Drain) -> None:
    _empty_memory(drain)
    if lost := buffer.tell_lost():
        logger.error("%d records were lost: neither journal nor memory could take them", lost)
        _empty_memory(drain)


def _empty_memory(drain: Drain) -> None:
    while entries := buffer.peek(conf.BATCH_SIZE):
        done = drain.write_memory(buffer.memory_id, buffer.memory_position, entries)
        buffer.drop(done)


background = Background()
os.register_at_fork(after_in_child=background.forget)
atexit.register(background.stop)
