"""A record with prices on its calls, and the totals of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from dashboard.ingest.price import Price, price
from dashboard.ingest.record import Call, Record
from dashboard.rollups.facts import Facts, call_columns, model_request_columns, request_columns
from dashboard.rollups.periods import QUARTER_MICROS


class Totals(NamedTuple):
    """What the calls of a request add up to. ``cost_nanos`` is None when no call is priced."""

    calls: int = 0
    failed_calls: int = 0
    unpriced_calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0
    cost_nanos: int | None = None


NO_CALLS = Totals()


@dataclass(slots=True)
class Priced:
    """One record on its way to rows: capped names, prices, totals over its calls."""

    record: Record
    quarter: int
    endpoint: str
    models: list[str]
    prices: list[Price]
    user_number: int | None
    totals: Totals

    @property
    def failed(self) -> bool:
        """A status of 400 and above is a failure; an unknown one is not."""
        return (self.record.status or 0) >= 400


def add_up(calls: list[Call], prices: list[Price]) -> Totals:
    """The totals of some calls with their prices."""
    if not calls:
        return NO_CALLS
    failed = unpriced = prompt = completion = total = cost = 0
    for call, (nanos, _, _) in zip(calls, prices):
        failed += call.failed
        prompt += call.prompt_tokens
        completion += call.completion_tokens
        total += call.total_tokens
        if nanos is None:
            unpriced += 1
        else:
            cost += nanos
    known = None if unpriced == len(calls) else cost
    return Totals(len(calls), failed, unpriced, prompt, completion, total, known)


def facts_of(items: list[Priced]) -> Facts:
    """What the rollups count of all of them."""
    records = [item.record for item in items]
    sums = zip(*(item.totals for item in items)) if items else [[]] * len(Totals._fields)
    requests = request_columns(
        quarter=[item.quarter for item in items],
        endpoint=[item.endpoint for item in items],
        method=[item.record.method for item in items],
        status=[record.status for record in records],
        country=[record.country for record in records],
        user=[record.user for record in records],
        user_number=[item.user_number for item in items],
        latency_micros=[record.latency_micros for record in records],
        sums=dict(zip(Totals._fields, sums)),
    )
    made = [
        (item, call, model, found.cost_nanos)
        for item in items
        if item.models
        for call, model, found in zip(item.record.calls, item.models, item.prices)
    ]
    calls = call_columns(
        quarter=[item.quarter for item, _, _, _ in made],
        endpoint=[item.endpoint for item, _, _, _ in made],
        model=[model for _, _, model, _ in made],
        user_number=[item.user_number for item, _, _, _ in made],
        label=[call.provider for _, call, _, _ in made],
        failed=[call.failed for _, call, _, _ in made],
        prompt_tokens=[call.prompt_tokens for _, call, _, _ in made],
        completion_tokens=[call.completion_tokens for _, call, _, _ in made],
        total_tokens=[call.total_tokens for _, call, _, _ in made],
        cost_nanos=[nanos for _, _, _, nanos in made],
        latency_micros=[call.latency_micros for _, call, _, _ in made],
    )
    pairs = [
        (number, model)
        for number, item in enumerate(items)
        if item.models
        for model in set(item.models)
    ]
    return Facts(requests, calls, model_request_columns(requests, pairs))


def prices_of(calls: list[Call], created_micros: int) -> list[Price]:
    """The price of each call."""
    return [price(call, created_micros) for call in calls]


def quarter_of_micros(micros: int) -> int:
    """The quarter-hour of an instant given in microseconds."""
    return micros // QUARTER_MICROS
