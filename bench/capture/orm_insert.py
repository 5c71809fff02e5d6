"""The middleware that everybody writes first: one row of the same table by the ORM."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from dashboard.models.request_log import RequestLog


class InsertMiddleware:
    """Inserts a row while the client waits. It looks up no country, no device and no price."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Time the view, then insert."""
        created_at, started = timezone.now(), time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        RequestLog.objects.create(
            id=uuid.uuid4(),
            created_at=created_at,
            method=request.method or "",
            endpoint="" if match is None else match.route,
            path=request.path,
            status_code=response.status_code,
            latency_ms=(time.perf_counter() - started) * 1_000,
            ip_address=request.META.get("REMOTE_ADDR", ""),
        )
        return response
