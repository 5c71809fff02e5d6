"""The dashboard's numbers computed from the records themselves, as plainly as can be."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from dashboard.ingest.record import Call, Record
from dashboard.models.fields import from_micros
from dashboard.queries.filters import Filters


def matching(
    records: Sequence[Record], filters: Filters, start: dt.datetime, end: dt.datetime
) -> list[tuple[Record, list[Call]]]:
    """The requests in [start, end) under the filters, with the calls that count."""
    found = []
    for record in records:
        calls = [c for c in record.calls if filters.model in (None, c.model)]
        if (
            start <= from_micros(record.created_micros) < end
            and filters.user in (None, record.user)
            and filters.endpoint in (None, record.endpoint)
            and (filters.model is None or calls)
        ):
            found.append((record, calls))
    return found


def sums(found: Sequence[tuple[Record, list[Call]]]) -> dict[str, Any]:
    """The summary's sums."""
    calls = [call for _, of_request in found for call in of_request]
    failed = sum((record.status or 0) >= 400 for record, _ in found)
    return {
        "totalRequests": len(found),
        "successfulRequests": len(found) - failed,
        "failedRequests": failed,
        "aiRequests": sum(bool(of_request) for _, of_request in found),
        "modelCalls": len(calls),
        "promptTokens": sum(call.prompt_tokens for call in calls),
        "completionTokens": sum(call.completion_tokens for call in calls),
        "totalTokens": sum(call.total_tokens for call in calls),
        "totalCostUsd": sum(call.cost_nanos or 0 for call in calls) / 1e9,
        "unpricedCalls": sum(call.cost_nanos is None for call in calls),
        "uniqueUsers": len({record.user for record, _ in found if record.user}),
    }


def nearest_rank(values: Sequence[int], rank: int) -> float | None:
    """The percentile of durations in microseconds, in milliseconds."""
    if not values:
        return None
    return sorted(values)[math.ceil(rank / 100 * len(values)) - 1] / 1_000


def latencies(found: Sequence[tuple[Record, list[Call]]]) -> list[int]:
    """The known latencies, in microseconds."""
    return [r.latency_micros for r, _ in found if r.latency_micros is not None]


def by_status(found: Sequence[tuple[Record, list[Call]]]) -> dict[int, int]:
    """Failed requests by status."""
    statuses = [record.status or 0 for record, _ in found]
    return Counter(status for status in statuses if status >= 400)


def by_country(found: Sequence[tuple[Record, list[Call]]]) -> dict[str, int]:
    """Requests by known country."""
    return Counter(record.country for record, _ in found if record.country)


def by_user(found: Sequence[tuple[Record, list[Call]]]) -> dict[str, tuple[int, int]]:
    """Requests and tokens by user."""
    requests, tokens = Counter[str](), Counter[str]()
    for record, calls in found:
        if record.user:
            requests[record.user] += 1
            tokens[record.user] += sum(call.total_tokens for call in calls)
    return {user: (requests[user], tokens[user]) for user in requests}


def by_model(found: Sequence[tuple[Record, list[Call]]]) -> dict[str, tuple[int, int, int]]:
    """Calls, failed calls and tokens by model."""
    models: dict[str, tuple[int, int, int]] = {}
    for _, calls in found:
        for call in calls:
            made, failed, tokens = models.get(call.model, (0, 0, 0))
            models[call.model] = (made + 1, failed + call.failed, tokens + call.total_tokens)
    return models
