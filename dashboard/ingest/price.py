"""What a model call costs: what was reported wins, then genai-prices, else unknown."""

from __future__ import annotations

import datetime as dt
import logging
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import NamedTuple

from genai_prices import Usage, calc_price
from genai_prices.types import ModelPrice, Tier, TieredPrices

from dashboard.ingest.record import Call
from dashboard.models.fields import from_micros
from dashboard.models.model_call import ModelCall

logger = logging.getLogger("dashboard.ingest")

_NANO = Decimal(1_000_000_000)
# Prices are US dollars a million tokens: a millionth of that, in trillionths.
_PICO_A_TOKEN = 1_000_000
# Prices that apply to any call, whatever its tokens.
_NOT_BY_TOKEN = {"requests_kcount"}


class Price(NamedTuple):
    """A cost in nano-dollars, or None; where it comes from; the price list's id of the model."""

    cost_nanos: int | None
    source: str
    price_id: str


class Rates(NamedTuple):
    """Prices of one model by token (input, output, cached), in pico-dollars.

    ``tiers`` are (more prompt tokens than, prices), highest first; empty where the price
    depends on something else than tokens.
    """

    price_id: str
    tiers: list[tuple[int, tuple[int, int, int]]]


# Plain text: a choice is an enum, which takes longer to write out than the price to find.
_REPORTED = ModelCall.CostSource.REPORTED.value
_LISTED = ModelCall.CostSource.GENAI_PRICES.value
UNPRICED = Price(None, ModelCall.CostSource.UNPRICED.value, "")


def price(call: Call, created_micros: int) -> Price:
    """The price of a call made at a time. An unknown model or provider is unpriced, never free."""
    if call.cost_nanos is not None:
        return Price(call.cost_nanos, _REPORTED, "")
    day = created_micros // 86_400_000_000
    rates = _rates(call.model, call.provider, day)
    if rates is None:
        return UNPRICED
    for start, of_token in rates.tiers:
        if call.prompt_tokens > start:
            nanos = _cost(call, *of_token)
            return Price(nanos, _LISTED, rates.price_id)
    return _usage_price(call, day)


def _cost(call: Call, of_input: int, of_output: int, of_cached: int) -> int:
    cached = min(call.cached_tokens or 0, call.prompt_tokens)
    pico = (
        (call.prompt_tokens - cached) * of_input
        + cached * of_cached
        + call.completion_tokens * of_output
    )
    nanos, rest = divmod(pico, 1_000)
    return nanos + (rest > 500 or (rest == 500 and nanos % 2))


@lru_cache(maxsize=4096)
def _rates(model: str, provider: str, day: int) -> Rates | None:
    """The rates of a model on a UTC day. A look-up takes 50 µs, so it is made once a day."""
    try:
        found = calc_price(
            Usage(input_tokens=1, output_tokens=1),
            model,
            provider_id=provider or None,
            genai_request_timestamp=_noon(day),
        )
    except (LookupError, ValueError):
        return None
    except Exception:
        logger.exception("the price list failed at model %r", model)
        return None
    price_id = f"{found.provider.id}/{found.model.id}"
    return Rates(price_id, _tiers(found.model_price))


def _tiers(prices: ModelPrice) -> list[tuple[int, tuple[int, int, int]]]:
    known = {name: value for name, value in vars(prices).items() if value is not None}
    if "input_mtok" not in known or known.keys() & _NOT_BY_TOKEN:
        return []
    of_input = known["input_mtok"]
    values = (
        of_input,
        known.get("output_mtok", Decimal(0)),
        known.get("cache_read_mtok", of_input),
    )
    starts = {
        tier.start for value in values if isinstance(value, TieredPrices) for tier in value.tiers
    }
    tiers = []
    for start in sorted({-1, *starts}, reverse=True):
        of_token = [_at(value, start) * _PICO_A_TOKEN for value in values]
        if any(price != int(price) for price in of_token):
            return []
        tiers.append((start, (int(of_token[0]), int(of_token[1]), int(of_token[2]))))
    return tiers


def _at(value: Decimal | TieredPrices, start: int) -> Decimal:
    """The price that holds for prompts of more than ``start`` tokens."""
    if isinstance(value, Decimal):
        return value
    return max(
        (tier for tier in value.tiers if tier.start <= start),
        key=lambda tier: tier.start,
        default=Tier(start=-1, price=value.base),
    ).price


def _usage_price(call: Call, day: int) -> Price:
    """A price in tiers, or by other units than tokens: asked for each call."""
    try:
        found = calc_price(
            Usage(
                input_tokens=call.prompt_tokens,
                output_tokens=call.completion_tokens,
                cache_read_tokens=call.cached_tokens,
            ),
            call.model,
            provider_id=call.provider or None,
            genai_request_timestamp=_noon(day),
        )
    except (LookupError, ValueError):
        return UNPRICED
    except Exception:
        logger.exception("the price list failed at model %r", call.model)
        return UNPRICED
    nanos = int((found.total_price * _NANO).to_integral_value(ROUND_HALF_EVEN))
    price_id = f"{found.provider.id}/{found.model.id}"
    return Price(nanos, _LISTED, price_id)


def _noon(day: int) -> dt.datetime:
    return from_micros(day * 86_400_000_000 + 43_200_000_000)
