"""How tests ask for lists of requests, on a summer evening."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rest_framework.test import APIClient

NOW = dt.datetime(2025, 7, 20, 22, 30, tzinfo=dt.UTC)
URL = "/api/requests/"


def ago(**delta: float) -> dt.datetime:
    return NOW - dt.timedelta(**delta)


def ask(client: APIClient, **params: str) -> Any:
    """The answer of 200."""
    response = client.get(URL, params)
    assert response.status_code == 200, response.json()
    return response.json()


def paths(client: APIClient, **params: str) -> list[str]:
    """The paths of the requests found, in order."""
    return [row["path"] for row in ask(client, **params)["results"]]


def refuse(client: APIClient, query: str) -> tuple[int, str, list[str]]:
    """Status, code and the fields named of an answer that is none."""
    response = client.get(f"{URL}?{query}")
    error = response.json()["error"]
    return response.status_code, error["code"], list(error["details"])
