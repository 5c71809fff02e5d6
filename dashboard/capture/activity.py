"""Page views and heartbeats of who is signed in, handed on as requests are."""

from __future__ import annotations

import time

from django.http import HttpRequest

from dashboard.capture.redaction import clean
from dashboard.capture.source import source_of
from dashboard.ingest.buffer import buffer
from dashboard.ingest.record import Activity
from dashboard.models.ids import new_id


def record_activity(
    request: HttpRequest,
    user: str,
    *,
    path: str = "",
    referrer: str = "",
    duration_ms: float | None = None,
    client_session: str = "",
) -> None:
    """Hand on that a user opened the page at ``path``, or without one that they are still here.

    Never touches the database. Queries of addresses go: they can carry what nobody may keep.
    """
    meta = request.META
    now = time.time_ns() // 1_000
    ip, country = source_of(meta.get("REMOTE_ADDR") or "", meta.get("HTTP_X_FORWARDED_FOR"), now)
    buffer.accept(
        Activity(
            new_id(now),
            now,
            user,
            page_of(path),
            page_of(referrer),
            None if duration_ms is None else round(duration_ms * 1_000),
            client_session,
            ip=ip,
            country=country,
            user_agent=clean(meta.get("HTTP_USER_AGENT", ""))[:400],
        )
    )


def page_of(address: str) -> str:
    """An address as it is kept: without its query and fragment."""
    return clean(address.partition("?")[0].partition("#")[0])[:500]
