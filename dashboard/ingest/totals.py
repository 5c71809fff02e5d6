"""A record with prices on its calls, and the totals of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from dashboard.ingest.price import Price, price
from dashboard.ingest.record import Call, Record
from dashboard.rollups.facts import (
    CallFact,
    Facts,
    RequestFact,
    request_and_models,
)
from dashboard.rollups.histogram import lane_of
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

    def request_fact(self) -> RequestFact:
        """What the rollups count of the request."""
        record = self.record
        latency, status = record.latency_micros, record.status
        calls, failed_calls, unpriced, prompt, completion, total, cost = self.totals
        return RequestFact(
            self.quarter,
            self.endpoint,
            status,
            record.country,
            record.user,
            self.user_number,
            None if latency is None else lane_of(latency),
            1,
            1 if status is not None and status >= 400 else 0,
            1 if calls else 0,
            0 if record.user else 1,
            latency or 0,
            calls,
            failed_calls,
            unpriced,
            prompt,
            completion,
            total,
            cost or 0,
        )

    def call_facts(self) -> list[CallFact]:
        """What the rollups count of each call."""
        return [
            CallFact(
                self.quarter,
                self.endpoint,
                model,
                None if call.latency_micros is None else lane_of(call.latency_micros),
                call.provider,
                1,
                int(call.failed),
                int(found.cost_nanos is None),
                call.prompt_tokens,
                call.completion_tokens,
                call.total_tokens,
                found.cost_nanos or 0,
                call.latency_micros or 0,
            )
            for call, model, found in zip(self.record.calls, self.models, self.prices)
        ]


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
    facts = Facts([], [], [])
    for item in items:
        request = item.request_fact()
        facts.requests.append(request)
        if item.models:
            facts.calls.extend(item.call_facts())
            facts.model_requests.extend(request_and_models(request, set(item.models)))
    return facts


def prices_of(calls: list[Call], created_micros: int) -> list[Price]:
    """The price of each call."""
    return [price(call, created_micros) for call in calls]


def quarter_of_micros(micros: int) -> int:
    """The quarter-hour of an instant given in microseconds."""
    return micros // QUARTER_MICROS
