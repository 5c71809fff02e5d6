"""Staff, people and their traffic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from dashboard.ingest.record import Record
from dashboard.tests.api.analytics import world
from dashboard.tests.records import write

Ask = Callable[..., Any]


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(world.NOW, tick=False):
        yield


@pytest.fixture
def people(db: None) -> list[str]:
    """The keys of five accounts, whose names begin with a to e."""
    names = ("amara", "bela", "chiyo", "dalia", "emil")
    accounts = (User.objects.create_user(name, f"{name}@example.org") for name in names)
    return [str(account.pk) for account in accounts]


@pytest.fixture
def rows(people: list[str]) -> list[Record]:
    """Their requests, written in two batches."""
    made = world.traffic(people, 900)
    write(made[:400])
    write(made[400:])
    return made


@pytest.fixture
def ask(api: APIClient, staff: User) -> Ask:
    """The answer to staff, which must be 200."""
    api.force_authenticate(staff)

    def answer(name: str, **params: str) -> Any:
        response = api.get(f"/api/analytics/{name}/", params)
        assert response.status_code == 200, response.json()
        return response.json()

    return answer
