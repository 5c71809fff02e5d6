"""The garbage collector, held back while rows by the thousand are made and dropped."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def rare_collections() -> Iterator[None]:
    """Collect seldom. A batch is large and has no cycles, yet would be searched for them."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(5_000_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
