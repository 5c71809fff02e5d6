"""A web server with a step's database, as it is in production."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def served() -> Iterator[str]:
    """The address of a web server with this step's database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m", "uvicorn", "config.asgi:application", "--port", port]
    command += ["--lifespan", "off", "--log-level", "warning", "--no-access-log"]
    server = subprocess.Popen(command)
    url = f"http://127.0.0.1:{port}"
    try:
        while not _answers(f"{url}/api/dashboard/health/"):
            assert server.poll() is None, "the server ended"
            time.sleep(0.2)
        yield url
    finally:
        server.terminate()
        server.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url) as response:
            return bool(response.status == 200)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
