"""What is kept of errors: their type and message, without the secrets in them."""

from __future__ import annotations

from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.handlers.asgi import ASGIHandler
from django.test import AsyncClient

from dashboard.models import RequestLog
from dashboard.tests.capture.recorder import Recorder, totals

OWN_HANDLER = "dashboard.api.errors.exception_handler"
PLAIN_HANDLER = "rest_framework.views.exception_handler"


def error(row: RequestLog) -> tuple[int | None, str, str]:
    return row.status_code, row.error_type, row.error_message


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/failing/error/", (500, "RuntimeError", "it broke")),
        ("/failing/async/", (500, "LookupError", "it broke")),
        ("/failing/denied/", (403, "PermissionDenied", "not yours")),
        ("/failing/missing/", (404, "Http404", "no such thing")),
        ("/plain/", (200, "", "")),
    ],
)
def test_exceptions_of_views(recorder: Recorder, path: str, expected: tuple[int, str, str]) -> None:
    assert recorder.client.get(path).status_code == expected[0]
    assert error(recorder.row()) == expected
    assert totals()["failed"] == (expected[0] >= 400)


def test_exceptions_under_asgi(recorder: Recorder) -> None:
    client = AsyncClient(raise_request_exception=False)
    assert async_to_sync(client.get)("/failing/async/").status_code == 500
    assert error(recorder.row()) == (500, "LookupError", "it broke")


@pytest.mark.parametrize(
    ("kind", "plain", "own"),
    [
        (
            "missing",
            (404, "not_found", "There is no such conversation."),
            (404, "NOT_FOUND", "There is no such conversation."),
        ),
        ("text", (503, "", "The model is overloaded."), (503, "", "The model is overloaded.")),
        ("list", (400, "", ""), (400, "", "")),
    ],
)
def test_refusals_of_rest_framework_views(
    recorder: Recorder,
    settings: Any,
    kind: str,
    plain: tuple[int, str, str],
    own: tuple[int, str, str],
) -> None:
    for handler in (PLAIN_HANDLER, OWN_HANDLER):
        settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "EXCEPTION_HANDLER": handler}
        recorder.client.get(f"/refusing/{kind}/")
    assert list(map(error, recorder.rows())) == [plain, own]


def test_what_a_client_sent_is_not_kept_as_a_message(recorder: Recorder, settings: Any) -> None:
    rest_framework = {**settings.REST_FRAMEWORK, "EXCEPTION_HANDLER": PLAIN_HANDLER}
    settings.REST_FRAMEWORK = rest_framework
    response = recorder.client.post("/refusing/field/", {"prompt": "my diary"}, "application/json")
    assert response.json() == {"prompt": ['"my diary" is not allowed.']}
    assert error(recorder.row()) == (400, "invalid", "")


def test_not_signed_in(recorder: Recorder) -> None:
    assert recorder.client.get("/members/").status_code == 401
    row = recorder.row()
    assert (row.status_code, row.error_type, row.is_authenticated) == (
        401,
        "NOT_AUTHENTICATED",
        False,
    )


@pytest.mark.django_db(transaction=True)
def test_a_client_that_leaves_before_the_answer(recorder: Recorder, settings: Any) -> None:
    # One synchronous middleware and Django waits for the view all the same.
    settings.MIDDLEWARE = settings.MIDDLEWARE[:1]
    scope: dict[str, Any] = {"type": "http", "method": "GET", "path": "/slow/"}
    scope |= {"query_string": b"", "headers": [(b"host", b"testserver")]}
    messages: list[dict[str, Any]] = [
        {"type": "http.disconnect"},
        {"type": "http.request", "body": b""},
    ]
    sent: list[Any] = []
    handler: Any = ASGIHandler()

    async def receive() -> dict[str, Any]:
        return messages.pop()

    async def send(message: Any) -> None:
        sent.append(message)

    async_to_sync(handler)(scope, receive, send)
    assert sent == []
    row = recorder.row()
    assert (row.status_code, row.error_type) == (499, "CancelledError")
    assert row.latency_ms is not None
    assert 0 < row.latency_ms < 5_000


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("Incorrect API key provided: sk-proj-abcdef123456.", "Incorrect API key provided: M."),
        ("Authorization: Bearer abc.def-ghi_123", "Authorization: M"),
        ("header Basic dXNlcjpwYXNz", "header M"),
        ("eyJhbGciOi.eyJ1c2Vy.c2lnbmF0dXJl is expired", "M is expired"),
        ("login failed: password=hunter2, user=ada", "login failed: M, user=ada"),
        ('{"api_key": "abc 123", "n": 1}', '{"M, "n": 1}'),
        ("client_secret = 'two words' given", "M given"),
        ("refresh_token: abc123 is used", "M is used"),
        ("AWS AKIAABCDEFGHIJKLMNOP aws_secret_access_key=xYz/1", "AWS M M"),
        ("google AIzaSyA1234567890abcdefghijklmnopqrstuv", "google M"),
        ("postgres://ada:hunter2@db.example.org/x", "postgresMdb.example.org/x"),
        ("redis://:hunter2@cache/0", "redisMcache/0"),
        ("max_tokens: 4096 is too many", "max_tokens: 4096 is too many"),
        ("x" * 1_000, "x" * 300),
        ("y" * 290 + " sk-abcdefghijklmnop", "y" * 290 + " [masked]"),
        (
            "line one\nline\x00two",
            "line one\N{REPLACEMENT CHARACTER}line\N{REPLACEMENT CHARACTER}two",
        ),
    ],
)
def test_nothing_secret_in_messages(recorder: Recorder, message: str, kept: str) -> None:
    recorder.client.get("/failing/error/", {"message": message})
    assert recorder.row().error_message == kept.replace("M", "[masked]")


def test_messages_can_be_left_out(recorder: Recorder, configure: Any) -> None:
    configure(STORE_ERROR_MESSAGES=False)
    recorder.client.get("/failing/error/")
    assert error(recorder.row()) == (500, "RuntimeError", "")
    assert b"it broke" not in recorder.journal()
