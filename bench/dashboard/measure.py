"""A step: whole answers of ``/api/dashboard/``, through Django's handler, as staff."""

from __future__ import annotations

import datetime as dt
import statistics
from unittest import mock

from bench.answers import milliseconds, staff_client
from bench.dashboard import raw_rows
from bench.traffic.history import NOW
from dashboard.models.request_log import RequestLog

_PATH = "/api/dashboard/"
# As often as the page asks.
_POLL = dt.timedelta(seconds=30)


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
    """The times of the answers, by the number of the question, and those of raw rows.

    Each is asked as a page asks that polls: the same question, half a minute later each time.
    """

    def poll(left: int) -> None:
        now.return_value = NOW - left * _POLL

    with mock.patch("django.utils.timezone.now", return_value=NOW) as now:
        client = staff_client()
        found = []
        for question in questions:
            # One that warms up, too.
            _compare(client.get(_PATH, question).json(), question)
            found.append(milliseconds(client, _PATH, question, calls, poll))
    raw = [
        statistics.median(
            raw_rows.milliseconds(NOW - dt.timedelta(days=days), NOW) for _ in range(3)
        )
        for days in raw_days
    ]
    return {"answers": found, "raw": raw}
