"""Timing the API's answers in process, as staff."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from django.contrib.auth import get_user_model
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken


def staff_client() -> APIClient:
    """A client with the token of somebody who sees everything."""
    accounts = get_user_model()._default_manager
    staff, _ = accounts.get_or_create(username="bench-staff", defaults={"is_staff": True})
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {AccessToken.for_user(staff)}")
    return client


def milliseconds(
    client: APIClient,
    path: str,
    question: dict[str, str],
    calls: int,
    before: Callable[[int], object] = int,
) -> float:
    """The median time of an answer. ``before`` is told how many calls are left, untimed."""
    times = []
    for left in reversed(range(calls)):
        before(left)
        started = time.perf_counter()
        answer = client.get(path, question)
        times.append((time.perf_counter() - started) * 1_000)
        assert answer.status_code == 200, f"{path} {question}: {answer.content!r}"
    return statistics.median(times)
