"""A step: the admin's pages of requests, through Django's test client, as staff."""

from __future__ import annotations

import statistics
import time
from unittest import mock

from django.contrib.auth import get_user_model
from django.test import Client

from bench.traffic.history import NOW
from dashboard.models.request_log import RequestLog

_LIST = "/admin/dashboard/requestlog/"


def staff_client() -> Client:
    """Somebody who sees everything, logged in."""
    accounts = get_user_model()._default_manager
    staff, _ = accounts.get_or_create(
        username="bench-admin", defaults={"is_staff": True, "is_superuser": True}
    )
    client = Client()
    client.force_login(staff, "django.contrib.auth.backends.ModelBackend")
    return client


def milliseconds(client: Client, path: str, question: dict[str, str], calls: int) -> float:
    """The median time of a page, after one that warms up."""
    times = []
    for _ in range(calls + 1):
        started = time.perf_counter()
        response = client.get(path, question)
        times.append((time.perf_counter() - started) * 1_000)
        assert response.status_code == 200, f"{path} {question}: {response.status_code}"
    return statistics.median(times[1:])


def last_page(client: Client, question: dict[str, str]) -> dict[str, str]:
    """The question for the last page of a list."""
    context = client.get(_LIST, question).context_data
    assert context is not None
    return question | {"p": str(context["cl"].paginator.num_pages)}


def main(questions: list[dict[str, str]], calls: int) -> dict[str, list[float]]:
    """The times of the first and of the last page for each question, and of a request's page."""
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        client = staff_client()
        first = [milliseconds(client, _LIST, question, calls) for question in questions]
        last = [
            milliseconds(client, _LIST, last_page(client, question), calls)
            for question in questions
        ]
        newest = RequestLog.objects.order_by("-created_at").values_list("pk", flat=True)[0]
        page = milliseconds(client, f"{_LIST}{newest}/change/", {}, calls)
    return {"first": first, "last": last, "page": [page]}
