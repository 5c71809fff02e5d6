"""An import that was broken off goes on where it ended, each row once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError

from dashboard.ingest.checkpoints import Chunk
from dashboard.ingest.writer import Writer
from dashboard.models import Checkpoint, RequestLog
from dashboard.tests.ingest.imports.conftest import (
    TRACE,
    TRACE_OPTIONS,
    Dashboard,
    Import,
)

ROOT = Path(__file__).parents[4]
# Kills its own process in the third batch, when its rows are written and not yet committed.
KILLED = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from dashboard.ingest import checkpoints
batches, save = [], checkpoints.save
def save_or_die(chunks):
    save(chunks)
    batches.append(chunks)
    if len(batches) == 4 and sys.argv[1] == "die":
        os.kill(os.getpid(), signal.SIGKILL)
checkpoints.save = save_or_die
call_command("import_requests", *sys.argv[2:])
"""


def test_a_broken_import_goes_on(
    import_requests: Import,
    dashboard: Dashboard,
    small_batches: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write, batches = Writer.write, []

    def write_or_break(self: Writer, chunks: Sequence[Chunk]) -> int:
        batches.append(chunks)
        if len(batches) == 3:
            raise OSError("the disk is gone")
        return write(self, chunks)

    with monkeypatch.context() as patch:
        patch.setattr(Writer, "write", write_or_break)
        with pytest.raises(CommandError, match="goes on from here"):
            import_requests(TRACE, *TRACE_OPTIONS)
    assert RequestLog.objects.count() == 100
    assert Checkpoint.objects.get().line == 101
    out, _ = import_requests(TRACE, *TRACE_OPTIONS)
    assert out.startswith("200 read, 200 stored, 100 already there, 0 rejected")
    assert dashboard("2023-11-16", "2023-11-17")["summary"]["totalTokens"] == 362_109


def test_ctrl_c_ends_after_the_batch(
    import_requests: Import, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Writer.write

    def write_and_interrupt(self: Writer, chunks: Sequence[Chunk]) -> int:
        stored = write(self, chunks)
        if stored:
            os.kill(os.getpid(), signal.SIGINT)
        return stored

    with monkeypatch.context() as patch:
        patch.setattr(Writer, "write", write_and_interrupt)
        with pytest.raises(CommandError, match="the same command goes on"):
            import_requests(TRACE, *TRACE_OPTIONS)
    assert RequestLog.objects.count() == 100
    import_requests(TRACE, *TRACE_OPTIONS)
    assert RequestLog.objects.count() == 300


def test_a_killed_import_goes_on(tmp_path: Path) -> None:
    database, file = tmp_path / "db.sqlite3", tmp_path / "trace.csv"
    lines = TRACE.read_text().splitlines(keepends=True)
    # A bad row in the first batch, and one in the batch that is not committed.
    file.write_text("".join([*lines[:50], "bad\n", *lines[50:250], "worse\n", *lines[250:]]))
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "dashboard.tests.settings",
    }

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )

    small = KILLED.replace(
        "django.setup()",
        "from django.conf import settings\n"
        'settings.DASHBOARD = {**settings.DASHBOARD, "BATCH_SIZE": 100}\ndjango.setup()',
    )
    assert run("manage.py", "migrate", "-v0").returncode == 0
    killed = run("-c", small, "die", str(file), *TRACE_OPTIONS)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert _rows(database, "SELECT count(*) FROM dashboard_requestlog") == [(199,)]
    finished = run("-c", small, "live", str(file), *TRACE_OPTIONS)
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.startswith("102 read, 101 stored, 200 already there, 1 rejected")
    assert _rows(
        database,
        "SELECT count(*), count(DISTINCT id), sum(total_tokens) FROM dashboard_requestlog",
    ) == [(300, 300, 362_109)]
    assert _rows(
        database,
        "SELECT sum(requests) FROM dashboard_usagerollup WHERE dimension = 'total' AND period = 3",
    ) == [(300,)]
    # The row that was kept before the kill, whose batch was not committed, is there once.
    rejects = Path(f"{file}.rejects").read_text()
    assert rejects == lines[0] + "bad\nworse\n"


def _rows(database: Path, sql: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(database)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()
