"""A block made in one process is known in all others within five seconds."""

from __future__ import annotations

import time

from dashboard.tests.durability.conftest import MakeSite
from dashboard.tests.durability.site import Site, wait_for

ATTACKER = {"X-Forwarded-For": "8.8.4.4"}
# New connections go to either worker; of so many none is likely to be all of one.
ENOUGH = 30
_SECONDS = 5.0


def statuses(site: Site) -> set[int]:
    """What the address gets, asked again and again over new connections."""
    return {site.get("/chat/", ATTACKER)[0] for _ in range(ENOUGH)}


def test_every_worker_knows_a_block_within_five_seconds(make_site: MakeSite) -> None:
    site = make_site(TRUSTED_PROXIES=["127.0.0.1/32"])
    site.serve("--workers", "2")
    wait_for(lambda: statuses(site) == {200}, "all workers to answer")
    code = "from dashboard.models import IPBlock; IPBlock.objects.create(network='8.8.4.0/24')"
    site.manage("shell", "--no-imports", "-c", code)
    made = time.monotonic()
    wait_for(lambda: statuses(site) == {403}, "all workers to refuse")
    assert time.monotonic() - made < _SECONDS
    assert site.get("/chat/", {"X-Forwarded-For": "8.8.5.4"})[0] == 200
    assert "lifted 1 blocks" in site.manage("lift_blocks", "--all")
    made = time.monotonic()
    wait_for(lambda: statuses(site) == {200}, "all workers to answer again")
    assert time.monotonic() - made < _SECONDS
