"""Fixtures of lists of requests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from dashboard.tests.api.lists import NOW


@pytest.fixture
def at_now() -> Iterator[None]:
    """It is ``NOW``, and stays so."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def grace(api: APIClient, staff: User) -> APIClient:
    """A client of staff."""
    api.force_authenticate(staff)
    return api
