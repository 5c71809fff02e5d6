"""What the fold reads: one fact a request, one a model call; from records or from rows alike."""

from __future__ import annotations

from typing import NamedTuple


class RequestFact(NamedTuple):
    """One request. Names of values that are summed are those of ``Measures``."""

    quarter: int
    endpoint: str
    status: int | None
    country: str
    user: str
    user_number: int | None
    lane: int | None
    requests: int
    failed: int
    ai_requests: int
    anonymous_requests: int
    latency_micros: int
    calls: int
    failed_calls: int
    unpriced_calls: int
    prompt_tokens: int
    completion_tokens: int
    total_tokens: int
    cost_nanos: int


class CallFact(NamedTuple):
    """One model call, with what its request says of it."""

    quarter: int
    endpoint: str
    model: str
    lane: int | None
    label: str
    calls: int
    failed_calls: int
    unpriced_calls: int
    prompt_tokens: int
    completion_tokens: int
    total_tokens: int
    cost_nanos: int
    call_latency_micros: int


class ModelRequestFact(NamedTuple):
    """One request that called one model, however often."""

    quarter: int
    endpoint: str
    model: str
    status: int | None
    country: str
    user_number: int | None
    lane: int | None
    requests: int
    failed: int
    ai_requests: int
    anonymous_requests: int
    latency_micros: int


class Facts(NamedTuple):
    """The facts of some requests."""

    requests: list[RequestFact]
    calls: list[CallFact]
    model_requests: list[ModelRequestFact]


def request_and_models(request: RequestFact, models: set[str]) -> list[ModelRequestFact]:
    """The facts of one request for each of the models that it called."""
    return [
        ModelRequestFact(
            request.quarter,
            request.endpoint,
            model,
            request.status,
            request.country,
            request.user_number,
            request.lane,
            1,
            request.failed,
            1,
            request.anonymous_requests,
            request.latency_micros,
        )
        for model in models
    ]
