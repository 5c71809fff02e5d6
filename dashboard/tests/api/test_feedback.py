"""``/api/feedback/``: one rating a user and request, which may be changed."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from rest_framework.test import APIClient

from dashboard.models import FeedbackLog
from dashboard.models.fields import to_micros
from dashboard.models.ids import new_id
from dashboard.tests.records import record, write

URL = "/api/feedback/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(api: APIClient, user: User) -> APIClient:
    """A client of an ordinary user."""
    api.force_authenticate(user)
    return api


def of_now() -> uuid.UUID:
    return uuid.UUID(bytes=new_id(to_micros(timezone.now())))


def test_rates_once_and_changes_later(ada: APIClient, user: User) -> None:
    made = record(timezone.now(), user=str(user.pk))
    write([made])
    id = str(uuid.UUID(bytes=made.id))
    first = ada.post(URL, {"requestId": id, "rating": 2, "comment": " Slow "})
    assert first.status_code == 201
    assert first.json()["comment"] == "Slow"
    second = ada.post(URL, {"requestId": id, "rating": 5})
    assert second.status_code == 200
    row = FeedbackLog.objects.get()
    assert (row.rating, row.comment, str(row.request_log_id)) == (5, "", id)
    assert row.request_log.endpoint == "/api/chat/"


def test_is_taken_before_the_row_is_written(ada: APIClient) -> None:
    id = of_now()
    assert ada.post(URL, {"requestId": str(id), "rating": 3}).status_code == 201
    assert FeedbackLog.objects.get().request_log_id == id


def test_refuses_what_is_not_ones_own(ada: APIClient, staff: User) -> None:
    others = record(timezone.now(), user=str(staff.pk))
    nobodys = record(timezone.now())
    write([others, nobodys])
    for made in (others, nobodys):
        response = ada.post(URL, {"requestId": str(uuid.UUID(bytes=made.id)), "rating": 3})
        assert response.status_code == 403
        assert response.json()["error"]["code"] == "NOT_YOUR_REQUEST"
    assert not FeedbackLog.objects.exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"rating": 0}, "rating"),
        ({"rating": 6}, "rating"),
        ({"rating": "good"}, "rating"),
        ({"rating": 4.5}, "rating"),
        ({"rating": 3, "requestId": "no-id"}, "requestId"),
        ({"rating": 3, "comment": "x" * 4001}, "comment"),
    ],
)
def test_refuses_nonsense(ada: APIClient, body: dict[str, Any], field: str) -> None:
    response = ada.post(URL, {"requestId": str(of_now()), **body})
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "VALIDATION_ERROR"
    assert list(response.json()["error"]["details"]) == [field]


def test_refuses_ids_that_were_never_given_out(ada: APIClient) -> None:
    later = uuid.UUID(bytes=new_id(to_micros(timezone.now() + dt.timedelta(hours=1))))
    for id in (uuid.uuid4(), later):
        response = ada.post(URL, {"requestId": str(id), "rating": 3})
        assert (response.status_code, response.json()["error"]["code"]) == (400, "UNKNOWN_REQUEST")


def test_needs_a_login(api: APIClient) -> None:
    response = api.post(URL, {"requestId": str(of_now()), "rating": 3})
    assert (response.status_code, response.json()["error"]["code"]) == (401, "NOT_AUTHENTICATED")
