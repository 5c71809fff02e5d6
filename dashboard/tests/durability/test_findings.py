"""What a server has taken in to be searched is searched before it ends, and counted once."""

from __future__ import annotations

import signal

import pytest

from dashboard.tests.durability.site import Site

_FOUND = "SELECT count FROM dashboard_threatlog WHERE threat_type = 'sql_injection'"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_findings_are_drained_when_the_server_ends(site: Site, number: signal.Signals) -> None:
    server = site.serve()
    for _ in range(5):
        assert site.get("/plain/?id=1'%20OR%20'1'='1")[0] == 200
    server.send_signal(number)
    server.wait(30)
    site.manage("run_ingest_worker", "--once")
    assert site.database.query(_FOUND) == [(5,)]
    scanned = site.database.query("SELECT sum(scanned), sum(unscanned) FROM dashboard_checkpoint")
    assert scanned[0][0] >= 5
    assert scanned[0][1] == 0
