"""Who writes: locks of a journal folder, gone with the process that holds them."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

# Held by whoever drains the folder.
WRITER = "writer.lock"
# Held by run_ingest_worker: the threads of web processes then leave the writing to it.
WORKER = "worker.lock"

_held: set[FolderLock] = set()


class FolderLock:
    """One lock file of a journal folder. Gone with the process that holds it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / name
        self._fd: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds it."""
        return self._fd is not None

    def acquire(self) -> bool:
        """Take it if nobody has it; whether it is held now."""
        if self._fd is not None:
            return True
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fd = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(fd)
            return False
        self._fd = fd
        _held.add(self)
        return True

    def release(self) -> None:
        """Give it up."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
            _held.discard(self)

    def is_free(self) -> bool:
        """Whether nobody holds it."""
        try:
            fd = os.open(self.path, os.O_RDWR)
        except (FileNotFoundError, NotADirectoryError):
            return True
        try:
            fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return False
        finally:
            os.close(fd)
        return True


def _leave_to_parent() -> None:
    """A forked child has the parent's files open: a lock would outlive the parent in it."""
    for lock in list(_held):
        lock.release()


os.register_at_fork(after_in_child=_leave_to_parent)
