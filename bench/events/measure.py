"""A step: batches of events, sent to a real server by some clients at once."""

from __future__ import annotations

import http.client
import json
import statistics
import threading
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone

from bench.capture.writer_process import WriterProcess
from bench.server import served
from dashboard.models import Event, Project
from dashboard.projects.keys import issue

_BATCH = 100
_CLIENTS = 4
_LONGEST_WAIT = 600
_PATH = "/api/events/ingest/"


def bodies_of(events: int) -> list[bytes]:
    """Batches of a shop: visits of some events each, every event with an id of its own."""
    now = timezone.now().isoformat()
    made = [
        {
            "event": ("page_view", "page_view", "search", "add_to_cart", "purchase")[number % 5],
            "properties": {"plan": "pro", "position": number % 7, "amount": 12.5},
            "session_id": f"session-{number // 12}",
            "distinct_id": f"customer-{number // 12 % 5_000}",
            "page_url": f"https://shop.example/products/{number % 40}",
            "referrer": "https://search.example/",
            "timestamp": now,
            "event_id": f"event-{number}",
        }
        for number in range(events)
    ]
    return [
        json.dumps({"events": made[start : start + _BATCH]}).encode()
        for start in range(0, events, _BATCH)
    ]


def send(url: str, key: str, bodies: Sequence[bytes], millis: list[float]) -> None:
    """Send batches over one connection; each must be taken whole."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    headers = {"Content-Type": "application/json", "X-API-Key": key, "User-Agent": "Firefox/133"}
    for body in bodies:
        begun = time.perf_counter()
        connection.request("POST", _PATH, body, headers)
        response = connection.getresponse()
        answer = response.read()
        millis.append((time.perf_counter() - begun) * 1_000)
        assert response.status == 202, answer
        assert json.loads(answer)["rejected"] == 0, answer
    connection.close()


def main(events: int) -> dict[str, float]:
    """Events a second until all are accepted, and until all are rows."""
    call_command("migrate", verbosity=0)
    owner = get_user_model()._default_manager.create_superuser("bench-events")
    project = Project.objects.create(name="Shop", owner=owner)
    key = issue(project, by=owner).key
    bodies, millis = bodies_of(events), list[float]()
    writer = WriterProcess()
    with served() as url:
        send(url, key, [b'{"events": [{"event": "first"}]}'], [])
        begun = time.perf_counter()
        clients = [
            threading.Thread(target=send, args=[url, key, bodies[first::_CLIENTS], millis])
            for first in range(_CLIENTS)
        ]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        accepted = time.perf_counter() - begun
        while (stored := Event.objects.count()) <= events:
            assert time.perf_counter() - begun < _LONGEST_WAIT, f"only {stored} events are stored"
            time.sleep(0.1)
        written = time.perf_counter() - begun
    writer.stop()
    assert len(millis) == len(bodies), "a client has failed"
    return {
        "accepted": events / accepted,
        "stored": events / written,
        "median": statistics.median(millis),
        "p99": statistics.quantiles(millis, n=100)[98],
    }
