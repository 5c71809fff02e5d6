"""Several workers: whoever reads, each of those who watch is told everything once."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
import redis

from dashboard.tests.conftest import REDIS_URL
from dashboard.tests.live.conftest import Watched, read

REQUESTS = 40
# So many that each worker has one, most likely.
SOCKETS = 8


@pytest.mark.parametrize(
    "layer", ["memory", pytest.param("redis", marks=pytest.mark.service("redis"))]
)
def test_all_are_told_everything_once(accounts: Watched, layer: str) -> None:
    site = accounts.site
    if layer == "redis":
        site.redis_url = REDIS_URL
        # What an earlier run has left: who reads, and how far it was.
        server = redis.Redis.from_url(REDIS_URL)
        server.delete(":1:dashboard.live.reader", ":1:dashboard.live.position")
    site.serve("--workers", "2")
    with ExitStack() as stack:
        sockets = [stack.enter_context(accounts.watch("grace")) for _ in range(SOCKETS)]
        for socket in sockets:
            assert read(socket) == {"type": "watching"}
        site.load(REQUESTS)
        for number, socket in enumerate(sockets):
            ids: list[str] = []
            count = 0
            while count < REQUESTS:
                news = read(socket)["requests"]
                count += news["count"]
                ids += [row["id"] for row in news["rows"]]
            assert count == REQUESTS, number
            assert len(ids) == len(set(ids))
        assert site.get("/plain/")[0] == 200
        for socket in sockets:
            assert read(socket)["requests"]["count"] == 1
