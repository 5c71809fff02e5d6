"""Invariant 7: what is secret is in no journal, no row and no log line."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from rest_framework_simplejwt.tokens import AccessToken

from dashboard.tests.capture.recorder import Recorder

PROMPT = "my-very-private-diary"
BODY = "field-of-a-body"
QUERY = "value-in-a-query"
COOKIE = "cookie-of-somebody"
KEY = "sk-live-0123456789abcdef"
PASSWORD = "hunter2hunter2"


def stored() -> str:
    """Every value of every table of the app, as text."""
    with connection.cursor() as cursor:
        parts = []
        for model in apps.get_app_config("dashboard").get_models():
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            parts += [
                repr([bytes(v) if isinstance(v, memoryview) else v for v in row]) for row in cursor
            ]
    return "\n".join(parts)


def test_nothing_secret_in_journals_rows_and_logs(
    recorder: Recorder, user: User, caplog: pytest.LogCaptureFixture
) -> None:
    token = str(AccessToken.for_user(user))
    client = recorder.client
    client.cookies["sessionid"] = COOKIE
    client.cookies["other"] = COOKIE
    secret: dict[str, Any] = {"HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_X_API_KEY": KEY}
    with caplog.at_level(logging.INFO, "dashboard"):
        client.get("/plain/", {"q": QUERY, "api_key": KEY}, **secret)
        client.post("/members/", {"text": BODY, "password": PASSWORD}, **secret)
        client.post("/refusing/field/", {"prompt": PROMPT}, "application/json", **secret)
        client.get("/failing/error/", {"message": f"key {KEY} for password={PASSWORD} failed"})
        client.get("/plain/", HTTP_AUTHORIZATION=f"Basic {KEY}")
        call = {"model_name": "gpt-4o", "messages": [PROMPT]}
        client.post("/calls/", json.dumps([call]), "application/json", **secret)
        good = {"model_name": "gpt-4o", "usage_data": {"prompt_tokens": 1, "prompt": PROMPT}}
        client.post("/calls/", json.dumps([good]), "application/json", **secret)
        journal = recorder.journal().decode()
        assert len(recorder.rows()) == 7
    logged = [r.getMessage() for r in caplog.records if r.name.startswith("dashboard")]
    kept = "\n".join([journal, stored(), *logged])
    for planted in (PROMPT, BODY, QUERY, COOKIE, KEY, PASSWORD, token, token.split(".")[2]):
        assert planted not in kept
    # The search would find what is there.
    assert "/refusing/<str:kind>/" in journal
    assert "RuntimeError" in stored()


@pytest.mark.parametrize("storage", ["truncated", "hashed"])
def test_nothing_secret_of_addresses(recorder: Recorder, configure: Any, storage: str) -> None:
    configure(IP_STORAGE=storage, TRUSTED_PROXIES=["10.0.0.0/8"])
    secret = "198.51.100.23"
    recorder.client.get("/plain/", REMOTE_ADDR=secret)
    recorder.client.get(
        "/plain/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=f"9.9.9.9, {secret}"
    )
    journal = recorder.journal().decode()
    first, second = recorder.rows()
    assert first.ip_address == second.ip_address != ""
    assert secret not in journal + stored()
    assert "9.9.9.9" not in journal + stored()


def test_journals_are_for_their_owner_only(recorder: Recorder) -> None:
    recorder.client.get("/plain/")
    assert [file.stat().st_mode & 0o777 for file in recorder.folder.iterdir()] == [0o600]
