"""A site in processes of its own: server, worker and commands over one database and folder."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from dashboard.tests.durability.databases import Database

ROOT = Path(__file__).resolve().parents[3]
CLIENTS = 4


class Site:
    """Begins processes, sends them requests, and counts what became of them."""

    def __init__(self, folder: Path, database: Database, **dashboard: Any) -> None:
        self.folder = folder
        self.journals = folder / "journal"
        self.database = database
        self.port = _free_port()
        self.processes: list[subprocess.Popen[str]] = []
        self.dashboard: dict[str, Any] = {"FLUSH_INTERVAL": 0.1}
        self.redis_url = ""
        # Few views: a server with all of the project takes longer to begin.
        self.urls = "dashboard.tests.durability.views"
        self.configure(JOURNAL_DIR=str(self.journals), **dashboard)

    def configure(self, **dashboard: Any) -> None:
        """The DASHBOARD dict of processes that begin from now on, on top of what was said."""
        self.dashboard = {**self.dashboard, **dashboard}

    @property
    def environment(self) -> dict[str, str]:
        """What the processes are told."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "dashboard.tests.durability.server_settings",
            "DURABILITY_DASHBOARD": json.dumps(self.dashboard),
            "DATABASE_URL": self.database.url,
            "REDIS_URL": self.redis_url,
            "DURABILITY_URLS": self.urls,
        }

    def begin(self, *command: str) -> subprocess.Popen[str]:
        """A Python process of the site; its output goes to a file in the folder."""
        with (self.folder / "output").open("a") as output:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                # A group of its own: a server's workers outlive it when it is killed.
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def serve(self, *options: str, app: str = "config.asgi") -> subprocess.Popen[str]:
        """A web server that answers."""
        server = self.begin(
            "-m", "uvicorn", f"{app}:application", "--port", str(self.port),
            "--lifespan", "off", "--no-access-log", "--log-level", "warning", *options,
        )  # fmt: skip
        wait_for(lambda: _answers(self.port), "the server to answer")
        return server

    def manage(self, *arguments: str) -> str:
        """What a command prints. Raises when it fails."""
        process = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert process.returncode == 0, process.stdout + process.stderr
        return process.stdout

    def load(self, count: int, path: str = "/chat/") -> list[str]:
        """Ids of the responses that were received whole, of ``count`` requests sent at most.

        A client ends when its server does.
        """
        acknowledged: list[str] = []
        clients = [
            threading.Thread(target=self._client, args=[count // CLIENTS, path, acknowledged])
            for _ in range(CLIENTS)
        ]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        return acknowledged

    def _client(self, count: int, path: str, acknowledged: list[str]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        for _ in range(count):
            try:
                connection.request("GET", path)
                response = connection.getresponse()
                body = response.read()
            except (OSError, http.client.HTTPException):
                return
            assert (response.status, body) == (200, path.strip("/").encode())
            acknowledged.append(response.headers["X-Request-ID"])
        connection.close()

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Status and body of one response."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers=headers or {})
        response = connection.getresponse()
        answer = response.status, response.read()
        connection.close()
        return answer

    def ids(self) -> set[str]:
        """The ids of all rows, as in X-Request-ID."""
        rows = self.database.query("SELECT id FROM dashboard_requestlog")
        return {_id(row[0]) for row in rows}

    def count(self) -> int:
        """How many rows there are."""
        return int(self.database.query("SELECT count(*) FROM dashboard_requestlog")[0][0])

    def wait_for_rows(self, count: int) -> None:
        """Until so many rows are there."""
        wait_for(lambda: self.count() >= count, f"{count} rows", lambda: f"{self.count()} rows")

    def ledger(self) -> tuple[int, ...]:
        """Stored, rejected and lost, over all journals."""
        sql = "SELECT sum(stored), sum(rejected), sum(lost) FROM dashboard_checkpoint"
        return tuple(map(int, self.database.query(sql)[0]))

    def assert_consistent(self, rows: int) -> None:
        """So many rows, the same in the rollups' totals, and no drift between them."""
        total = "SELECT sum(requests) FROM dashboard_usagerollup WHERE dimension = 'total'"
        for period in (1, 2, 3):
            assert int(self.database.query(f"{total} AND period = {period}")[0][0]) == rows
        sessions = "SELECT sum(requests) FROM dashboard_usersession"
        assert int(self.database.query(sessions)[0][0]) == rows
        assert self.count() == rows
        assert self.manage("rebuild_rollups", "--check").startswith("drift: 0 cells")

    def writer(self) -> int | None:
        """The process that holds the folder's writer lock, as the kernel tells it."""
        lock = self.journals / "writer.lock"
        if not lock.exists():
            return None
        inode = lock.stat().st_ino
        for line in Path("/proc/locks").read_text().splitlines():
            fields = line.split()
            if "->" not in fields and fields[1] == "FLOCK" and fields[5].endswith(f":{inode}"):
                return int(fields[4])
        return None

    def end(self) -> None:
        """Kill what still runs, workers of servers that are gone included."""
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for(
    true: Callable[[], bool], what: str, state: Callable[[], str] = str, seconds: float = 40
) -> None:
    """Until something is true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"waited for {what} in vain: {state()}"
        time.sleep(0.05)


def _id(stored: Any) -> str:
    text = stored.hex() if isinstance(stored, bytes) else stored.hex
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
