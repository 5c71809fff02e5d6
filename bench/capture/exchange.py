"""Requests as a server hands them to Django, and one exchange under WSGI and under ASGI.

The view tells of model calls only where our middleware is there to be told.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from rest_framework_simplejwt.tokens import AccessToken

from bench.capture.urls import CALL, STATUS
from bench.traffic.clients import Clients
from bench.traffic.requests import Requests
from dashboard.ingest.record import Record

_BODY = b'{"messages": [{"role": "user", "content": "Hello there, how are you?"}]}'


class Traffic:
    """Records to make requests of, with a token for each user."""

    def __init__(self, users: int) -> None:
        self._clients = Clients(users)
        self.tokens = {client.user: _token(client.user) for client in self._clients.users}

    def records(self, count: int, seed: str) -> Iterator[Record]:
        """So many, as they come from many clients at once."""
        return Requests(self._clients, seed).at(iter([time.time_ns() // 1_000] * count), 10)

    def first_of_each(self) -> Iterator[Record]:
        """One request of each user: what is looked up once for a user is known after that."""
        requests = Requests(self._clients, "first")
        now = time.time_ns() // 1_000
        return (requests.by(client, now) for client in self._clients.users)

    def exchange_wsgi(self, handler: Any, record: Record, tell_calls: bool) -> float:
        """Microseconds of one request under WSGI, until the server closes the response."""
        environ = {
            "REQUEST_METHOD": record.method,
            "PATH_INFO": record.path,
            "SCRIPT_NAME": "",
            "QUERY_STRING": "",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": record.ip,
            "HTTP_HOST": "testserver",
            "HTTP_USER_AGENT": record.user_agent,
            "HTTP_ACCEPT": "application/json",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(_BODY)),
            "wsgi.input": BytesIO(_BODY),
            "wsgi.url_scheme": "http",
            STATUS: record.status,
        }
        if record.user:
            environ["HTTP_AUTHORIZATION"] = f"Bearer {self.tokens[record.user]}"
        if tell_calls and record.calls:
            call = record.calls[0]
            environ[CALL] = {
                "model_name": call.model,
                "provider": call.provider,
                "finish_reason": call.finish_reason,
                "latency_ms": 1.5,
                "usage_data": {
                    "prompt_tokens": call.prompt_tokens,
                    "completion_tokens": call.completion_tokens,
                    "total_tokens": call.total_tokens,
                },
            }
        told: list[str] = []
        started = time.perf_counter_ns()
        response = handler(environ, lambda status, headers: told.append(status))
        size = sum(map(len, response))
        response.close()
        micros = (time.perf_counter_ns() - started) / 1_000
        assert size
        assert told[0].startswith(str(record.status)), told
        return micros

    async def exchange_asgi(self, handler: Any, record: Record, tell_calls: bool) -> float:
        """Microseconds of one request under ASGI."""
        headers = [
            (b"host", b"testserver"),
            (b"user-agent", record.user_agent.encode()),
            (b"accept", b"application/json"),
            (b"content-type", b"application/json"),
            (b"content-length", str(len(_BODY)).encode()),
            (b"x-status", str(record.status).encode()),
        ]
        if record.user:
            headers.append((b"authorization", f"Bearer {self.tokens[record.user]}".encode()))
        if tell_calls and record.calls:
            headers.append((b"x-call", record.calls[0].model.encode()))
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": record.method,
            "path": f"/async{record.path}",
            "raw_path": b"",
            "query_string": b"",
            "headers": headers,
            "client": (record.ip, 50_000),
            "server": ("testserver", 80),
            "scheme": "http",
        }
        sent: list[dict[str, Any]] = []
        waiting = [{"type": "http.request", "body": _BODY, "more_body": False}]

        async def receive() -> dict[str, Any]:
            if waiting:
                return waiting.pop()
            # The client stays until it is answered.
            return await asyncio.get_running_loop().create_future()

        async def send(message: Any) -> None:
            sent.append(message)

        started = time.perf_counter_ns()
        await handler(scope, receive, send)
        micros = (time.perf_counter_ns() - started) / 1_000
        assert sent[0]["status"] == record.status, sent
        return micros


def _token(user: str) -> str:
    token = AccessToken()
    token["user_id"] = user
    return str(token)
