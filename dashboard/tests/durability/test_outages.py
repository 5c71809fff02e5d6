"""Nothing is lost while the database or the disk is away, and what is lost is counted."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from dashboard.tests.durability.conftest import MakeSite
from dashboard.tests.durability.site import Site, wait_for

OUTAGE_SECONDS = 20


def test_the_database_locked_and_gone_for_20_seconds(make_site: MakeSite) -> None:
    """At the same time on two sites: one finds its database locked, the other finds none."""
    locked, gone = make_site(), make_site()
    for site in (locked, gone):
        site.serve()
    acknowledged: dict[Site, list[str]] = {locked: locked.load(40), gone: []}
    locked.wait_for_rows(40)

    def load(site: Site) -> None:
        began = time.monotonic()
        while time.monotonic() < began + OUTAGE_SECONDS:
            acknowledged[site] += site.load(40)
            time.sleep(0.25)

    with locked.database.locked(), gone.database.gone():
        clients = [threading.Thread(target=load, args=[site]) for site in (locked, gone)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
    for site in (locked, gone):
        acknowledged[site] += site.load(40)
        count = len(acknowledged[site])
        assert count > 400
        site.wait_for_rows(count)
        assert site.ids() == set(acknowledged[site])
        assert site.ledger() == (count, 0, 0)
        site.assert_consistent(count)


def test_a_database_that_is_not_migrated_yet(make_site: MakeSite) -> None:
    site = make_site(tables=False)
    site.serve()
    acknowledged = site.load(80)
    wait_for(lambda: "trying again" in _output(site), "the writer to find no table")
    site.manage("migrate", "--verbosity=0")
    site.wait_for_rows(80)
    assert site.ids() == set(acknowledged)
    assert site.ledger() == (80, 0, 0)
    assert not (site.journals / "rejected.jsonl").exists()


def test_an_unwritable_folder_keeps_records_in_memory(make_site: MakeSite) -> None:
    site = make_site()
    blocked = site.folder / "blocked"
    blocked.touch()
    site.configure(JOURNAL_DIR=str(blocked / "journal"))
    site.serve()
    acknowledged = site.load(80)
    site.wait_for_rows(80)
    assert site.ids() == set(acknowledged)
    assert site.ledger() == (80, 0, 0)
    site.assert_consistent(80)
    assert "the journal cannot be written, keeping records in memory" in _output(site)


def test_memory_that_is_full_counts_what_it_loses(make_site: MakeSite) -> None:
    """The folder cannot be written and the database is away: 25 fit, 75 do not."""
    site = make_site(MEMORY_BUFFER=25)
    blocked = site.folder / "blocked"
    blocked.touch()
    site.configure(JOURNAL_DIR=str(blocked / "journal"))
    with site.database.gone():
        site.serve()
        acknowledged = site.load(100)
        assert len(acknowledged) == 100
    wait_for(lambda: _lost(site) == 75, "the loss to be counted", lambda: str(_lost(site)))
    assert site.ledger() == (25, 0, 75)
    assert site.ids() < set(acknowledged)
    site.assert_consistent(25)
    assert "75 records were lost" in _output(site)


def test_a_full_disk_that_is_emptied(site: Site, tmp_path: Path) -> None:
    """A process whose files may not grow: its responses stay the same, its records arrive."""
    script = tmp_path / "full_disk.py"
    script.write_text(FULL_DISK)
    process = site.begin(str(script))
    assert process.wait(60) == 0, _output(site)
    said = _output(site).splitlines()
    assert "while full: 40 same, memory used: True, open files grew by: 0" in said
    # The half line that fitted is set apart; the record it began came by way of memory.
    site.manage("run_ingest_worker", "--once")
    assert site.ledger() == (60, 1, 0)
    site.assert_consistent(60)


FULL_DISK = """
import os, resource, sys, time
sys.path.insert(0, os.getcwd())
import django
django.setup()
from django.test import Client
from dashboard.ingest.background import background
from dashboard.ingest.buffer import buffer

background.ensure = lambda: None
client = Client()
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
[client.get("/chat/") for _ in range(10)]
size = os.fstat(buffer.journal._fd).st_size
# Half a record more, and no byte in a new file.
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 50, hard))
same = sum(client.get("/chat/").content == b"chat" for _ in range(20))
buffer.journal.close()
resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
files = len(os.listdir("/proc/self/fd"))
same += sum(client.get("/chat/").content == b"chat" for _ in range(20))
grown = len(os.listdir("/proc/self/fd")) - files
used = len(buffer.memory) == 40
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
print(f"while full: {same} same, memory used: {used}, open files grew by: {grown}")
del background.ensure
[client.get("/chat/") for _ in range(10)]
background.stop()
"""


def _lost(site: Site) -> int:
    return site.ledger()[2] if site.database.query("SELECT 1 FROM dashboard_checkpoint") else 0


def _output(site: Site) -> str:
    return (site.folder / "output").read_text()
