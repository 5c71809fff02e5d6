"""What is known of one request while it runs, and the record that it becomes."""

from __future__ import annotations

import threading
import time

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from dashboard.capture.errors import error_of
from dashboard.capture.identity import user_of, visitor_of
from dashboard.capture.redaction import clean
from dashboard.capture.source import source_of
from dashboard.ingest.buffer import buffer
from dashboard.ingest.record import Call, LateCalls, Record
from dashboard.models.ids import new_id

UNMATCHED = "(unmatched)"
# The client went away before there was a response (nginx's number for it).
CLIENT_CLOSED_REQUEST = 499

_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}


class Measurement:
    """One request, from its begin to its record."""

    __slots__ = (
        "_lock",
        "_record",
        "calls",
        "created_micros",
        "error",
        "first_byte_micros",
        "id",
        "started",
    )

    def __init__(self) -> None:
        self.started = time.perf_counter_ns()
        self.created_micros = time.time_ns() // 1_000
        self.id = new_id(self.created_micros)
        self.calls: list[Call] = []
        self.error: BaseException | None = None
        self.first_byte_micros: int | None = None
        self._record: Record | None = None
        self._lock = threading.Lock()

    @property
    def request_id(self) -> str:
        """The id as it goes back in X-Request-ID."""
        text = self.id.hex()
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    @property
    def record(self) -> Record | None:
        """The record, once it is made."""
        return self._record

    def elapsed_micros(self) -> int:
        """Microseconds since the request began."""
        return (time.perf_counter_ns() - self.started) // 1_000

    def add_call(self, call: Call) -> None:
        """Add a model call; after the request was recorded it is handed on by itself."""
        with self._lock:
            record = self._record
            if record is None:
                self.calls.append(call)
                return
            late = LateCalls(record, [call])
            self._record = _with_call(record, call)
            buffer.accept(late)

    def finish(
        self, request: HttpRequest, status: int | None, response: HttpResponseBase | None
    ) -> None:
        """Hand the record on. A second call does nothing."""
        latency = self.elapsed_micros()
        with self._lock:
            if self._record is not None:
                return
            self._record = self._make_record(request, status, response, latency)
            buffer.accept(self._record)

    def _make_record(
        self,
        request: HttpRequest,
        status: int | None,
        response: HttpResponseBase | None,
        latency: int,
    ) -> Record:
        meta = request.META
        ip, country = source_of(
            meta.get("REMOTE_ADDR") or "", meta.get("HTTP_X_FORWARDED_FOR"), self.created_micros
        )
        match = request.resolver_match
        user = user_of(request)
        error_type, error_message = "", ""
        if self.error is not None or (status or 0) >= 400:
            error_type, error_message = error_of(self.error, response)
        method = request.method or ""
        return Record(
            self.id,
            self.created_micros,
            method if method in _METHODS else "OTHER",
            UNMATCHED if match is None else "/" + match.route.lstrip("^/")[:199],
            clean(request.path)[:500],
            status,
            latency,
            self.first_byte_micros,
            user,
            bool(user),
            "" if user else visitor_of(request),
            ip,
            country,
            clean(meta.get("HTTP_USER_AGENT", ""))[:400],
            error_type,
            error_message,
            self.calls,
        )


def _with_call(record: Record, call: Call) -> Record:
    fields = {name: getattr(record, name) for name in Record.__struct_fields__}
    return Record(**{**fields, "calls": [*record.calls, call]})
