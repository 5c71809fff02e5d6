"""docs/deployment.md's nginx, as it stands there but for its ports, before a served site."""

from __future__ import annotations

import http.server
import re
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from dashboard.tests.durability.site import wait_for
from dashboard.tests.live.conftest import (
    Watched,
    accounts,
    make_site,
    migrated,
    read,
    site,
    watched,
)

__all__ = ["accounts", "make_site", "migrated", "site", "watched"]

pytestmark = pytest.mark.service("nginx")

PAGE = Path(__file__).resolve().parents[3] / "docs" / "deployment.md"
HOST = "127.0.0.1"


class Protected(http.server.BaseHTTPRequestHandler):
    """The other service: says whom nginx says it is."""

    def do_GET(self) -> None:
        """The id of the account."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"hello {self.headers['X-User']}".encode())

    def log_message(self, *args: Any) -> None:
        """Nothing."""


@pytest.fixture
def protected() -> Iterator[int]:
    """The port of the other service."""
    with http.server.ThreadingHTTPServer((HOST, 0), Protected) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def nginx(watched: Watched, protected: int, tmp_path: Path) -> Iterator[int]:
    """The port of an nginx with the documented block."""
    (block,) = re.findall(r"<!-- nginx.conf -->\n```nginx\n(.*?)```", PAGE.read_text(), re.DOTALL)
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    ports = {"443": port, "8000": watched.site.port, "3000": protected}
    for documented, real in ports.items():
        block, changed = re.subn(rf"{re.escape(HOST)}:{documented}\b", f"{HOST}:{real}", block)
        assert changed
    block = block.replace("watch.example.org", HOST)
    folders = "".join(
        f"{name}_temp_path {tmp_path}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file = tmp_path / "nginx.conf"
    file.write_text(
        f"daemon off;\npid {tmp_path}/pid;\nerror_log {tmp_path}/error.log;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{folders}{block}}}\n"
    )
    server = subprocess.Popen(["nginx", "-c", str(file), "-p", str(tmp_path)])
    try:
        wait_for(lambda: _answers(port), "nginx to answer")
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex((HOST, port)) == 0


def test_staff_alone_get_into_the_other_service(nginx: int, watched: Watched) -> None:
    with httpx.Client(base_url=f"http://{HOST}:{nginx}") as client:

        def ask(token: str) -> httpx.Response:
            value = f"Bearer {watched.tokens[token]}" if token else ""
            return client.get("/grafana/d/1", headers={"Authorization": value})

        assert [ask(token).status_code for token in ("", "forged", "ada")] == [401, 401, 403]
        assert (ask("grace").status_code, ask("grace").text) == (200, "hello 1")
        assert client.get("/_signed_in").status_code == 404
        assert client.get("/plain/").text == "plain"


def test_live_pages_work(nginx: int, watched: Watched) -> None:
    offered = [Subprotocol("dashboard.live"), Subprotocol(f"token.{watched.tokens['grace']}")]
    url = f"ws://{HOST}:{nginx}/ws/dashboard/"
    with connect(url, subprotocols=offered, origin=Origin(f"http://{HOST}:{nginx}")) as client:
        assert read(client) == {"type": "watching"}
        httpx.get(f"http://{HOST}:{nginx}/plain/")
        (row,) = read(client)["requests"]["rows"]
        assert row["endpoint"] == "/plain/"
