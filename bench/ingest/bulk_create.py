"""A step, the baseline: the same rows by Django's bulk_create, without any rollup."""

from __future__ import annotations

import time
import uuid
from decimal import Decimal
from typing import Any

from django.db import transaction

from bench.ingest import rows
from bench.ingest.backlog import backlog
from dashboard.ingest.price import Price, price
from dashboard.ingest.record import Record
from dashboard.models.fields import from_micros
from dashboard.models.model_call import ModelCall
from dashboard.models.request_log import RequestLog

_A_BATCH = 2_000


def values_of(record: Record) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The values of a request and of its calls, prices found already. Not timed."""
    id, at = uuid.UUID(bytes=record.id), from_micros(record.created_micros)
    prices = [price(call, record.created_micros) for call in record.calls]
    calls = [
        {
            "request_id": id,
            "created_at": at,
            "offset_ms": (call.offset_micros or 0) / 1_000,
            "operation": call.operation,
            "provider": call.provider,
            "model_name": call.model,
            "prompt_tokens": call.prompt_tokens,
            "completion_tokens": call.completion_tokens,
            "total_tokens": call.total_tokens,
            "cost_usd": _dollars(found),
            "cost_source": found.source,
            "price_id": found.price_id,
            "latency_ms": (call.latency_micros or 0) / 1_000,
            "finish_reason": call.finish_reason,
            "failed": call.failed,
            "error_type": call.error_type,
        }
        for call, found in zip(record.calls, prices)
    ]
    request = {
        "id": id,
        "created_at": at,
        "user_id": int(record.user) if record.user else None,
        "is_authenticated": record.authenticated,
        "method": record.method,
        "endpoint": record.endpoint,
        "path": record.path,
        "status_code": record.status,
        "latency_ms": (record.latency_micros or 0) / 1_000,
        "error_type": record.error_type,
        "error_message": record.error_message,
        "model_calls": len(calls),
        "ip_address": record.ip,
        "country": record.country,
        "user_agent_id": 1,
    }
    if calls:
        same = ("model_name", "provider", "prompt_tokens", "completion_tokens", "total_tokens")
        request |= {name: calls[0][name] for name in (*same, "cost_usd", "finish_reason")}
    return request, calls


def _dollars(found: Price) -> Decimal | None:
    return None if found.cost_nanos is None else Decimal(found.cost_nanos).scaleb(-9)


def main(requests: int, users: int) -> dict[str, float]:
    """Time the making of the objects and their bulk_create, a transaction a batch."""
    found = [values_of(record) for record in backlog(requests, users)]
    before = rows.count()
    started = time.perf_counter()
    for start in range(0, len(found), _A_BATCH):
        batch = found[start : start + _A_BATCH]
        with transaction.atomic():
            RequestLog.objects.bulk_create([RequestLog(**request) for request, _ in batch])
            ModelCall.objects.bulk_create(
                [ModelCall(**values) for _, calls in batch for values in calls]
            )
    seconds = time.perf_counter() - started
    rows.expect(before, requests, sum(len(calls) for _, calls in found))
    return {"rate": requests / seconds}
