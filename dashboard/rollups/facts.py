"""What the fold reads: facts about requests and calls, column by column.

They come from records (the writer) and from rows (``raw``) alike. Columns, because
``zip``, ``Counter`` and comprehensions over them run in C, and thousands of requests go through
here while others wait for the interpreter. Columns that are summed are named as in ``Measures``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from dashboard.rollups.histogram import lanes_of

Columns = dict[str, Sequence[Any]]
NONE: Columns = {"quarter": []}


class Facts(NamedTuple):
    """Some requests, their model calls, and each request once for each model that it called.

    ``requests`` has quarter, hour and day, endpoint, route (method and endpoint), status,
    country, user, user_number and lane (of its latency), and what is summed; ``calls`` has these
    times, endpoint, model, user_number, lane and label (the provider), and what is summed;
    ``model_requests`` is like ``requests``, with model. ``visits`` and ``page_views`` come from
    elsewhere (``rollups.visits``), and so do ``events`` (``rollups.events``).
    """

    requests: Columns
    calls: Columns
    model_requests: Columns
    visits: Columns = NONE
    page_views: Columns = NONE
    events: Columns = NONE


_OF_MODEL_REQUESTS = (
    "quarter",
    "hour",
    "day",
    "endpoint",
    "status",
    "country",
    "user_number",
    "lane",
    "requests",
    "failed",
    "ai_requests",
    "anonymous_requests",
    "latency_micros",
)


def request_columns(
    *,
    quarter: Sequence[int],
    endpoint: Sequence[str],
    method: Sequence[str],
    status: Sequence[int | None],
    country: Sequence[str],
    user: Sequence[str],
    user_number: Sequence[int | None],
    latency_micros: Sequence[int | None],
    sums: Columns,
) -> Columns:
    """The columns of requests. ``sums`` are those over their calls, calls to cost_nanos."""
    return {
        **buckets_of(quarter),
        "endpoint": endpoint,
        "route": [f"{verb} {where}" for verb, where in zip(method, endpoint)],
        "status": status,
        "country": country,
        "user": user,
        "user_number": user_number,
        "lane": lanes_of(latency_micros),
        "requests": [1] * len(quarter),
        "failed": [1 if code is not None and code >= 400 else 0 for code in status],
        "ai_requests": [1 if count else 0 for count in sums["calls"]],
        "anonymous_requests": [0 if name else 1 for name in user],
        "latency_micros": [micros or 0 for micros in latency_micros],
        **sums,
        "cost_nanos": [nanos or 0 for nanos in sums["cost_nanos"]],
    }


def call_columns(
    *,
    quarter: Sequence[int],
    endpoint: Sequence[str],
    model: Sequence[str],
    user_number: Sequence[int | None],
    label: Sequence[str],
    failed: Sequence[Any],
    prompt_tokens: Sequence[int],
    completion_tokens: Sequence[int],
    total_tokens: Sequence[int],
    cost_nanos: Sequence[int | None],
    latency_micros: Sequence[int | None],
) -> Columns:
    """The columns of model calls."""
    return {
        **buckets_of(quarter),
        "endpoint": endpoint,
        "model": model,
        "user_number": user_number,
        "label": label,
        "lane": lanes_of(latency_micros),
        "calls": [1] * len(quarter),
        "failed_calls": [1 if call_failed else 0 for call_failed in failed],
        "unpriced_calls": [1 if nanos is None else 0 for nanos in cost_nanos],
        "prompt_tokens": prompt_tokens,
        "completion_tokens": completion_tokens,
        "total_tokens": total_tokens,
        "cost_nanos": [nanos or 0 for nanos in cost_nanos],
        "call_latency_micros": [micros or 0 for micros in latency_micros],
    }


def model_request_columns(requests: Columns, pairs: Sequence[tuple[int, str]]) -> Columns:
    """The columns of (number of a request, model that it called), each pair once."""
    columns: Columns = {"model": [model for _, model in pairs]}
    for name in _OF_MODEL_REQUESTS:
        column = requests[name]
        columns[name] = [column[number] for number, _ in pairs]
    return columns


def buckets_of(quarters: Sequence[int]) -> Columns:
    """The bucket of each period, by the period's name."""
    return {
        "quarter": quarters,
        "hour": [quarter - quarter % 4 for quarter in quarters],
        "day": [quarter - quarter % 96 for quarter in quarters],
    }
