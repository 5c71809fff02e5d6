"""Records as capture makes them, and their way into the database."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from dashboard.ingest.checkpoints import Chunk
from dashboard.ingest.record import Call, Entry, Record
from dashboard.ingest.writer import Writer
from dashboard.models.fields import to_micros
from dashboard.models.ids import new_id


def call(model: str = "gpt-4o", **fields: Any) -> Call:
    """A call of 12 prompt and 34 completion tokens, unless told otherwise."""
    prompt = fields.setdefault("prompt_tokens", 12)
    completion = fields.setdefault("completion_tokens", 34)
    fields.setdefault("total_tokens", prompt + completion)
    return Call(model, **fields)


def record(created_at: dt.datetime, **fields: Any) -> Record:
    """A request to /api/chat/ that took 200 ms, unless told otherwise."""
    micros = to_micros(created_at)
    values: dict[str, Any] = {
        "method": "POST",
        "endpoint": "/api/chat/",
        "path": "/api/chat/",
        "status": 200,
        "latency_micros": 200_000,
        **fields,
    }
    return Record(id=new_id(micros), created_micros=micros, **values)


def write(entries: Sequence[Entry]) -> None:
    """Write entries as if they came from a journal of their own."""
    ends = list(range(1, len(entries) + 1))
    Writer().write([Chunk(uuid.uuid4(), "test", 0, len(entries), list(entries), ends)])
