"""``/api/dashboard/export/``: what is on screen, as CSV and JSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from dashboard.tests.records import call, record, write

NOW = dt.datetime(2025, 7, 20, 22, 30, tzinfo=dt.UTC)
URL = "/api/dashboard/export/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_now")]


@pytest.fixture
def _at_now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def grace(api: APIClient, staff: User) -> APIClient:
    """A client of staff, with three requests to export."""
    api.force_authenticate(staff)
    hour = dt.timedelta(hours=1)
    write(
        [
            record(NOW - hour, country="DE", calls=[call("gpt-4o", cost_nanos=2_500_000)]),
            record(NOW - hour, status=404, path='/"quoted", and more/'),
            record(NOW - hour, calls=[call("=HYPERLINK(1)", provider="nobody")]),
        ]
    )
    return api


def download(client: APIClient, **params: str) -> tuple[Any, str]:
    """The response and its whole text."""
    response = client.get(URL, params)
    assert response.status_code == 200
    assert response.streaming
    return response, b"".join(response).decode()


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_series_join_what_the_charts_show(grace: APIClient) -> None:
    response, text = download(grace, range="24h")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == (
        'attachment; filename="series-20250719-20250720.csv"'
    )
    rows = rows_of(text)
    assert len(rows) == 25
    (busy,) = [row for row in rows if row["total"] != "0"]
    assert busy["timestamp"] == "2025-07-20T21:00:00Z"
    assert (busy["total"], busy["failed"], busy["costUsd"]) == ("3", "1", "0.0025")
    # Unknown is empty, not 0.
    assert rows[0]["p95Ms"] == ""


def test_json_has_numbers_and_nulls(grace: APIClient) -> None:
    response, text = download(grace, range="24h", format="json")
    assert response["Content-Type"] == "application/json"
    points = json.loads(text)
    assert len(points) == 25
    assert (points[-2]["total"], points[0]["p95Ms"]) == (3, None)


def test_a_panel(grace: APIClient) -> None:
    _, text = download(grace, section="errorsBreakdown")
    assert rows_of(text) == [
        {"statusCode": "404", "label": "Not Found", "count": "1", "percentage": "100.0"}
    ]


def test_an_empty_panel_still_has_its_names(grace: APIClient) -> None:
    _, text = download(grace, section="feedback")
    assert text == "id,createdAt,rating,comment,requestId,userId,username\r\n"
    _, text = download(grace, section="feedback", format="json")
    assert json.loads(text) == []


def test_a_cell_is_no_formula(grace: APIClient) -> None:
    _, text = download(grace, section="topModels")
    assert {row["model"] for row in rows_of(text)} == {"gpt-4o", "'=HYPERLINK(1)"}


def test_the_rows_themselves(grace: APIClient) -> None:
    _, text = download(grace, section="requests")
    assert len(rows_of(text)) == 3
    _, text = download(grace, section="requests", outcome="failed")
    (row,) = rows_of(text)
    assert (row["path"], row["statusCode"]) == ('/"quoted", and more/', "404")
    assert (row["createdAt"], row["costUsd"]) == ("2025-07-20T21:30:00Z", "")
    _, text = download(grace, section="requests", model="gpt-4o", format="json")
    (found,) = json.loads(text)
    assert (found["costUsd"], found["latencyMs"], found["userId"]) == (0.0025, 200.0, None)


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("format=xlsx", "UNKNOWN_FORMAT", "format"),
        ("section=weather", "UNKNOWN_SECTION", "section"),
        ("section=requests&status=x", "VALIDATION_ERROR", "status"),
        ("range=2w", "UNKNOWN_RANGE", "range"),
        # A filter of rows that no panel knows would be passed over in silence.
        ("section=topModels&status=404", "UNKNOWN_PARAMETER", "status"),
    ],
)
def test_what_is_refused(grace: APIClient, query: str, code: str, field: str) -> None:
    error = grace.get(f"{URL}?{query}").json()["error"]
    assert (error["code"], list(error["details"])) == (code, [field])


def test_others_export_their_own_requests_only(grace: APIClient, user: User) -> None:
    write([record(NOW, user=str(user.pk), path="/own/")])
    grace.force_authenticate(user)
    _, text = download(grace, section="requests")
    assert [row["path"] for row in rows_of(text)] == ["/own/"]


def test_needs_a_login(api: APIClient) -> None:
    assert api.get(URL).json()["error"]["code"] == "NOT_AUTHENTICATED"
