"""A step: whole answers of ``/api/dashboard/``, through Django's handler, as staff."""

from __future__ import annotations

import datetime as dt
import statistics
import time
from unittest import mock

from django.contrib.auth import get_user_model
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from bench.dashboard import raw_rows
from bench.traffic.history import NOW
from dashboard.models.request_log import RequestLog

_PATH = "/api/dashboard/"


def staff_client() -> APIClient:
    """A client with the token of somebody who sees everything."""
    accounts = get_user_model()._default_manager
    staff, _ = accounts.get_or_create(username="bench-staff", defaults={"is_staff": True})
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {AccessToken.for_user(staff)}")
    return client


def milliseconds(client: APIClient, question: dict[str, str], calls: int) -> float:
    """The median time of an answer, after one that warms up and is compared with the rows."""
    answer = client.get(_PATH, question)
    assert answer.status_code == 200, answer.content
    _compare(answer.json(), question)
    times = []
    for _ in range(calls):
        started = time.perf_counter()
        answer = client.get(_PATH, question)
        times.append((time.perf_counter() - started) * 1_000)
        assert answer.status_code == 200
    return statistics.median(times)


def _compare(answer: dict[str, object], question: dict[str, str]) -> None:
    names = {"model": "model_name", "endpoint": "endpoint"}
    rows = RequestLog.objects.filter(
        created_at__gte=dt.datetime.fromisoformat(str(answer["start"])),
        **{names[name]: value for name, value in question.items() if name in names},
    )
    summary = answer["summary"]
    assert isinstance(summary, dict)
    wanted = rows.count()
    assert summary["totalRequests"] == wanted > 0, f"{summary} instead of {wanted} requests"


def main(
    questions: list[dict[str, str]], calls: int, raw_days: list[int]
) -> dict[str, list[float]]:
    """The times of the answers, by the number of the question, and those of raw rows."""
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        client = staff_client()
        found = [milliseconds(client, question, calls) for question in questions]
    raw = [
        statistics.median(
            raw_rows.milliseconds(NOW - dt.timedelta(days=days), NOW) for _ in range(3)
        )
        for days in raw_days
    ]
    return {"answers": found, "raw": raw}
