"""Fork safety: parent and child each have a journal, and no lock outlives its owner."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from dashboard.tests.durability.site import Site

# A server that loads the app and is asked something before it forks, as with --preload.
PRELOADED = """
import os, sys, time
sys.path.insert(0, os.getcwd())
import django
django.setup()
from django.db import connections
from django.test import Client
from dashboard.conf import conf
from dashboard.ingest.folder_lock import WRITER, FolderLock

def ask(count):
    for _ in range(count):
        assert Client().get("/chat/").content == b"chat"

ask(500)
while FolderLock(conf.journal_dir, WRITER).is_free():
    time.sleep(0.05)
connections.close_all()
children = []
for _ in range(2):
    child = os.fork()
    if not child:
        {child}
    children.append(child)
{parent}
"""


def begin(site: Site, folder: Path, child: str, parent: str) -> int:
    """The exit status of a preloaded server whose processes do this after the fork."""
    script = folder / "preloaded.py"
    script.write_text(PRELOADED.format(child=child, parent=parent))
    return site.begin(str(script)).wait(60)


def test_parent_and_children_own_a_journal_each(site: Site, tmp_path: Path) -> None:
    child = "ask(20); print('child', os.getpid()); sys.exit()"
    parent = "ask(5); [os.waitpid(child, 0) for child in children]; print('parent', os.getpid())"
    assert begin(site, tmp_path, child, parent) == 0
    said = (site.folder / "output").read_text()
    assert (said.count("child "), said.count("parent ")) == (2, 1)
    site.wait_for_rows(545)
    site.assert_consistent(545)
    stored = "SELECT stored FROM dashboard_checkpoint ORDER BY stored"
    assert site.database.query(stored) == [(20,), (20,), (505,)]
    assert site.ledger() == (545, 0, 0)


def test_a_child_writes_on_when_the_parent_was_killed(site: Site, tmp_path: Path) -> None:
    """The parent dies with its writer's lock; its children have its files open, not its lock."""
    child = "time.sleep(1); ask(20); time.sleep(30); sys.exit()"
    assert begin(site, tmp_path, child, "os.kill(os.getpid(), 9)") == -9
    try:
        site.wait_for_rows(540)
        site.assert_consistent(540)
        assert site.writer() in _children(site)
    finally:
        for pid in _children(site):
            os.kill(pid, signal.SIGKILL)


def _children(site: Site) -> set[int]:
    """Living processes that have a journal of the site."""
    owners = set()
    for file in site.journals.glob("*.journal"):
        pid = int(file.open().readline().split('"pid": ')[1].rstrip("}\n"))
        if Path(f"/proc/{pid}").exists():
            owners.add(pid)
    return owners
