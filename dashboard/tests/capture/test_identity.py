"""Whose request it was: by session, by token, or nobody's."""

from __future__ import annotations

import datetime as dt
from typing import Any

import jwt
import pytest
import time_machine
from asgiref.sync import async_to_sync
from django.contrib.auth.models import User
from django.test import AsyncClient
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from dashboard.models import RequestLog
from dashboard.tests.capture.recorder import Recorder

NOON = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)


def identity(row: RequestLog) -> tuple[Any, bool]:
    return row.user_id, row.is_authenticated


def bearer(token: object) -> str:
    return f"Bearer {token}"


@pytest.mark.parametrize("path", ["/who/", "/who-async/"])
def test_a_session_login_that_the_view_looks_at(recorder: Recorder, user: User, path: str) -> None:
    recorder.client.force_login(user)
    assert recorder.client.get(path).content == b"ada"
    row = recorder.row()
    assert identity(row) == (user.pk, True)
    assert row.session.user_id == user.pk


def test_a_session_login_under_asgi(recorder: Recorder, user: User) -> None:
    client = AsyncClient()
    client.force_login(user)
    assert async_to_sync(client.get)("/who-async/").content == b"ada"
    assert identity(recorder.row()) == (user.pk, True)


def test_a_session_that_no_view_looks_at_costs_no_query(
    recorder: Recorder, user: User, django_assert_num_queries: Any
) -> None:
    recorder.client.force_login(user)
    with django_assert_num_queries(0):
        recorder.client.get("/plain/")
    assert identity(recorder.row()) == (None, False)


@pytest.mark.parametrize("path", ["/members/", "/plain/", "/plain-async/", "/nowhere/"])
def test_a_token_whether_or_not_the_view_looks_at_it(
    recorder: Recorder, user: User, path: str
) -> None:
    recorder.client.get(path, HTTP_AUTHORIZATION=bearer(AccessToken.for_user(user)))
    assert identity(recorder.row()) == (user.pk, True)


def test_a_verified_token_costs_no_query(
    recorder: Recorder, user: User, django_assert_num_queries: Any
) -> None:
    token = AccessToken.for_user(user)
    with django_assert_num_queries(0):
        recorder.client.get("/plain/", HTTP_AUTHORIZATION=bearer(token))


def forged(user: User) -> str:
    claims = dict(AccessToken.for_user(user).payload)
    return jwt.encode(claims, "another key, of sufficient length for HS256", "HS256")


def unsigned(user: User) -> str:
    return jwt.encode(dict(AccessToken.for_user(user).payload), None, "none")


def changed(user: User) -> str:
    head, body, signature = str(AccessToken.for_user(user)).split(".")
    return f"{head}.{body[:-2]}AA.{signature}"


def refresh(user: User) -> str:
    return str(RefreshToken.for_user(user))


def without_user(user: User) -> str:
    return str(AccessToken())


@pytest.mark.parametrize("make", [forged, unsigned, changed, refresh, without_user])
def test_tokens_that_prove_nothing(recorder: Recorder, user: User, make: Any) -> None:
    response = recorder.client.get("/plain/", HTTP_AUTHORIZATION=bearer(make(user)))
    assert response.status_code == 200
    assert identity(recorder.row()) == (None, False)


@pytest.mark.parametrize(
    "header",
    ["Bearer ", "Bearer", "bearer x", "Basic YWRhOnB3", "Token abc", "Bearer " + "x" * 60_000],
)
def test_headers_that_are_no_token(recorder: Recorder, header: str) -> None:
    assert recorder.client.get("/plain/", HTTP_AUTHORIZATION=header).status_code == 200
    assert identity(recorder.row()) == (None, False)


def test_a_token_ends_when_it_says_so(recorder: Recorder, user: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        token = bearer(AccessToken.for_user(user))
        lifetime = AccessToken.lifetime
        recorder.client.get("/plain/", HTTP_AUTHORIZATION=token)
        clock.shift(lifetime - dt.timedelta(seconds=1))
        recorder.client.get("/plain/", HTTP_AUTHORIZATION=token)
        clock.shift(dt.timedelta(seconds=2))
        recorder.client.get("/plain/", HTTP_AUTHORIZATION=token)
    assert list(map(identity, recorder.rows())) == [(user.pk, True), (user.pk, True), (None, False)]


def test_visitors_are_told_apart_by_their_session_cookie(recorder: Recorder) -> None:
    for key in ("first", "second", "first"):
        recorder.client.cookies["sessionid"] = key
        recorder.client.get("/plain/")
    first, second, again = recorder.rows()
    assert first.session_id == again.session_id != second.session_id
    assert (first.session.requests, second.session.requests) == (2, 1)


def test_a_login_is_one_visit_whatever_its_cookie(recorder: Recorder, user: User) -> None:
    for _ in range(2):
        recorder.client.force_login(user)
        recorder.client.get("/who/")
    first, second = recorder.rows()
    assert first.session_id == second.session_id
