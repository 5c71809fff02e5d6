"""``/api/track/``: page views and heartbeats, from the front door to rows and rollups."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from dashboard.models import PageView, UserNumber, UserSession
from dashboard.tests.api.analytics.world import FIREFOX
from dashboard.tests.capture.recorder import Recorder, drift, journal_folder, recorder, totals

__all__ = ["journal_folder", "recorder"]
START = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
PAGE = "/api/track/pageview/"
BEAT = "/api/track/heartbeat/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(recorder: Recorder, settings: Any, api: APIClient, user: User) -> APIClient:
    """A client of somebody signed in, whose journal the recorder drains."""
    settings.ROOT_URLCONF = "config.urls"
    api.force_authenticate(user)
    api.credentials(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="203.0.113.7")
    return api


def test_a_page_view_becomes_a_row_of_its_visit(
    ada: APIClient, recorder: Recorder, user: User, django_assert_num_queries: Any
) -> None:
    told = {"path": "/chat?token=x#a", "referrer": "/", "session_id": "t1", "duration_ms": 1500}
    with time_machine.travel(START, tick=False), django_assert_num_queries(0):
        response = ada.post(PAGE, told, format="json")
    assert (response.status_code, response.json()) == (202, {"accepted": True})
    recorder.drain()
    row = PageView.objects.get()
    visit = UserSession.objects.get()
    assert (row.path, row.referrer, row.client_session) == ("/chat", "/", "t1")
    assert (row.duration_ms, row.created_at, row.user_id) == (1500.0, START, user.pk)
    assert row.session_id == visit.pk
    assert (visit.page_views, visit.requests, visit.platform) == (1, 0, "web")
    assert UserNumber.objects.get().last_seen == START
    assert totals()["requests"] == 0
    assert drift() == "drift: 0 cells"


def test_signs_of_life_make_one_visit_until_half_an_hour_of_silence(
    ada: APIClient, recorder: Recorder
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        ada.post(PAGE, {"path": "/a"}, format="json")
        for _ in range(3):
            clock.shift(25 * MINUTE)
            ada.post(BEAT, {"session_id": "t1"}, format="json")
        recorder.drain()
        clock.shift(29 * MINUTE)
        ada.post(PAGE, {"path": "/b"}, format="json")
        clock.shift(31 * MINUTE)
        ada.post(BEAT, {}, format="json")
    recorder.drain()
    visits = UserSession.objects.order_by("session_start").values_list(
        "session_start", "last_activity", "page_views"
    )
    assert list(visits) == [
        (START, START + 104 * MINUTE, 2),
        (START + 135 * MINUTE, START + 135 * MINUTE, 0),
    ]
    assert PageView.objects.count() == 2
    assert drift() == "drift: 0 cells"


@pytest.mark.django_db(transaction=True)
def test_a_journal_replayed_adds_nothing(ada: APIClient, recorder: Recorder) -> None:
    """Exactly once."""
    for path in ("/a", "/b", "/c"):
        ada.post(PAGE, {"path": path}, format="json")
    journal = recorder.close_journal()
    shutil.copy(journal, recorder.folder / "copy.journal")
    recorder.drain()
    recorder.drain()
    assert PageView.objects.count() == 3
    assert UserSession.objects.get().page_views == 3
    assert drift() == "drift: 0 cells"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "path"),
        ({"path": ""}, "path"),
        ({"path": "?a=b"}, "path"),
        ({"path": "/", "duration_ms": -1}, "duration_ms"),
        ({"path": "/", "session_id": "x" * 65}, "session_id"),
    ],
)
def test_what_makes_no_sense_is_refused(
    ada: APIClient, recorder: Recorder, body: dict[str, Any], field: str
) -> None:
    response = ada.post(PAGE, body, format="json")
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (400, "VALIDATION_ERROR")
    assert [*error["details"]] == [field]
    assert recorder.drain() == 0


def test_for_who_is_signed_in(api: APIClient, db: None) -> None:
    assert api.post(PAGE, {"path": "/"}, format="json").status_code == 401
    assert api.post(BEAT, {}, format="json").status_code == 401
