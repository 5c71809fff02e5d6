"""A step: answers of ``/api/analytics/``, each held against the rows before it is timed."""

from __future__ import annotations

from unittest import mock

from django.db.models import Avg

from bench.answers import milliseconds, staff_client
from bench.traffic.history import NOW
from dashboard.models.request_log import RequestLog
from dashboard.models.user_session import UserSession

_ROOT = "/api/analytics/"


def main(questions: list[tuple[str, dict[str, str]]], calls: int) -> dict[str, list[float]]:
    """The times by the number of the question; and how many sessions there are.

    ``sessions/{longest}/`` stands for the session with the most requests, ``{usual}`` for one of
    the mean number.
    """
    by_requests = UserSession.objects.values_list("pk", flat=True)
    mean = round(UserSession.objects.aggregate(mean=Avg("requests"))["mean"])
    sessions_by_name = {
        "longest": by_requests.order_by("-requests")[0],
        "usual": by_requests.filter(requests=mean).order_by("-session_start")[0],
    }
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        client = staff_client()
        counted = client.get(f"{_ROOT}overview/", {"days": "all"}).json()
        sessions = UserSession.objects.count()
        assert counted["sessions"] == sessions > 0, f"{counted} instead of {sessions} sessions"
        assert counted["totalRequests"] == RequestLog.objects.count()
        times = []
        for path, question in questions:
            url = _ROOT + path.format(**sessions_by_name)
            assert client.get(url, question).status_code == 200, url
            times.append(milliseconds(client, url, question, calls))
    return {"answers": times, "sessions": [sessions]}
