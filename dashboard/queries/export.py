"""Tables as files: CSV and JSON, written while they are read, so that memory stays flat."""

from __future__ import annotations

import csv
import datetime as dt
import json
import uuid
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from io import StringIO
from itertools import islice
from typing import Any, NamedTuple

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse

from dashboard.queries.time_range import isoformat

Rows = Iterable[Sequence[Any]]


class Table(NamedTuple):
    """Rows under names; None stands for what is unknown. The rows may be read only once."""

    names: Sequence[str]
    rows: Rows


# Large enough that a chunk costs more than the step into the thread that reads it.
ROWS_A_CHUNK = 1_000
# A spreadsheet takes a cell that begins with one of these for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_chunks(names: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """A CSV file (RFC 4180, UTF-8) with a row of names; what is unknown is empty."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(names)
    yield _taken(buffer)
    remaining = iter(rows)
    while chunk := list(islice(remaining, ROWS_A_CHUNK)):
        writer.writerows([_csv_cell(value) for value in row] for row in chunk)
        yield _taken(buffer)


def json_chunks(names: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """A JSON array of objects, one a line; what is unknown is null."""
    remaining = iter(rows)
    before = "["
    while chunk := list(islice(remaining, ROWS_A_CHUNK)):
        objects = (json.dumps(dict(zip(names, map(_json_value, row)))) for row in chunk)
        yield (before + "\n" + ",\n".join(objects)).encode()
        before = ","
    yield b"\n]\n" if before == "," else b"[]\n"


FORMATS: dict[str, Callable[[Sequence[str], Rows], Iterator[bytes]]] = {
    "csv": csv_chunks,
    "json": json_chunks,
}
CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def stream(
    request: HttpRequest, *, name: str, format: str, chunks: Iterator[bytes]
) -> StreamingHttpResponse:
    """A download named ``name`` whose chunks are sent as they are made.

    Django would read a plain iterator to its end before it sends anything under ASGI, and an
    asynchronous one under WSGI.
    """
    body = _in_thread(chunks) if isinstance(request, ASGIRequest) else chunks
    response = StreamingHttpResponse(body, content_type=CONTENT_TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return response


async def _in_thread(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    def take() -> bytes | None:
        return next(chunks, None)

    while (chunk := await sync_to_async(take)()) is not None:
        yield chunk


def _taken(buffer: StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _csv_cell(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return isoformat(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _json_value(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return isoformat(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, uuid.UUID | dt.date):
        return str(value)
    return value
