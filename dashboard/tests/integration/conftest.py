"""The second project: the wheel in an empty environment, and docs/integration.md put into it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[3]
HOST = Path(__file__).resolve().parent / "host"
PAGE = (ROOT / "docs" / "integration.md").read_text()


@dataclass
class Shop:
    """The running project."""

    folder: Path
    python: Path
    url: str

    def manage(self, *arguments: str) -> str:
        """What a command of its ``manage.py`` prints."""
        return run(self.python, "manage.py", *arguments, cwd=self.folder)


def run(*command: str | Path, cwd: Path) -> str:
    """The output of a command, which has to succeed."""
    done = subprocess.run(
        command, cwd=cwd, env=_environment(), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def _environment() -> dict[str, str]:
    """What is said of these tests' own settings is not for the second project."""
    ours = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PYTHONPATH")
    return {name: value for name, value in os.environ.items() if name not in ours}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, from a copy of what it is made of."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(
        ROOT / "dashboard", source / "dashboard", ignore=shutil.ignore_patterns("tests")
    )
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "wheel", "--no-deps", "--wheel-dir", "dist", ".", cwd=source)
    (found,) = (source / "dist").glob("*.whl")
    return found


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Shop:
    """The project in an environment that has the wheel and what it depends on, and no more."""
    folder = tmp_path_factory.mktemp("shop")
    shutil.copytree(HOST, folder, dirs_exist_ok=True)
    for name, block in re.findall(r"<!-- (\w+\.py) -->\n```python\n(.*?)```", PAGE, re.DOTALL):
        with (folder / "shop" / name).open("a") as file:
            file.write(f"\n\n{block}")
    run(sys.executable, "-m", "venv", "env", cwd=folder)
    python = folder / "env" / "bin" / "python"
    pip = (python, "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "install", wheel, cwd=folder)
    shop = Shop(folder, python, "")
    shop.manage("migrate", "--verbosity=0")
    return shop


@pytest.fixture(scope="session")
def shop(project: Shop) -> Iterator[Shop]:
    """The project, serving."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(project.python), "manage.py", "runserver", "--noreload", str(port)]
    with (project.folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=project.folder, env=_environment(), stdout=log, stderr=log
        )
    project.url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{project.url}/answer/")
        yield project
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(url: str) -> None:
    for _ in range(100):
        try:
            httpx.get(url)
            return
        except httpx.TransportError:
            time.sleep(0.2)
    raise AssertionError(f"{url} does not answer")
