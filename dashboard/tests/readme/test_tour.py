"""The README's tour, copied and pasted into a shell beside a server that `make run` would start."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[3]
START = 120


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What the tour needs of a checkout, without the data of this one."""
    for name in ("config", "dashboard"):
        ignored = shutil.ignore_patterns("tests", "__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    shutil.copy(ROOT / "manage.py", tmp_path)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    return tmp_path


@pytest.fixture
def url(checkout: Path) -> Iterator[str]:
    """The address of a server on its first start, with demo data."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    server = subprocess.Popen(
        [sys.executable, "-m", "config.run"],
        cwd=checkout,
        env=environment(DEBUG="1", PORT=port),
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + START
        while not answers(f"{url}/api/dashboard/health/"):
            assert server.poll() is None
            assert time.monotonic() < deadline, "it does not answer"
            time.sleep(0.3)
        yield url
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def environment(**more: str) -> dict[str, str]:
    """That of a newcomer: nothing is set but the path."""
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **more}


def answers(url: str) -> bool:
    try:
        return httpx.get(url).status_code == 200
    except httpx.TransportError:
        return False


def commands() -> list[str]:
    """The commands of the tour, in order."""
    section = (ROOT / "README.md").read_text().split("## A five-minute tour")[1].split("\n## ")[0]
    blocks = "".join(re.findall(r"```console\n(.*?)```", section, re.DOTALL))
    return [command.strip() for command in re.split(r"^\$ ", blocks, flags=re.MULTILINE)[1:]]


def test_a_newcomer_follows_the_tour(checkout: Path, url: str) -> None:
    told = commands()
    assert len(told) == 9
    script = "\necho; echo '~~~~'\n".join(told).replace("http://127.0.0.1:8000", url)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=checkout,
        env=environment(DEBUG="1"),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    _, chat, _, _, request, feedback, dashboard, export, check = done.stdout.split("~~~~\n")
    assert chat.startswith("HTTP/1.1 200")
    assert "Hello there" in chat
    seen = json.loads(request)
    assert (seen["endpoint"], seen["username"], seen["statusCode"]) == ("/api/chat/", "demo", 200)
    assert [(c["model"], c["costUsd"]) for c in seen["calls"]] == [("echo", None)]
    assert seen["totalTokens"] > 0
    assert json.loads(feedback)["rating"] == 5
    answer = json.loads(dashboard)
    assert answer["timezone"] == "Asia/Kathmandu"
    assert answer["summary"]["totalRequests"] == answer["summary"]["unpricedCalls"] == 1
    assert len(export.strip().splitlines()) == 2
    assert seen["id"] in export
    assert "drift: 0 cells" in check
