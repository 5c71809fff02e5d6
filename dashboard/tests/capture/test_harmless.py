"""Invariant 1: whatever fails behind capture, the host's response is the same bytes."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.test import AsyncClient, Client

from dashboard.ingest import price
from dashboard.ingest.buffer import buffer
from dashboard.ingest.ledger import ledger
from dashboard.models import ModelCall
from dashboard.tests.capture.recorder import Recorder, drift, totals

CALL = {"model_name": "gpt-4o", "usage_data": {"prompt_tokens": 5, "completion_tokens": 5}}


def answers(recorder: Recorder) -> list[tuple[int, bytes, dict[str, str]]]:
    """What a client gets from views of every kind, without what differs each time."""
    client = recorder.client
    body = json.dumps([CALL])
    responses: list[Any] = [
        client.get("/plain/"),
        client.get("/nowhere/"),
        client.get("/failing/error/"),
        client.get("/refusing/missing/"),
        client.get("/stream/"),
        client.post("/calls/", body, content_type="application/json"),
        client.post("/calls-async/", body, content_type="application/json"),
        async_to_sync(AsyncClient().get)("/plain-async/"),
    ]
    return [(r.status_code, r.getvalue(), headers(r)) for r in responses]


def headers(response: Any) -> dict[str, str]:
    return {name: text for name, text in response.headers.items() if name != "X-Request-ID"}


@pytest.fixture
def undisturbed(recorder: Recorder, configure: Any) -> list[tuple[int, bytes, dict[str, str]]]:
    """The answers of the same views without the middleware's recording."""
    configure(EXCLUDE_PATHS=["/"])
    expected = answers(recorder)
    # Only the views that say whether their call was recorded can tell the difference.
    expected[5:7] = [(200, b"[true]", head) for _, _, head in expected[5:7]]
    for _, body, head in expected[5:7]:
        head["Content-Length"] = str(len(body))
    configure(EXCLUDE_PATHS=[])
    assert recorder.rows() == []
    return expected


def test_harmless_when_all_is_well(recorder: Recorder, undisturbed: Any) -> None:
    assert answers(recorder) == undisturbed
    assert len(recorder.rows()) == 8


def test_harmless_with_the_database_down(recorder: Recorder, undisturbed: Any) -> None:
    def refuse(*args: Any) -> None:
        raise AssertionError("the database was asked")

    with connection.execute_wrapper(refuse):
        assert answers(recorder) == undisturbed
    assert len(recorder.rows()) == 8
    assert drift() == "drift: 0 cells"


def test_harmless_with_an_unwritable_journal_folder(
    recorder: Recorder, undisturbed: Any, configure: Any, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.touch()
    configure(JOURNAL_DIR=file / "journal", MEMORY_BUFFER=5)
    buffer.restart()
    assert answers(recorder) == undisturbed
    assert (len(buffer.memory), buffer.lost) == (5, 3)
    found = ledger()
    assert (found.accepted, found.queued, found.lost) == (8, 5, 3)


def test_harmless_with_a_price_list_that_raises(
    recorder: Recorder, undisturbed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def calc_price(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the price list is broken")

    # A fault put in: the library itself offers none.
    monkeypatch.setattr("dashboard.ingest.price.calc_price", calc_price)
    price._rates.cache_clear()
    assert answers(recorder) == undisturbed
    assert len(recorder.rows()) == 8
    costs = list(ModelCall.objects.values_list("cost_usd", "cost_source"))
    assert costs == [(None, "")] * 3
    assert totals()["calls"] == 3
    price._rates.cache_clear()


def test_harmless_with_a_damaged_country_database(
    recorder: Recorder, undisturbed: Any, configure: Any, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.mmdb"
    damaged.write_bytes(b"\x00" * 4_096)
    configure(GEOIP_PATH=damaged)
    assert answers(recorder) == undisturbed
    assert {row.country for row in recorder.rows()} == {""}


def test_harmless_with_settings_that_make_no_sense(
    recorder: Recorder, undisturbed: Any, configure: Any, caplog: pytest.LogCaptureFixture
) -> None:
    configure(TRUSTED_PROXIES=["not a network"])
    with caplog.at_level(logging.ERROR, "dashboard.capture"):
        client = Client(REMOTE_ADDR="203.0.113.7", HTTP_X_FORWARDED_FOR="203.0.113.8")
        response = client.get("/plain/")
    assert (response.status_code, response.content) == (200, undisturbed[0][1])
    assert caplog.messages == ["a request could not be recorded"]
