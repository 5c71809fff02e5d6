"""What a worker finds when it comes late: batches that are read, made and stored side by side."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dashboard.tests.durability.databases import SqliteDatabase
from dashboard.tests.durability.left_behind import REFUSED
from dashboard.tests.durability.site import Site, wait_for

COUNT = 45_000

# A worker that sees, as a journal goes, whether the log was brought to the disk as it is now.
WATCHED = """
import os, sys
sys.path.insert(0, os.getcwd())
import django
django.setup()
from pathlib import Path
from django.core.management import call_command

log, synced, fsync, unlink = Path(sys.argv[1]), set(), os.fsync, Path.unlink

def state(stat):
    return stat.st_ino, stat.st_size, stat.st_mtime_ns

def note(file):
    fsync(file)
    synced.add(state(os.fstat(file)))

def see(path, *args, **kwargs):
    assert path.suffix != ".journal" or state(log.stat()) in synced, "not on the disk yet"
    unlink(path, *args, **kwargs)

os.fsync, Path.unlink = note, see
call_command("run_ingest_worker", "--once")
"""


def leave_behind(site: Site, count: int) -> None:
    """A journal of so many requests, whose owner is gone."""
    command = ("-m", "dashboard.tests.durability.left_behind", str(count))
    assert site.begin(*command).wait(60) == 0


@pytest.fixture
def late(site: Site) -> Site:
    """A site with a backlog of two full batches and a half."""
    site.configure(BATCH_SIZE=20_000)
    leave_behind(site, COUNT)
    return site


def test_a_backlog_is_written_once_and_what_is_refused_set_aside(late: Site) -> None:
    assert f"wrote {COUNT} records" in late.manage("run_ingest_worker", "--once")
    assert late.ledger() == (COUNT - 1, 1, 0)
    [aside] = (late.journals / "rejected.jsonl").read_text().splitlines()
    assert json.loads(aside)[9] == str(REFUSED % 50 + 1)
    assert not list(late.journals.glob("*.journal"))
    sums = "count(*), sum(total_tokens), count(DISTINCT request_id) FROM dashboard_modelcall"
    [found] = late.database.query(f"SELECT {sums}")
    assert tuple(map(int, found)) == (COUNT // 2, COUNT // 2 * 46, COUNT // 2)
    late.assert_consistent(COUNT - 1)


def test_a_worker_killed_in_the_middle_of_a_backlog(late: Site) -> None:
    worker = late.begin("manage.py", "run_ingest_worker")
    late.wait_for_rows(1)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert 0 < late.count() < COUNT - 1
    late.manage("run_ingest_worker", "--once")
    assert late.ledger() == (COUNT - 1, 1, 0)
    late.assert_consistent(COUNT - 1)


def test_what_was_read_ahead_is_written_at_once(site: Site) -> None:
    site.configure(BATCH_SIZE=20_000, FLUSH_INTERVAL=600)
    leave_behind(site, 21_000)
    site.begin("manage.py", "run_ingest_worker")
    site.wait_for_rows(21_000)


def test_a_journal_stays_until_its_rows_are_safe_from_a_power_cut(
    site: Site, tmp_path: Path
) -> None:
    """Somebody reads all the while, so that no checkpoint would touch the log."""
    if not isinstance(site.database, SqliteDatabase):
        pytest.skip("other databases are asked for durable commits")
    script = tmp_path / "watched.py"
    script.write_text(WATCHED)
    path = site.database.path
    leave_behind(site, 100)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM dashboard_requestlog").fetchone()
        assert site.begin(str(script), f"{path}-wal").wait(60) == 0, (
            site.folder / "output"
        ).read_text()
    assert not list(site.journals.glob("*.journal"))
    site.assert_consistent(100)


def test_a_worker_brings_what_it_commits_to_the_database_file(site: Site) -> None:
    """The log is not left to grow until it is the worker's turn to copy it."""
    if not isinstance(site.database, SqliteDatabase):
        pytest.skip("only SQLite has a log beside the database")
    path = site.database.path
    site.serve()
    site.begin("manage.py", "run_ingest_worker")
    assert len(site.load(100)) == 100
    site.wait_for_rows(100)

    def alone() -> int:
        copy = shutil.copy(path, path.with_name("alone"))
        with closing(sqlite3.connect(copy)) as database:
            return int(database.execute("SELECT count(*) FROM dashboard_requestlog").fetchone()[0])

    wait_for(lambda: alone() == 100, "the rows in the file by itself", lambda: f"{alone()} rows")
