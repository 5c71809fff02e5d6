"""A record with prices on its calls, and the totals of them."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.ingest.price import Price, price
from dashboard.ingest.record import Call, Record
from dashboard.rollups.facts import (
    CallFact,
    Facts,
    ModelRequestFact,
    RequestFact,
    request_and_models,
)
from dashboard.rollups.histogram import lane_of
from dashboard.rollups.periods import QUARTER_MICROS


@dataclass(slots=True)
class Priced:
    """One record on its way to rows: capped names, prices, totals over its calls."""

    record: Record
    quarter: int
    endpoint: str
    models: list[str]
    prices: list[Price]
    user_number: int | None

    @property
    def failed(self) -> bool:
        """A status of 400 and above is a failure; an unknown one is not."""
        return (self.record.status or 0) >= 400

    def cost_nanos(self) -> int | None:
        """The sum over the priced calls; None when none is."""
        costs = [found.cost_nanos for found in self.prices if found.cost_nanos is not None]
        return sum(costs) if costs else None

    def unpriced_calls(self) -> int:
        """How many calls have no price."""
        return sum(found.cost_nanos is None for found in self.prices)

    def request_fact(self) -> RequestFact:
        """What the rollups count of the request."""
        record, calls = self.record, self.record.calls
        latency = record.latency_micros
        return RequestFact(
            self.quarter,
            self.endpoint,
            record.status,
            record.country,
            record.user,
            self.user_number,
            None if latency is None else lane_of(latency),
            1,
            int(self.failed),
            1 if calls else 0,
            0 if record.user else 1,
            latency or 0,
            len(calls),
            sum(call.failed for call in calls),
            self.unpriced_calls(),
            sum(call.prompt_tokens for call in calls),
            sum(call.completion_tokens for call in calls),
            sum(call.total_tokens for call in calls),
            self.cost_nanos() or 0,
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

    def model_request_facts(self, fact: RequestFact) -> list[ModelRequestFact]:
        """What the rollups count of the request for each model that it called."""
        return request_and_models(fact, set(self.models)) if self.models else []


def facts_of(items: list[Priced]) -> Facts:
    """What the rollups count of all of them."""
    facts = Facts([], [], [])
    for item in items:
        request = item.request_fact()
        facts.requests.append(request)
        if item.models:
            facts.calls.extend(item.call_facts())
            facts.model_requests.extend(item.model_request_facts(request))
    return facts


def prices_of(calls: list[Call], created_micros: int) -> list[Price]:
    """The price of each call."""
    return [price(call, created_micros) for call in calls]


def quarter_of_micros(micros: int) -> int:
    """The quarter-hour of an instant given in microseconds."""
    return micros // QUARTER_MICROS
