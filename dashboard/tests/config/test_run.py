"""Starting and stopping, and what a first start leaves behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from config import demo

ROOT = Path(__file__).resolve().parents[3]
CHILD = """
import signal, sys, time
def leave(number, frame): open(sys.argv[1], "a").write(sys.argv[2] + " "); sys.exit(0)
signal.signal(signal.SIGTERM, leave)
open(sys.argv[1], "a").write("up ")
time.sleep(float(sys.argv[3])); sys.exit(3)
"""


def start(log: Path, *lifetimes: str) -> subprocess.Popen[bytes]:
    """A process that serves one child for each lifetime, in seconds."""
    commands = [
        [sys.executable, "-c", CHILD, str(log), f"end{n}", t] for n, t in enumerate(lifetimes)
    ]
    code = f"import sys; from config.run import serve; sys.exit(serve({commands!r}))"
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_in_order(tmp_path: Path, number: signal.Signals) -> None:
    log = tmp_path / "log"
    server = start(log, "60", "60")
    deadline = time.monotonic() + 20
    while (not log.exists() or log.read_text() != "up up ") and time.monotonic() < deadline:
        time.sleep(0.05)
    server.send_signal(number)
    assert server.wait(20) == 0
    assert log.read_text() == "up up end0 end1 "


def test_when_one_ends_all_end(tmp_path: Path) -> None:
    server = start(tmp_path / "log", "60", "1")
    assert server.wait(20) == 3
    assert (tmp_path / "log").read_text() == "up up end0 "


@pytest.mark.django_db
class TestDemo:
    @pytest.fixture
    def populated(
        self, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> list[dict[str, Any]]:
        """With what the demo data was asked for, each time."""
        settings.VAR_DIR = tmp_path / "var"
        calls: list[dict[str, Any]] = []
        monkeypatch.setattr(demo, "call_command", lambda name, **options: calls.append(options))
        return calls

    def test_fills_a_database_once(self, populated: list[dict[str, Any]]) -> None:
        demo.prepare()
        demo.prepare()
        assert populated == [
            {"days": 14, "users": 3, "seed": 1, "clear": True, "interactive": False},
            {"days": 14, "events": 6_000},
        ]
        account = User.objects.get()
        assert (account.username, account.is_staff) == ("demo", True)

    def test_tells_the_password_while_it_works(self, populated: list[dict[str, Any]]) -> None:
        demo.prepare()
        account = User.objects.get()
        login = demo.login()
        assert login is not None
        assert account.check_password(login[1])
        account.set_password("my own")
        account.save()
        assert demo.login() is None
