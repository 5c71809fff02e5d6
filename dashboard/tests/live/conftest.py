"""A served site, the accounts in it, and clients that watch it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from dashboard.tests.durability.conftest import make_site, migrated, site
from dashboard.tests.durability.site import Site

__all__ = ["make_site", "migrated", "site"]

ACCOUNTS = """
from django.contrib.auth.models import User
from rest_framework_simplejwt.tokens import AccessToken
from datetime import timedelta
import json
grace = User.objects.create_superuser("grace", password="correct horse battery")
ada = User.objects.create_user("ada")
expired = AccessToken.for_user(grace)
expired.set_exp(lifetime=timedelta(seconds=-1))
print(json.dumps({
    "grace": str(AccessToken.for_user(grace)), "ada": str(AccessToken.for_user(ada)),
    "expired": str(expired), "forged": str(AccessToken.for_user(grace))[:-3] + "abc",
}))
"""


@dataclass
class Watched:
    """A served site, and tokens by name."""

    site: Site
    tokens: dict[str, str]

    @contextmanager
    def watch(
        self,
        token: str = "",
        path: str = "/ws/dashboard/",
        origin: str | None = None,
        **headers: str,
    ) -> Iterator[ClientConnection]:
        """A socket, opened with one of the tokens."""
        offered = [Subprotocol("dashboard.live")]
        if token:
            offered.append(Subprotocol(f"token.{self.tokens[token]}"))
        port = self.site.port
        with connect(
            f"ws://127.0.0.1:{port}{path}",
            subprotocols=offered,
            origin=Origin(origin or f"http://127.0.0.1:{port}"),
        ) as socket:
            yield socket


@pytest.fixture
def accounts(site: Site) -> Watched:
    """A site that is not served yet, with the pages of the project."""
    site.urls = "dashboard.tests.durability.whole_site"
    return Watched(site, json.loads(site.manage("shell", "-v0", "-c", ACCOUNTS).splitlines()[-1]))


@pytest.fixture
def watched(accounts: Watched) -> Watched:
    """The site of a server with its writer."""
    accounts.site.serve()
    return accounts


def read(socket: ClientConnection, seconds: float = 10) -> Any:
    """The next message."""
    return json.loads(socket.recv(seconds))


def close_code(socket: ClientConnection, seconds: float = 20) -> int | None:
    """The code with which the server closes, whatever it says before."""
    try:
        while True:
            socket.recv(seconds)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None
