"""SQLite's write-ahead log, for who writes in bulk."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.backends.sqlite3.base import DatabaseWrapper

logger = logging.getLogger("dashboard.ingest")

# Pages, 256 MB: a commit that finds more copies the rest itself, and the log begins anew.
_LONGEST_LOG = 64_000
_CACHE_KIBIBYTES = 256 * 1024
_CHECKPOINT_SECONDS = 1.0
# That commit copies nothing while somebody else does.
_UNDISTURBED_SECONDS = 10.0


@contextmanager
def in_bulk() -> Iterator[None]:
    """Set this process's connections up for large transactions, while the block runs.

    What they commit is copied from the log to the database by a thread of its own, which
    waits for the disk while the next batch is made. Elsewhere than on SQLite it does nothing.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if not isinstance(database, DatabaseWrapper) or database.is_in_memory_db():
        yield
        return
    stop = threading.Event()
    thread = threading.Thread(target=_checkpoint_until, args=[stop], name="dashboard-checkpoint")
    _open_anew()
    connection_created.connect(_set_up, dispatch_uid="dashboard.wal")
    thread.start()
    try:
        yield
    finally:
        connection_created.disconnect(dispatch_uid="dashboard.wal")
        stop.set()
        thread.join()
        _open_anew()


def sync() -> None:
    """Bring what was committed to the disk: with synchronous=NORMAL a commit does not.

    Not by a checkpoint, which leaves the log alone while another one runs, or while somebody
    reads from before it.
    """
    if connection.vendor == "sqlite" and (log := _log()):
        try:
            file = os.open(log, os.O_RDONLY)
        except FileNotFoundError:  # another journal mode, whose commits are on the disk
            return
        try:
            os.fsync(file)
        finally:
            os.close(file)


def _open_anew() -> None:
    """Let the settings of connections be made at their next use. Tests are in a transaction."""
    if not connection.in_atomic_block:
        connection.close()


def _set_up(*, connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA wal_autocheckpoint = {_LONGEST_LOG}")
            cursor.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")


def _checkpoint_until(stop: threading.Event) -> None:
    pause = _CHECKPOINT_SECONDS
    while not stop.wait(pause):
        pause = _CHECKPOINT_SECONDS
        try:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
                _, pages, _ = cursor.fetchone()
            if pages >= _LONGEST_LOG:
                pause = _UNDISTURBED_SECONDS
        except DatabaseError as error:
            # Who writes sees it, too, and says so.
            logger.debug("no checkpoint: %s", error)
            connection.close()
    connection.close()


def _log() -> str | None:
    """The path of the write-ahead log; None when the database is in memory."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA database_list")
        file = next(file for _, schema, file in cursor.fetchall() if schema == "main")
    return f"{file}-wal" if file else None
