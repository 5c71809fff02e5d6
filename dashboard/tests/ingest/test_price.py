"""What calls cost: what was reported, else genai-prices to the nano-dollar, else unknown."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from genai_prices import Usage, calc_price

from dashboard.models import ModelCall
from dashboard.tests.capture.recorder import Recorder, drift

NANO = Decimal("0.000000001")
MODELS = [
    ("gpt-4o", "openai"),
    ("gpt-4o-mini", "openai"),
    ("gpt-4-turbo", "openai"),
    ("gpt-3.5-turbo", "openai"),
    ("o3-mini", "openai"),
    ("gpt-4.1", ""),
    ("claude-3-5-sonnet-20241022", "anthropic"),
    ("claude-3-haiku-20240307", "anthropic"),
    ("claude-sonnet-4-20250514", "anthropic"),
    ("claude-opus-4-20250514", ""),
    ("gemini-1.5-pro", "google"),
    ("gemini-2.5-pro", "google"),
    ("gemini-2.5-flash", "google"),
    ("mistral-large-latest", "mistral"),
    ("deepseek-chat", "deepseek"),
    ("command-r-plus", "cohere"),
    ("llama-3.3-70b-versatile", "groq"),
    ("grok-3", "x-ai"),
]
# Prompt, completion and cached tokens; on both sides of the steps at 128,000 and 200,000.
USAGES = [
    (1, 1, None),
    (0, 7, None),
    (12, 34, 0),
    (1_234, 567, 1_000),
    (128_000, 10, None),
    (128_001, 10, 64_001),
    (200_000, 1, None),
    (200_001, 1_003, 3),
    (999_999, 12_345, 999_999),
]
AT = dt.datetime(2026, 2, 3, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(("model", "provider"), MODELS)
def test_equal_to_the_price_list(recorder: Recorder, model: str, provider: str) -> None:
    calls = [
        {
            "model_name": model,
            "provider": provider,
            "usage_data": {"prompt_tokens": prompt, "completion_tokens": completion}
            | ({} if cached is None else {"cached_tokens": cached}),
        }
        for prompt, completion, cached in USAGES
    ]
    with time_machine.travel(AT):
        recorder.log(calls)
    row = recorder.row()
    stored = list(ModelCall.objects.order_by("id"))
    for call, (prompt, completion, cached) in zip(stored, USAGES, strict=True):
        usage = Usage(input_tokens=prompt, output_tokens=completion, cache_read_tokens=cached)
        expected: Any = calc_price(
            usage, model, provider_id=provider or None, genai_request_timestamp=AT
        )
        assert call.cost_usd == expected.total_price.quantize(NANO)
        assert call.price_id == f"{expected.provider.id}/{expected.model.id}"
        assert call.cost_source == "genai-prices"
    assert row.cost_usd == sum(call.cost_usd or 0 for call in stored)
    assert row.unpriced_calls == 0


def test_what_was_reported_wins(recorder: Recorder) -> None:
    usage = {"prompt_tokens": 1_000_000}
    costs = ["0.000000001", "12.5", 0]
    recorder.log([{"model_name": "gpt-4o", "usage_data": usage, "cost_usd": c} for c in costs])
    assert recorder.row().cost_usd == Decimal("12.500000001")
    stored = ModelCall.objects.order_by("id").values_list("cost_usd", "cost_source", "price_id")
    # A reported zero is free, which is known.
    assert list(stored) == [(Decimal(str(cost)), "reported", "") for cost in costs]


def test_unknown_is_not_zero(recorder: Recorder) -> None:
    usage = {"prompt_tokens": 100, "completion_tokens": 100}
    unknown = [("nobody-sells-this", ""), ("gpt-4o", "nobody"), ("gpt-4o", "anthropic")]
    for model, provider in unknown:
        recorder.log([{"model_name": model, "provider": provider, "usage_data": usage}])
    rows = recorder.rows()
    assert [(row.cost_usd, row.unpriced_calls) for row in rows] == [(None, 1)] * 3
    calls = ModelCall.objects.values_list("cost_usd", "cost_source", "price_id")
    assert list(calls) == [(None, "", "")] * 3
    assert drift() == "drift: 0 cells"


def test_a_known_price_beside_an_unknown_one(recorder: Recorder) -> None:
    usage = {"prompt_tokens": 1_000}
    names = ("gpt-4o", "nobody-sells-this")
    recorder.log([{"model_name": name, "usage_data": usage} for name in names])
    row = recorder.row()
    assert (row.cost_usd, row.unpriced_calls, row.model_calls) == (Decimal("0.0025"), 1, 2)
