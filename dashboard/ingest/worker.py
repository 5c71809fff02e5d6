"""The writer as a process of its own: it takes over from the threads of web processes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.db import connections

from dashboard.conf import conf
from dashboard.ingest.bulk import in_bulk
from dashboard.ingest.drain import Drain
from dashboard.ingest.folder_lock import WORKER, WRITER, FolderLock

logger = logging.getLogger("dashboard.ingest")

_LONGEST_PAUSE = 5.0


class AlreadyRunning(Exception):
    """Another worker drains this folder."""


def run(stop: threading.Event, report: Callable[[int], None], once: bool = False) -> int:
    """Drain the journal folder until ``stop``; how many entries were written in all.

    ``report`` is called with the total after each batch. With ``once``, ends when nothing
    waits any more. Raises ``AlreadyRunning``.
    """
    folder = conf.journal_dir
    worker_lock, writer_lock = FolderLock(folder, WORKER), FolderLock(folder, WRITER)
    if not _take(worker_lock):
        raise AlreadyRunning(str(folder))
    try:
        with in_bulk():
            return _drain(Drain(folder), writer_lock, stop, report, once)
    finally:
        writer_lock.release()
        worker_lock.release()
        connections.close_all()


def _take(lock: FolderLock) -> bool:
    """Take a lock that a web process, looking whether it is free, may hold for a moment."""
    for _ in range(20):
        if lock.acquire():
            return True
        time.sleep(0.01)
    return False


def _drain(
    drain: Drain,
    writer_lock: FolderLock,
    stop: threading.Event,
    report: Callable[[int], None],
    once: bool,
) -> int:
    total, pause = 0, conf.FLUSH_INTERVAL
    while True:
        stopping = stop.is_set()
        written = 0
        try:
            # A web process's thread lets go of it when it sees the worker's lock.
            if writer_lock.acquire():
                written = drain.once()
            pause = conf.FLUSH_INTERVAL
        except Exception as error:
            logger.warning("nothing could be written, trying again: %s", error)
            connections.close_all()
            pause = min(pause * 2, _LONGEST_PAUSE)
        if written:
            total += drain.records
            report(total)
        if written and (drain.more or once):
            continue
        if stopping or (once and not written and writer_lock.held):
            return total
        stop.wait(pause)
