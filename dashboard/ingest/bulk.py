"""What a process sets up that writes rows by the thousand: a worker, an import, demo data."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from dashboard.ingest import insert, wal

# A thread of the database that has done its part waits for the interpreter no longer than that.
_SWITCH_SECONDS = 0.0005


@contextmanager
def in_bulk() -> Iterator[None]:
    """Write large batches inside the block, with the interpreter and the database ready for it."""
    with _rare_collections(), _quick_switches(), wal.in_bulk(), insert.beside_what_is_made():
        yield


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Collect seldom. A batch is large and has no cycles, yet would be searched for them."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(5_000_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


@contextmanager
def _quick_switches() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
