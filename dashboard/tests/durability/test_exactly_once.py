"""Invariant 2: a response that a client received is one row, whatever happened since."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest

from dashboard.tests.durability.site import CLIENTS, Site, wait_for


def test_a_response_that_goes_out_is_in_the_journal(site: Site) -> None:
    """Each response is held back until the journal was looked at: its record is there."""
    site.serve(app="dashboard.tests.durability.held_back")
    acknowledged = [*site.load(120), *site.load(40, "/plain/")]
    assert len(acknowledged) == 160
    for _ in range(10):
        assert site.get("/stream/") == (200, b"part 0part 1part 2, in the journal")


def test_kill_9_in_the_middle_of_load(site: Site) -> None:
    server = site.serve()
    acknowledged: list[str] = []
    load = threading.Thread(target=lambda: acknowledged.extend(site.load(20_000)))
    load.start()
    site.wait_for_rows(150)
    server.send_signal(signal.SIGKILL)
    # Until it is gone its port still takes connections, and the next server's would be lost.
    server.wait()
    load.join()
    killed_at = len(acknowledged)
    assert 150 <= killed_at < 20_000
    site.serve()
    acknowledged += site.load(40)
    wait_for(lambda: set(acknowledged) <= site.ids(), "every acknowledged response")
    rows = site.count()
    # A request whose response was under way is a row too: at most one a client.
    assert killed_at + 40 <= rows <= killed_at + 40 + CLIENTS
    site.assert_consistent(rows)
    wait_for(lambda: len(list(site.journals.glob("*.journal"))) == 1, "the dead one's file to go")


def test_several_workers_one_of_them_killed(site: Site) -> None:
    site.serve("--workers", "3")
    acknowledged: list[str] = []
    while len(_owners(site)) < 2:
        # New connections each time: who accepts them is the kernel's to say.
        acknowledged += site.load(40)
        assert len(acknowledged) < 8_000
    victim = _owners(site).pop()
    load = threading.Thread(target=lambda: acknowledged.extend(site.load(600)))
    load.start()
    time.sleep(0.2)
    os.kill(victim, signal.SIGKILL)
    load.join()
    acknowledged += site.load(80)
    wait_for(lambda: set(acknowledged) <= site.ids(), "every acknowledged response")
    rows = site.count()
    assert len(acknowledged) <= rows <= len(acknowledged) + CLIENTS
    site.assert_consistent(rows)


def _owners(site: Site) -> set[int]:
    """The processes that have a journal."""
    headers = [file.open().readline() for file in site.journals.glob("*.journal")]
    return {int(header.split('"pid": ')[1].rstrip("}\n")) for header in headers}


@pytest.mark.parametrize(("options", "status"), [((), -15), (("--workers", "2"), 0)])
def test_sigterm_drains(site: Site, options: tuple[str, ...], status: int) -> None:
    """Nothing is written before the signal; when the process has ended, all is."""
    site.configure(FLUSH_INTERVAL=600)
    server = site.serve(*options)
    acknowledged = site.load(200)
    assert site.count() == 0
    server.send_signal(signal.SIGTERM)
    assert server.wait(20) == status
    assert site.ids() == set(acknowledged)
    site.assert_consistent(200)


def test_a_torn_last_line_and_a_journal_replayed_twice(site: Site) -> None:
    site.configure(WRITER_THREAD=False)
    server = site.serve()
    first = site.load(100)
    server.send_signal(signal.SIGKILL)
    server.wait()
    [journal] = site.journals.glob("*.journal")
    whole = journal.read_bytes()
    torn = whole + b'\n["request","AZrS'
    journal.write_bytes(torn)
    kept = site.folder / "kept"
    shutil.copy(journal, kept)
    assert "wrote 100 records" in site.manage("run_ingest_worker", "--once")
    before = _everything(site)
    assert site.ids() == set(first)
    assert site.ledger() == (100, 1, 0)
    # Rows of another journal come in between.
    site.serve()
    second = site.load(60)
    for name in (journal.name, f"copy-of-{journal.name}"):
        shutil.copy(kept, journal.with_name(name))
    site.manage("run_ingest_worker", "--once")
    assert site.ids() == {*first, *second}
    assert site.ledger() == (160, 1, 0)
    assert set(before) <= set(_everything(site))
    site.assert_consistent(160)


def _everything(site: Site) -> list[tuple[object, ...]]:
    """Every value of every request and call."""
    requests = "SELECT * FROM dashboard_requestlog"
    return site.database.query(requests) + site.database.query("SELECT * FROM dashboard_modelcall")


def test_the_worker_takes_over_and_gives_back(site: Site) -> None:
    server = site.serve()
    acknowledged = site.load(40)
    wait_for(lambda: site.writer() == server.pid, "the server's thread to write")
    worker = site.begin("manage.py", "run_ingest_worker")
    wait_for(lambda: site.writer() == worker.pid, "the worker to take over")
    acknowledged += site.load(40)
    site.wait_for_rows(80)
    assert site.writer() == worker.pid
    second = site.begin("manage.py", "run_ingest_worker")
    assert second.wait(20) == 1
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    acknowledged += site.load(40)
    wait_for(lambda: site.writer() == server.pid, "the server's thread to write again")
    site.wait_for_rows(120)
    assert site.ids() == set(acknowledged)
    site.assert_consistent(120)
    assert "another worker drains" in Path(site.folder / "output").read_text()
