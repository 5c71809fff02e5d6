"""Streams: the same bytes, one by one, recorded when they end, however they end."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import AsyncClient, RequestFactory

from dashboard.models import RequestLog
from dashboard.tests.capture import host
from dashboard.tests.capture.recorder import Recorder, call_rows, drift, totals

# As a server does, a response that is closed gives up the database connection.
pytestmark = pytest.mark.django_db(transaction=True)

PARTS = [b"part 0\x00\n", b"part 1\x00\n", b"part 2\x00\n", b"part 3\x00\n"]


@pytest.fixture(autouse=True)
def _no_events() -> None:
    host.events.clear()


def ended(row: RequestLog, path: str, error: str = "", calls: int = 1) -> None:
    """Assert that the row is a stream's: first byte before the end, its late call counted."""
    assert (row.path, row.status_code, row.error_type) == (path, 200, error)
    assert row.first_byte_ms is not None
    assert row.latency_ms is not None
    assert 0 < row.first_byte_ms <= row.latency_ms
    assert (row.model_calls, row.completion_tokens) == (calls, 4 * calls)


def test_sync_parts_pass_one_by_one(recorder: Recorder) -> None:
    response = recorder.client.get("/stream/")
    assert recorder.rows() == []
    received = []
    for part in response:
        received.append(part)
        assert host.events == [f"made {number}" for number in range(len(received))]
        assert recorder.rows() == []
    assert received == PARTS
    row = recorder.row()
    ended(row, "/stream/")
    assert str(row.id) == response["X-Request-ID"]


def test_async_parts_pass_one_by_one(recorder: Recorder) -> None:
    async def read() -> tuple[list[bytes], list[list[str]], str]:
        response: Any = await AsyncClient().get("/stream-async/")
        received, seen = [], []
        async for part in response:
            received.append(part)
            seen.append(list(host.events))
        return received, seen, response["X-Request-ID"]

    received, seen, request_id = async_to_sync(read)()
    assert received == PARTS
    assert seen == [[f"made {number}" for number in range(count)] for count in (1, 2, 3, 4)]
    row = recorder.row()
    ended(row, "/stream-async/")
    assert str(row.id) == request_id


def test_a_sync_stream_under_asgi_has_the_same_bytes(recorder: Recorder) -> None:
    with pytest.warns(Warning, match="must consume synchronous iterators"):
        sent = async_to_sync(_serve)("/stream/")
    assert b"".join(sent) == b"".join(PARTS)
    ended(recorder.row(), "/stream/")


def test_the_client_leaves_half_way(recorder: Recorder) -> None:
    response = recorder.client.get("/stream/")
    parts = iter(response)
    assert [next(parts), next(parts)] == PARTS[:2]
    response.close()
    assert host.events == ["made 0", "made 1", "closed"]
    ended(recorder.row(), "/stream/", calls=0)


def test_the_client_leaves_half_way_under_asgi(recorder: Recorder) -> None:
    sent = async_to_sync(_serve)("/stream-async/?slow", leave_after=2)
    assert sent == PARTS[:2]
    row = recorder.row()
    ended(row, "/stream-async/", row.error_type, calls=0)
    assert row.error_type in ("", "CancelledError")
    assert row.latency_ms is not None
    assert row.latency_ms > 20


async def _serve(path: str, leave_after: int = -1) -> list[bytes]:
    """The body parts that an ASGI server is given, until its client leaves after so many."""
    sent: list[bytes] = []
    left = asyncio.Event()
    messages = [{"type": "http.request", "body": b""}]

    async def receive() -> dict[str, Any]:
        if messages:
            return messages.pop()
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message.get("body"):
            sent.append(message["body"])
        if len(sent) == leave_after:
            left.set()

    scope: dict[str, Any] = {"type": "http", "method": "GET", "path": path.partition("?")[0]}
    scope |= {"query_string": path.partition("?")[2].encode(), "headers": [(b"host", b"localhost")]}
    handler: Any = ASGIHandler()
    await handler(scope, receive, send)
    return sent


def test_never_read(recorder: Recorder) -> None:
    response = recorder.client.get("/stream/")
    response.close()
    row = recorder.row()
    assert (row.status_code, row.first_byte_ms, row.model_calls) == (200, None, 0)
    assert host.events == []


def test_closed_twice_and_after_its_end_is_one_row(recorder: Recorder) -> None:
    response = recorder.client.get("/stream/")
    assert response.getvalue() == b"".join(PARTS)
    response.close()
    response.close()
    ended(recorder.row(), "/stream/")
    assert totals()["requests"] == 1


@pytest.mark.parametrize("path", ["/stream/", "/stream-async/"])
def test_raising_in_the_middle(recorder: Recorder, path: str) -> None:
    async def read() -> list[bytes]:
        received: list[bytes] = []
        response: Any = await AsyncClient().get(path + "?raise")
        parts = aiter(response)
        received.append(await anext(parts))
        received.append(await anext(parts))
        with pytest.raises(ConnectionError, match="the model hung up"):
            await anext(parts)
        return received

    if path == "/stream-async/":
        assert async_to_sync(read)() == PARTS[:2]
    else:
        parts = iter(recorder.client.get(path + "?raise"))
        assert [next(parts), next(parts)] == PARTS[:2]
        with pytest.raises(ConnectionError, match="the model hung up"):
            next(parts)
    row = recorder.row()
    ended(row, path, "ConnectionError", calls=0)
    assert row.error_message == "the model hung up"


def test_a_file(recorder: Recorder) -> None:
    response = recorder.client.get("/file/")
    assert response.getvalue() == Path(host.__file__).read_bytes()
    row = recorder.row()
    assert (row.path, row.status_code) == ("/file/", 200)
    assert row.first_byte_ms is not None


def test_a_file_that_the_server_sends_itself(recorder: Recorder) -> None:
    sent: list[Any] = []

    def file_wrapper(file: Any, block_size: int) -> Any:
        sent.append(file.read())
        return file

    environ = RequestFactory().get("/file/").environ | {"wsgi.file_wrapper": file_wrapper}
    handler: Any = WSGIHandler()
    result = handler(environ, lambda status, headers: None)
    assert sent == [Path(host.__file__).read_bytes()]
    assert recorder.rows() == []
    result.close()
    assert (recorder.row().path, drift()) == ("/file/", "drift: 0 cells")


def test_calls_of_streams_are_rows(recorder: Recorder) -> None:
    recorder.client.get("/stream/").getvalue()
    recorder.drain()
    assert call_rows() == [("gpt-4o", 0, 4, 4)]
    assert totals()["completion_tokens"] == 4
    assert drift() == "drift: 0 cells"
