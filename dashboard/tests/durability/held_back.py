"""The ASGI application, with each response held back until its journal was looked at."""

from __future__ import annotations

import base64
import uuid
from typing import Any

from config import asgi
from dashboard.conf import conf

django_application: Any = asgi.application


def is_in_journal(request_id: str) -> bool:
    """Whether a file of the journal folder has a whole line with this request's record."""
    start = b'["request","' + base64.b64encode(uuid.UUID(request_id).bytes)
    lines = [
        line
        for file in conf.journal_dir.glob("*.journal")
        for line in file.read_bytes().split(b"\n")[:-1]
    ]
    return any(line.startswith(start) and line.endswith(b"]") for line in lines)


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Ends a response with 503 in place of its own status, or its last part, if it is not."""
    held: dict[str, Any] = {}

    async def look_then_send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = dict(message["headers"])
            held["id"] = headers[b"X-Request-ID"].decode()
            held["streams"] = b"Content-Length" not in headers
            if not held["streams"] and not is_in_journal(held["id"]):
                message = {**message, "status": 503}
        elif not message.get("more_body") and held["streams"]:
            found = is_in_journal(held["id"])
            message = {**message, "body": b", in the journal" if found else b", missing"}
        await send(message)

    await django_application(scope, receive, look_then_send)
