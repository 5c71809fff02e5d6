"""The writer that runs beside the measured process, as in production."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from bench.step import ROOT
from dashboard.conf import conf
from dashboard.ingest.folder_lock import WORKER, FolderLock


class WriterProcess:
    """``run_ingest_worker`` on the journals and the database of this process."""

    def __init__(self) -> None:
        command = [sys.executable, "manage.py", "run_ingest_worker"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        lock = FolderLock(conf.journal_dir, WORKER)
        while lock.is_free():
            assert self._process.poll() is None, "the writer could not start"
            time.sleep(0.05)

    def cpu_micros(self) -> float:
        """CPU time it has taken so far, where the system tells (Linux); else 0."""
        stat = Path(f"/proc/{self._process.pid}/stat")
        if not stat.exists():
            return 0.0
        fields = stat.read_text().rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])
        return ticks * 1e6 / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End it as an operator does."""
        self._process.terminate()
        assert self._process.wait(30) == 0, "the writer did not end well"
