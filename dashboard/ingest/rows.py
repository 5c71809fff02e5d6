"""From records to the rows of RequestLog and ModelCall, in native values."""

from __future__ import annotations

from typing import Any

from dashboard.ingest.totals import NO_CALLS, Priced

REQUEST_COLUMNS = (
    "id",
    "created_at",
    "user_id",
    "session_id",
    "is_authenticated",
    "is_demo",
    "method",
    "endpoint",
    "path",
    "status_code",
    "latency_ms",
    "first_byte_ms",
    "error_type",
    "error_message",
    "model_name",
    "provider",
    "model_calls",
    "failed_calls",
    "unpriced_calls",
    "prompt_tokens",
    "completion_tokens",
    "total_tokens",
    "cost_usd",
    "finish_reason",
    "time_to_first_token_ms",
    "ip_address",
    "country",
    "user_agent_id",
)
# What a late call changes in the row of its request.
TOTAL_COLUMNS = REQUEST_COLUMNS[14:25]

CALL_COLUMNS = (
    "request_id",
    "created_at",
    "offset_ms",
    "trace_id",
    "span_id",
    "parent_span_id",
    "operation",
    "provider",
    "model_name",
    "requested_model",
    "response_model",
    "prompt_tokens",
    "cached_tokens",
    "completion_tokens",
    "reasoning_tokens",
    "total_tokens",
    "cost_usd",
    "cost_source",
    "price_id",
    "latency_ms",
    "time_to_first_token_ms",
    "finish_reason",
    "failed",
    "error_type",
)


def totals_of(item: Priced) -> tuple[Any, ...]:
    """The values of TOTAL_COLUMNS: what the calls of a request add up to."""
    calls = item.record.calls
    if not calls:
        return ("", "", *NO_CALLS, "", None)
    return (
        item.models[0],
        calls[0].provider,
        *item.totals,
        calls[-1].finish_reason,
        calls[0].first_token_micros,
    )


def request_row(
    item: Priced, id: Any, created_at: Any, user: Any, session: int, agent: int | None
) -> tuple[Any, ...]:
    """The row of a request. ``id``, ``created_at`` and ``user`` are native values."""
    record = item.record
    return (
        id,
        created_at,
        user,
        session,
        # As numbers: sqlite3 looks for an adapter of each truth value, in vain.
        int(record.authenticated),
        int(record.demo),
        record.method,
        item.endpoint,
        record.path,
        record.status,
        record.latency_micros,
        record.first_byte_micros,
        record.error_type,
        record.error_message,
        *totals_of(item),
        record.ip,
        record.country,
        agent,
    )


def call_rows(item: Priced, id: Any, created_at: Any, first: int = 0) -> list[tuple[Any, ...]]:
    """The rows of the calls of a request, from the one with number ``first`` on."""
    calls = zip(item.record.calls[first:], item.models[first:], item.prices[first:])
    return [
        (
            id,
            created_at,
            call.offset_micros,
            call.trace_id,
            call.span_id,
            call.parent_span_id,
            call.operation,
            call.provider,
            model,
            call.requested_model or ("" if model == call.model else call.model),
            call.response_model,
            call.prompt_tokens,
            call.cached_tokens,
            call.completion_tokens,
            call.reasoning_tokens,
            call.total_tokens,
            found.cost_nanos,
            found.source,
            found.price_id,
            call.latency_micros,
            call.first_token_micros,
            call.finish_reason,
            int(call.failed),
            call.error_type,
        )
        for call, model, found in calls
    ]
