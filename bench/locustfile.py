"""Load for a running site: visitors who open pages, search and buy, as Locust users.

    .venv/bin/locust -f bench/locustfile.py --host http://127.0.0.1:8000 --users 50

The key of a project comes in the environment variable PROJECT_KEY. Its limit is the server's
RATE_LIMIT_PER_MINUTE, and answers of 429 count as failures here.
"""

from __future__ import annotations

import os
import random
import time
import uuid
from typing import Any

from locust import HttpUser, between, task

_PAGES = ("/", "/products", "/products/lamp", "/products/desk", "/about")
_MOST_WAITING = 20


class Visitor(HttpUser):
    """One browser: it sends what it did in batches, as the script for websites does."""

    wait_time = between(0.5, 3)

    def on_start(self) -> None:
        """A visit begins."""
        self.client.headers["X-API-Key"] = os.environ["PROJECT_KEY"]
        self.session = uuid.uuid4().hex
        self.waiting: list[dict[str, Any]] = []

    def happened(self, event: str, **properties: object) -> None:
        """Note an event, and send the batch when it is full."""
        self.waiting.append(
            {
                "event": event,
                "properties": properties,
                "session_id": self.session,
                "page_url": f"https://shop.example{random.choice(_PAGES)}",
                "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                "event_id": uuid.uuid4().hex,
            }
        )
        if len(self.waiting) >= _MOST_WAITING:
            self.flush()

    def flush(self) -> None:
        """Send what waits; a server that takes a part only has failed."""
        batch, self.waiting = self.waiting, []
        with self.client.post(
            "/api/events/ingest/", json={"events": batch}, catch_response=True
        ) as response:
            if response.status_code != 202:
                response.failure(f"answered {response.status_code}")
            elif response.json()["accepted"] != len(batch):
                response.failure("a part was rejected")

    @task(10)
    def open_pages(self) -> None:
        """A few page views in a row."""
        for _ in range(random.randint(1, 5)):
            self.happened("page_view")

    @task(3)
    def search(self) -> None:
        """A search."""
        self.happened("search", query="lamp")

    @task(1)
    def buy(self) -> None:
        """A purchase, which is told at once."""
        self.happened("purchase", amount=random.randint(10, 400), currency="EUR")
        self.flush()
