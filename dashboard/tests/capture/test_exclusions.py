"""Which requests become rows: a host's own, not the ones that watch it. And sampling."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from dashboard.ingest.ledger import ledger
from dashboard.tests.capture.recorder import (
    Recorder,
    call_rows,
    drift,
    session_totals,
    totals,
)

WATCHING = [
    "/admin/",
    "/admin/login/",
    "/observe/",
    "/observe/embedded/",
    "/observe/requests",
    "/observe/requests/0198290a-0000-7000-8000-000000000000",
    "/observe/users/3",
    "/observe/api/dashboard/",
    "/observe/api/dashboard/health/",
    "/observe/api/analytics/overview/",
    "/observe/api/requests/",
    "/observe/api/threats/",
    "/observe/api/projects/",
    "/observe/api/track/pageview/",
    "/observe/api/events/ingest/",
    "/observe/v1/traces",
    "/observe/api/schema/",
    "/observe/api/docs/",
    "/static/admin/css/base.css",
    "/metrics",
    "/favicon.ico",
]
USE = [
    "/plain/",
    "/observe/api/auth/token/",
    "/observe/api/feedback/",
    "/api/dashboard/",
    "/administrators/",
    "/observed/",
    "/users/3",
    "/observe/users/",
]


@pytest.mark.parametrize("path", WATCHING)
def test_watching_is_no_use(recorder: Recorder, path: str) -> None:
    assert "X-Request-ID" not in recorder.client.get(path)
    assert recorder.rows() == []


@pytest.mark.parametrize("path", USE)
def test_the_hosts_requests_are_use(recorder: Recorder, path: str) -> None:
    response = recorder.client.get(path)
    assert str(recorder.row().id) == response["X-Request-ID"]


def test_own_reads_can_be_logged(recorder: Recorder, configure: Any) -> None:
    configure(LOG_OWN_READS=True)
    for path in ("/admin/", "/observe/", "/observe/api/dashboard/", "/static/x.css", "/metrics"):
        recorder.client.get(path)
    logged = [row.path for row in recorder.rows()]
    assert logged == ["/admin/", "/observe/", "/observe/api/dashboard/"]


def test_a_host_can_leave_out_more(recorder: Recorder, configure: Any) -> None:
    configure(EXCLUDE_PATHS=["/plain"])
    for path in ("/plain/", "/plain-async/", "/metrics", "/items/1/parts/a/"):
        recorder.client.get(path)
    assert [row.path for row in recorder.rows()] == ["/metrics", "/items/1/parts/a/"]


def test_sampling_thins_rows_and_no_total(recorder: Recorder, configure: Any, user: User) -> None:
    configure(SAMPLE_RATE=0.25)
    call = {"model_name": "gpt-4o", "usage_data": {"prompt_tokens": 3, "completion_tokens": 2}}
    for number in range(400):
        if number % 2:
            recorder.client.get("/plain/" if number % 10 else "/nowhere/")
        else:
            recorder.log([call])
    rows = recorder.rows()
    # 400 draws at a quarter: 60 to 140 is more than four standard deviations each way.
    assert 60 < len(rows) < 140
    assert len(call_rows()) == sum(row.model_calls for row in rows)
    assert totals() == {
        "requests": 400,
        "failed": 0,
        "calls": 200,
        "prompt_tokens": 600,
        "completion_tokens": 400,
        "total_tokens": 1_000,
    }
    assert session_totals() == {"requests": 400, "total_tokens": 1_000}
    found = ledger()
    assert (found.accepted, found.stored, found.sampled) == (400, len(rows), 400 - len(rows))
    assert (found.rejected, found.queued, found.lost) == (0, 0, 0)


@pytest.mark.parametrize(("rate", "kept"), [(0, 0), (1, 20), (1.0, 20)])
def test_sampling_none_and_all(recorder: Recorder, configure: Any, rate: float, kept: int) -> None:
    configure(SAMPLE_RATE=rate)
    for _ in range(20):
        recorder.client.get("/plain/")
    assert (len(recorder.rows()), totals()["requests"]) == (kept, 20)
    assert rate == 0 or drift() == "drift: 0 cells"
