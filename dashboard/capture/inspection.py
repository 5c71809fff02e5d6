"""From a request to findings: what is put into the queue, and what is made of it there."""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDict

from dashboard.capture.client_address import client_address
from dashboard.capture.errors import error_of
from dashboard.capture.found import findings_of
from dashboard.capture.identity import user_of
from dashboard.capture.inspector import inspector
from dashboard.capture.limits import over_limit, remember
from dashboard.capture.measurement import Measurement
from dashboard.capture.source import source_of
from dashboard.conf import conf
from dashboard.ingest.record import Finding, Record
from dashboard.threats.familiar import familiar
from dashboard.threats.hit import Hit
from dashboard.threats.inspected import MESSAGE, Inspected
from dashboard.threats.registry import failures, find

_FAILED, _REFUSED = 400, 401
# The headers that detectors may ask for. Authorization only where it was refused.
_HEADERS = {
    "HTTP_USER_AGENT": "user-agent",
    "CONTENT_TYPE": "content-type",
    "CONTENT_LENGTH": "content-length",
    "HTTP_HOST": "host",
    "HTTP_REFERER": "referer",
    "HTTP_COOKIE": "cookie",
    "HTTP_X_FORWARDED_FOR": "x-forwarded-for",
    "HTTP_X_FORWARDED_HOST": "x-forwarded-host",
    "HTTP_TRANSFER_ENCODING": "transfer-encoding",
    "HTTP_CONTENT_ENCODING": "content-encoding",
    "HTTP_CONNECTION": "connection",
    "HTTP_RANGE": "range",
}
_RANGE, _CODING = map([*_HEADERS].index, ("HTTP_RANGE", "HTTP_TRANSFER_ENCODING"))
_FORWARDED_FOR = [*_HEADERS].index("HTTP_X_FORWARDED_FOR")
# Bodies that may be read before the view does.
_READABLE = ("application/json", "application/x-www-form-urlencoded", "text/plain")


def inspect(
    request: HttpRequest, response: HttpResponseBase | None, measurement: Measurement | None
) -> None:
    """Put what a request brought into the queue. Reads no more of it than the view did."""
    get = request.META.get
    status = 500 if response is None else response.status_code
    body, fields = b"", None
    if get("CONTENT_LENGTH") or "HTTP_TRANSFER_ENCODING" in request.META:
        body, fields = _body_of(request, response)
    # A stream has no record yet.
    record = None if measurement is None else measurement.record
    if record is not None:
        user, error_type = record.user, record.error_type
    else:
        user = user_of(request)
        error_type = error_of(None, response)[0] if status >= 400 else ""
    if conf.REQUEST_LIMIT_ENFORCED:
        remember(request, user)
    inspector.offer(
        _search,
        request.method or "",
        request.path,
        get("QUERY_STRING", ""),
        tuple(map(get, _HEADERS)),
        get("HTTP_AUTHORIZATION") if status == _REFUSED else None,
        body,
        fields,
        status,
        error_type,
        get("REMOTE_ADDR") or "",
        user,
        record,
        b"" if measurement is None else measurement.id,
    )


def _body_of(request: HttpRequest, response: Any) -> tuple[bytes, Any]:
    """The body as far as it is looked at, or what was parsed of it; only what is there already."""
    most = conf.INSPECT_MAX_BYTES
    known = request.__dict__
    if (body := known.get("_body")) is not None:
        return body[:most], None
    if (fields := known.get("_post")) is not None:
        return b"", _bounded(fields, most)
    context = getattr(response, "renderer_context", None)
    parsed = context.get("request") if isinstance(context, dict) else None
    fields = getattr(parsed, "__dict__", {}).get("_full_data")
    return b"", _bounded(fields, most) if isinstance(fields, dict | list) else None


def _bounded(fields: Any, most: int) -> Any:
    """Parsed fields as plain texts, as many as fit: nothing large is held on to."""
    if isinstance(fields, MultiValueDict):
        fields = dict(fields.lists())
    room = [most]
    return _copied(fields, room, 12)


