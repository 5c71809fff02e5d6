"""The example host view."""

from __future__ import annotations

import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import User
from django.db import connections
from django.test import AsyncClient, Client
from django.urls import include, path
from rest_framework.test import APIClient

from config import chat

urlpatterns = [path("", include("dashboard.urls")), path("api/chat/", chat.ChatView.as_view())]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

MESSAGES = [
    {"role": "system", "content": "Answer in rhyme."},
    {"role": "user", "content": "red green\nblue"},
]


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the view hands to TokenUsageTracker."""
    calls: list[dict[str, Any]] = []

    def log(**call: Any) -> None:
        calls.append({key: value for key, value in call.items() if key != "request"})

    monkeypatch.setattr("config.chat.TokenUsageTracker.log_chat_completion", log)
    return calls


def usage(completion: int, finish_reason: str = "stop") -> dict[str, Any]:
    return {
        "model_name": "echo",
        "usage_data": {
            "prompt_tokens": 6,
            "completion_tokens": completion,
            "total_tokens": 6 + completion,
        },
        "cost_usd": None,
        "finish_reason": finish_reason,
    }


def ask(client: Any, **changes: Any) -> Any:
    body = {"model": "echo", "messages": MESSAGES} | changes
    return client.post("/api/chat/", body, content_type="application/json")


@pytest.fixture
def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def test_returns_the_last_message(signed_in: Client, logged: list[dict[str, Any]]) -> None:
    response = ask(signed_in)
    assert response.status_code == 200
    assert response.json() == {
        "model": "echo",
        "message": {"role": "assistant", "content": "red green\nblue"},
        "finishReason": "stop",
        "usage": {"promptTokens": 6, "completionTokens": 3, "totalTokens": 9},
    }
    assert logged == [usage(3)]


def test_streams_word_by_word(signed_in: Client, logged: list[dict[str, Any]]) -> None:
    response = ask(signed_in, stream=True)
    assert response["Content-Type"] == "text/event-stream"
    assert logged == []
    lines = response.getvalue().decode().split("\n\n")
    assert lines[:3] == [
        'data: {"delta": "red "}',
        'data: {"delta": "green "}',
        'data: {"delta": "blue "}',
    ]
    assert json.loads(lines[3].removeprefix("data: ")) == {
        "finishReason": "stop",
        "usage": {"promptTokens": 6, "completionTokens": 3, "totalTokens": 9},
    }
    assert logged == [usage(3)]


@pytest.mark.django_db(transaction=True)
async def test_streams_asynchronously(user: User, logged: list[dict[str, Any]]) -> None:
    client = AsyncClient()
    await client.aforce_login(user)
    response = await ask(client, stream=True)
    assert response.is_async
    events = [event async for event in response]
    assert len(events) == 4
    assert logged == [usage(3)]
    # The view ran in a thread whose connection nobody else would close.
    await sync_to_async(connections.close_all)()


def test_counts_what_went_out_before_the_client_left(
    signed_in: Client, logged: list[dict[str, Any]]
) -> None:
    response = ask(signed_in, stream=True)
    stream = iter(response)
    next(stream)
    next(stream)
    response.close()
    assert logged == [usage(2, "cancelled")]


def test_works_with_a_token_and_any_accept_header(
    api: APIClient, user: User, password: str, logged: list[dict[str, Any]]
) -> None:
    pair = api.post("/api/auth/token/", {"username": "ada", "password": password}).json()
    headers = {"Authorization": f"Bearer {pair['access']}", "Accept": "text/event-stream"}
    body = {"model": "echo", "messages": MESSAGES, "stream": True}
    assert api.post("/api/chat/", body, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"model": "gpt-4o"}, "MODEL_UNKNOWN", "model"),
        ({"messages": []}, "VALIDATION_ERROR", "messages"),
        ({"messages": "hello"}, "VALIDATION_ERROR", "messages"),
        ({"messages": [{"role": "user"}]}, "VALIDATION_ERROR", "messages.0.content"),
        ({"messages": [{"role": "x", "content": "y"}]}, "VALIDATION_ERROR", "messages.0.role"),
        ({"messages": MESSAGES[:1]}, "VALIDATION_ERROR", "messages"),
        ({"stream": "perhaps"}, "VALIDATION_ERROR", "stream"),
    ],
)
def test_refuses_bad_requests(
    signed_in: Client,
    logged: list[dict[str, Any]],
    changes: dict[str, Any],
    code: str,
    field: str,
) -> None:
    response = ask(signed_in, **changes)
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (400, code)
    assert list(error["details"]) == [field]
    assert logged == []


def test_is_for_signed_in_users_only(client: Client, logged: list[dict[str, Any]]) -> None:
    response = ask(client)
    assert (response.status_code, response.json()["error"]["code"]) == (401, "NOT_AUTHENTICATED")


@pytest.mark.urls("config.urls")
def test_is_not_there_without_debug() -> None:
    response = ask(Client(enforce_csrf_checks=True))
    assert (response.status_code, response.json()["error"]["code"]) == (404, "NOT_FOUND")
