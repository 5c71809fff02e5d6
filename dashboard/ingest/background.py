"""The background thread of a web process: syncs its journal, and writes when nobody else does."""

from __future__ import annotations

import atexit
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from dashboard.conf import conf
from dashboard.ingest.buffer import buffer
from dashboard.ingest.drain import Drain
from dashboard.ingest.folder_lock import WORKER, WRITER, FolderLock
from dashboard.threats.refresh import refresh_at_times

logger = logging.getLogger("dashboard.ingest")

_SYNC_SECONDS = 1.0
_LONGEST_PAUSE = 5.0
_EXIT_SECONDS = 10.0
_FORK_SECONDS = 5.0


class Background:
    """One thread a process, begun with the first record."""

    def __init__(self) -> None:
        # Called before the last drain: what others still have to hand on.
        self.before_stop: list[Callable[[], None]] = []
        self._clear()

    def _clear(self) -> None:
        self._start_lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        # Held while the thread is in a transaction.
        self._writing = threading.Lock()
        self._forking = False
        self._connection: BaseDatabaseWrapper | None = None

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
        for hand_on in self.before_stop:
            hand_on()
        thread = self._thread
        if thread is not None:
            self._stop.set()
            thread.join(_EXIT_SECONDS)
            self._thread = None

    def drain_on_sigterm(self) -> None:
        """See that SIGTERM, too, ends in a last drain. Called when a server loads the app.

        uvicorn raises the signal again once it has shut down, under the handler that it found
        when it started: the default one would end the process before ``atexit``.
        """
        if threading.current_thread() is not threading.main_thread():
            return
        found = signal.getsignal(signal.SIGTERM)
        if found is signal.SIG_DFL:
            signal.signal(signal.SIGTERM, self._drain_and_die)
        elif callable(found) and found != self._drain_and_die and not isinstance(found, _Passing):
            # The server had its handler in place before it loaded the app.
            signal.signal(signal.SIGTERM, _Passing(found))

    def _drain_and_die(self, number: int, frame: FrameType | None) -> None:
        self.stop()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    def before_fork(self) -> None:
        """Let the thread end its transaction, and close what no child may inherit.

        SQLite's book of locks and a connection pool are both copied by a fork: the child
        would wait for ever for locks and threads of its parent.
        """
        if self._connection is None:
            return
        if not self._writing.acquire(timeout=_FORK_SECONDS):
            logger.warning("this process forks in the middle of a transaction")
            return
        self._forking = True
        try:
            self._connection.close()
            if hasattr(self._connection, "close_pool"):
                self._connection.close_pool()
        except Exception:
            logger.exception("a connection could not be closed before a fork")

    def after_fork(self) -> None:
        """In the parent: the thread may go on."""
        if self._forking:
            self._forking = False
            self._writing.release()

    def forget(self) -> None:
        """In a forked child there is no thread yet."""
        self._clear()

    def _run(self, stop: threading.Event) -> None:
        folder = conf.journal_dir
        writer_lock, worker_lock = FolderLock(folder, WRITER), FolderLock(folder, WORKER)
        drain = Drain(folder)
        self._connection = connections[DEFAULT_DB_ALIAS]
        self._connection.inc_thread_sharing()
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
            _refresh_blocks()
            if stopping:
                if left := len(buffer.memory) + buffer.lost:
                    logger.error("%d records are lost: this process ends, and so does memory", left)
                writer_lock.release()
                connections.close_all()
                return

    def _pass(self, drain: Drain, writer_lock: FolderLock, worker_lock: FolderLock) -> None:
        """Write what is in memory; and the journals, if no worker and no other process does."""
        with self._writing:
            _write_memory(drain)
        if not conf.WRITER_THREAD or not worker_lock.is_free():
            writer_lock.release()
            return
        if writer_lock.acquire():
            while self._once(drain) and drain.more and worker_lock.is_free():
                pass

    def _once(self, drain: Drain) -> int:
        with self._writing:
            return drain.once()


class _Passing:
    """Passes SIGTERM on to the server's own handler, and sees that it does not come back.

    Blocked in the main thread, a signal that the server raises again when it is done does not
    end the process, which then ends as it does after Ctrl-C.
    """

    def __init__(self, server: Callable[[int, FrameType | None], object]) -> None:
        self.server = server

    def __call__(self, number: int, frame: FrameType | None) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, {number})
        self.server(number, frame)


def _refresh_blocks() -> None:
    """See what changed of blocks and rules; what is known stays while the database is away."""
    try:
        refresh_at_times()
    except Exception as error:
        logger.warning("blocks and rules could not be looked up: %s", error)
        connections.close_all()


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
os.register_at_fork(
    before=background.before_fork,
    after_in_parent=background.after_fork,
    after_in_child=background.forget,
)
atexit.register(background.stop)
