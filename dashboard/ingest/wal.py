"""SQLite's write-ahead log, for who writes in bulk."""

from __future__ import annotations

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

# Pages, 256 MB: each page that a backlog changes again and again is copied once, not each time.
_LONGEST_LOG = 64_000
_CACHE_KIBIBYTES = 256 * 1024


def write_in_bulk() -> None:
    """Set up this process's connections, now and after an outage, for large transactions."""
    if connection.vendor == "sqlite":
        connection.close()
    connection_created.connect(_set_up, dispatch_uid="dashboard.wal")


def _set_up(*, connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA wal_autocheckpoint = {_LONGEST_LOG}")
            cursor.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")


def sync() -> None:
    """Bring what was committed to the disk: with synchronous=NORMAL a commit does not."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