def _copied(value: Any, room: list[int], depth: int) -> Any:
    if isinstance(value, str):
        piece = value[: max(0, room[0])]
        room[0] -= len(piece) + 1
        return piece
    room[0] -= 4
    if room[0] <= 0 or depth == 0:
        return None
    if isinstance(value, dict):
        return {str(key): _copied(item, room, depth - 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(item, room, depth - 1) for item in value]
    # Numbers hold no attack, and an uploaded file is not text.
    return None


def _search(
    method: str,
    path: str,
    query: str,
    values: tuple[str | None, ...],
    authorization: str | None,
    body: bytes,
    fields: Any,
    status: int,
    error_type: str,
    remote: str,
    user: str,
    record: Record | None,
    request_id: bytes,
) -> list[Finding]:
    """What a request of the queue is found to be, one finding a kind."""
    forwarded_for = values[_FORWARDED_FOR]
    hits: list[Hit] = []
    if conf.REQUEST_LIMIT is not None and not conf.REQUEST_LIMIT_ENFORCED:
        hits += over_limit(client_address(remote, forwarded_for), user)
    shape = None
    # Ranges are judged by the path's end, codings by the method: not each by itself.
    judged_together = values[_RANGE] or values[_CODING]
    if status < _FAILED and not (error_type or body or fields or judged_together):
        shape = familiar.shape_of(method, path, query, values, status)
    is_known = shape in familiar
    if is_known and not hits:
        return []
    headers = {name: value for name, value in zip(_HEADERS.values(), values) if value is not None}
    if authorization is not None:
        headers["authorization"] = authorization
    is_cut = len(body) >= conf.INSPECT_MAX_BYTES
    inspected = Inspected(method, path, query, headers, body, fields, is_cut, status, error_type)
    if not is_known:
        failed = failures.count
        found = find(inspected)
        # One that failed may have had something to say.
        if shape is not None and not found and failures.count == failed:
            familiar.add(shape)
        hits += found
    if not hits:
        return []
    if record is not None:
        at, ip, country = record.created_micros, record.ip, record.country
    else:
        at = time.time_ns() // 1_000
        ip, country = source_of(remote, forwarded_for, at)
    return findings_of(hits, inspected, at, ip, country, user, request_id)


def inspect_messages(request: HttpRequest, texts: list[str], request_id: bytes) -> None:
    """Put texts that go to a model into the queue. They are searched and thrown away."""
    meta = request.META
    inspector.offer(
        _search_messages,
        tuple(_bounded(texts, conf.INSPECT_MAX_BYTES)),
        request.method or "",
        request.path,
        meta.get("REMOTE_ADDR") or "",
        meta.get("HTTP_X_FORWARDED_FOR"),
        user_of(request),
        request_id,
    )


def _search_messages(
    texts: tuple[str, ...],
    method: str,
    path: str,
    remote: str,
    forwarded_for: str | None,
    user: str,
    request_id: bytes,
) -> list[Finding]:
    """What texts for a model are found to be."""
    inspected = Inspected(method, path, messages=tuple(filter(None, texts)))
    hits = [hit for hit in find(inspected) if hit.where == MESSAGE]
    at = time.time_ns() // 1_000
    ip, country = source_of(remote, forwarded_for, at)
    return findings_of(hits, inspected, at, ip, country, user, request_id)


def hits_in(request: HttpRequest) -> list[Hit]:
    """What detectors find in a request before its view runs: path, query, headers, short body.

    A body that is longer than INSPECT_MAX_BYTES, or an upload, is left to the view.
    """
    get = request.META.get
    headers = {name: value for key, name in _HEADERS.items() if (value := get(key)) is not None}
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    length = headers.get("content-length", "")
    body = b""
    if media in _READABLE and length.isdigit() and int(length) <= conf.INSPECT_MAX_BYTES:
        body = request.body
    # As if it went well: what an answer of 404 or 401 tells is not known yet.
    return find(
        Inspected(
            request.method or "", request.path, get("QUERY_STRING", ""), headers, body, status=200
        )
    )
