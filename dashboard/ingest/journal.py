"""The journal: a file of records that one process appends to, durable before the response is.

One ``write(2)`` to a file opened with O_APPEND is one record, whatever other threads do, and it
survives the process. Only a power cut can take what was not yet synced (once a second).
"""

from __future__ import annotations

import fcntl
import json
import os
import threading
import time
import uuid
from pathlib import Path

from dashboard.models.ids import new_id

SUFFIX = ".journal"


class Journal:
    """The journal of this process: made at its first record, a new file at ``max_bytes``."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self.folder = folder
        self.max_bytes = max_bytes
        self._opening = threading.Lock()
        self._fd: int | None = None
        self._size = 0
        self._synced = 0
        # Full files, which another thread may still be about to write to.
        self._full: set[int] = set()

    def append(self, line: bytes) -> None:
        """Write one line. Raises OSError when it could not be written whole."""
        fd = self._fd
        if fd is None or self._size >= self.max_bytes:
            fd = self._open()
        written = os.write(fd, line)
        self._size += written
        if written != len(line):
            raise OSError(f"only {written} of {len(line)} bytes were written")

    def sync(self) -> None:
        """Bring what was appended to the disk. Called each second by the background thread."""
        fd, size = self._fd, self._size
        if fd is not None and size != self._synced:
            os.fdatasync(fd)
            self._synced = size

    def close(self) -> None:
        """Give up the file. Its lock goes with it, which tells the writer that it is complete."""
        with self._opening:
            if self._fd is not None:
                os.close(self._fd)
            self._fd = None

    def forget(self) -> None:
        """After a fork: the file belongs to the parent, and so does its lock."""
        self._opening = threading.Lock()
        for fd in [*self._full, *([] if self._fd is None else [self._fd])]:
            os.close(fd)
        self._full.clear()
        self._fd = None

    def _open(self) -> int:
        with self._opening:
            if self._fd is not None and self._size < self.max_bytes:
                return self._fd
            self.folder.mkdir(parents=True, exist_ok=True)
            journal = uuid.UUID(bytes=new_id(time.time_ns() // 1_000))
            # Complete and locked before it has its name, so that no writer takes it for a
            # dead process's.
            unnamed = self.folder / f"{journal}.new"
            fd = os.open(unnamed, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_EXCL, 0o600)
            try:
                fcntl.flock(fd, fcntl.LOCK_EX)
                header = json.dumps({"journal": str(journal), "format": 1, "pid": os.getpid()})
                _write_whole(fd, header.encode() + b"\n")
                os.rename(unnamed, self.folder / f"{journal}{SUFFIX}")
            except OSError:
                # On a full disk this is tried again at each request: leave nothing behind.
                os.close(fd)
                unnamed.unlink(missing_ok=True)
                raise
            old, self._fd, self._size, self._synced = self._fd, fd, 0, 0
            if old is not None:
                # Another thread may still be about to write to it: the number must not be
                # given to another file meanwhile, so the old file lives as long as needed.
                self._close_later(old)
            return fd

    def _close_later(self, fd: int) -> None:
        def close() -> None:
            # Unless ``forget`` did, and the number is another file's by now.
            if fd in self._full:
                self._full.discard(fd)
                os.close(fd)

        self._full.add(fd)
        timer = threading.Timer(5.0, close)
        timer.daemon = True
        timer.start()


def _write_whole(fd: int, line: bytes) -> None:
    written = os.write(fd, line)
    if written != len(line):
        raise OSError(f"only {written} of {len(line)} bytes were written")


def is_complete(fd: int) -> bool:
    """Whether nobody appends to an open journal any more: its owner's lock is gone."""
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return False
    fcntl.flock(fd, fcntl.LOCK_UN)
    return True
