"""Invariant 2 for events: what was accepted is counted once, after kill -9 and sent again."""

from __future__ import annotations

import http.client
import json
import signal
import threading
from typing import Any

from dashboard.tests.durability.site import Site, wait_for

BATCH = 20
_MADE = "from django.contrib.auth.models import User; from dashboard.models import Project; " + (
    "from dashboard.projects.keys import issue; u = User.objects.create_user('ada'); "
    "print(issue(Project.objects.create(name='Shop', owner=u), by=u).key)"
)


def test_kill_9_in_the_middle_of_batches(site: Site) -> None:
    key = site.manage("shell", "--no-imports", "-c", _MADE).split()[-1]
    site.configure(RATE_LIMIT_PER_MINUTE=1_000_000)
    server = site.serve()
    accepted: list[int] = []
    sender = threading.Thread(target=_send, args=[site, key, accepted])
    sender.start()
    wait_for(lambda: _count(site, "SELECT count(*) FROM dashboard_event") > 5 * BATCH, "events")
    server.send_signal(signal.SIGKILL)
    server.wait()
    sender.join()
    site.serve()
    # Whoever got no answer sends again; whoever did may, too.
    for number in (0, 1, len(accepted)):
        assert _post(site, key, number)["accepted"] == BATCH
    events = (len(accepted) + 1) * BATCH
    counted = "SELECT sum(events) FROM dashboard_usagerollup WHERE dimension = 'events'"
    wait_for(
        lambda: _count(site, "SELECT count(*) FROM dashboard_event") >= events,
        "every accepted event",
    )
    for sql in (
        "SELECT count(*) FROM dashboard_event",
        "SELECT sum(events) FROM dashboard_usersession",
        *(f"{counted} AND period = {period}" for period in (1, 2, 3)),
    ):
        assert _count(site, sql) == events, sql
    assert site.manage("rebuild_rollups", "--check").startswith("drift: 0 cells")


def _send(site: Site, key: str, accepted: list[int]) -> None:
    """Batches one after the other, until nobody answers."""
    for number in range(20_000):
        try:
            _post(site, key, number)
        except (OSError, http.client.HTTPException):
            return
        accepted.append(number)


def _post(site: Site, key: str, number: int) -> Any:
    events = [
        {"event": "a", "session_id": f"s{number}", "event_id": f"{number}-{place}"}
        for place in range(BATCH)
    ]
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    headers = {"X-API-Key": key, "Content-Type": "application/json"}
    connection.request("POST", "/api/events/ingest/", json.dumps({"events": events}), headers)
    response = connection.getresponse()
    answer = response.read()
    connection.close()
    assert response.status == 202, answer
    return json.loads(answer)


def _count(site: Site, sql: str) -> int:
    return int(site.database.query(sql)[0][0] or 0)
