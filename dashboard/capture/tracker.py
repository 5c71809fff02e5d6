"""TokenUsageTracker: how a view tells what its model calls used."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest

from dashboard.capture.inspection import inspect_messages
from dashboard.capture.measurement import Measurement
from dashboard.capture.middleware import ATTRIBUTE
from dashboard.conf import conf
from dashboard.ingest.record import Call
from dashboard.threats.inspected import texts_in

logger = logging.getLogger("dashboard.capture")

# More than this is no count of tokens, and no price of a call.
_MOST_TOKENS = 10**12
_MOST_DOLLARS = Decimal(10) ** 7


class InvalidUsage(ValueError):
    """What was reported of a call makes no sense. Logged, never raised into the view."""


class TokenUsageTracker:
    """Adds model calls to the request that makes them."""

    @staticmethod
    def log_chat_completion(
        *,
        request: HttpRequest | Any,
        model_name: str,
        usage_data: Mapping[str, Any] | None = None,
        cost_usd: Decimal | float | str | None = None,
        finish_reason: str = "",
        provider: str = "",
        latency_ms: float | None = None,
        time_to_first_token_ms: float | None = None,
        response_model: str = "",
        failed: bool = False,
        error_type: str = "",
        messages: Any = None,
    ) -> bool:
        """Record one call; whether it was taken.

        ``usage_data`` has prompt_tokens and completion_tokens, and may have total_tokens
        (else their sum), cached_tokens and reasoning_tokens. ``cost_usd`` is what the
        provider reported; None lets the price list decide. ``messages``, texts or a provider's
        list of messages, are searched for attacks on the model and thrown away. Usable from
        sync and async views, threads, and after a stream has ended. Nonsense (negative, not a
        number) is refused with a log line and False; nothing is raised.
        """
        try:
            measurement = _measurement_of(request)
            call = Call(
                model=_name("model_name", model_name, 100, required=True),
                provider=_name("provider", provider, 50),
                finish_reason=_name("finish_reason", finish_reason or "", 50),
                response_model=_name("response_model", response_model, 100),
                latency_micros=_micros("latency_ms", latency_ms),
                first_token_micros=_micros("time_to_first_token_ms", time_to_first_token_ms),
                cost_nanos=_nanos(cost_usd),
                failed=bool(failed),
                error_type=_name("error_type", error_type, 100),
            )
            _set_tokens(call, usage_data or {})
            ended = measurement.elapsed_micros()
            call.offset_micros = max(0, ended - (call.latency_micros or 0))
            measurement.add_call(call)
            if messages and conf.INSPECT:
                inspect_messages(request, texts_in(messages), measurement.id)
        except InvalidUsage as error:
            logger.warning("a model call was not recorded: %s", error)
            return False
        except Exception:
            logger.exception("a model call could not be recorded")
            return False
        return True

    @staticmethod
    @contextmanager
    def track(
        *, request: HttpRequest | Any, model_name: str, provider: str = "", messages: Any = None
    ) -> Iterator[TrackedCall]:
        """Time one call and record it at the end, as failed when the block raises.

        with TokenUsageTracker.track(request=request, model_name="gpt-4o") as call:
            answer = client.chat.completions.create(...)
            call.usage(answer.usage.model_dump(), finish_reason="stop")
        """
        call = TrackedCall()
        error_type = ""
        try:
            yield call
        except BaseException as error:
            error_type = type(error).__name__
            raise
        finally:
            TokenUsageTracker.log_chat_completion(
                request=request,
                model_name=model_name,
                provider=provider,
                usage_data=call.usage_data,
                cost_usd=call.cost_usd,
                finish_reason=call.finish_reason,
                response_model=call.response_model,
                latency_ms=call.elapsed_ms(),
                time_to_first_token_ms=call.first_token_ms,
                failed=bool(error_type),
                error_type=error_type,
                messages=messages,
            )


class TrackedCall:
    """One call while it runs, in the hands of the view."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self.usage_data: Mapping[str, Any] | None = None
        self.cost_usd: Decimal | float | str | None = None
        self.finish_reason = ""
        self.response_model = ""
        self.first_token_ms: float | None = None

    def usage(
        self,
        usage_data: Mapping[str, Any],
        *,
        cost_usd: Decimal | float | str | None = None,
        finish_reason: str = "",
        response_model: str = "",
    ) -> None:
        """Say what the call used, as in ``log_chat_completion``."""
        self.usage_data = usage_data
        self.cost_usd = cost_usd
        self.finish_reason = finish_reason
        self.response_model = response_model

    def first_token(self) -> None:
        """Say that the first token of a stream is there. Later ones change nothing."""
        if self.first_token_ms is None:
            self.first_token_ms = self.elapsed_ms()

    def elapsed_ms(self) -> float:
        """Milliseconds since the call began."""
        return (time.perf_counter() - self._started) * 1_000


def _measurement_of(request: Any) -> Measurement:
    measurement = getattr(request, ATTRIBUTE, None)
    if measurement is None:
        raise InvalidUsage("its request is not logged")
    return measurement


def _set_tokens(call: Call, usage: Mapping[str, Any]) -> None:
    if not isinstance(usage, Mapping):
        raise InvalidUsage(f"usage_data is of type {type(usage).__name__}, not a mapping")
    call.prompt_tokens = _tokens("prompt_tokens", usage.get("prompt_tokens")) or 0
    call.completion_tokens = _tokens("completion_tokens", usage.get("completion_tokens")) or 0
    total = _tokens("total_tokens", usage.get("total_tokens"))
    call.total_tokens = call.prompt_tokens + call.completion_tokens if total is None else total
    call.cached_tokens = _tokens("cached_tokens", usage.get("cached_tokens"))
    call.reasoning_tokens = _tokens("reasoning_tokens", usage.get("reasoning_tokens"))


def _tokens(name: str, value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        raise InvalidUsage(f"{name} is {value!r}, not a whole number")
    if not 0 <= value <= _MOST_TOKENS:
        raise InvalidUsage(f"{name} is {value!r}, not between 0 and {_MOST_TOKENS}")
    return int(value)


def _micros(name: str, milliseconds: Any) -> int | None:
    if milliseconds is None:
        return None
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int | float):
        raise InvalidUsage(f"{name} is {milliseconds!r}, not a number")
    if not 0 <= milliseconds < 10**10:
        raise InvalidUsage(f"{name} is {milliseconds!r}, not a duration")
    return round(milliseconds * 1_000)


def _nanos(dollars: Any) -> int | None:
    if dollars is None:
        return None
    try:
        amount = Decimal(str(dollars))
    except InvalidOperation:
        raise InvalidUsage(f"cost_usd is {dollars!r}, not a number") from None
    if not (amount.is_finite() and 0 <= amount <= _MOST_DOLLARS):
        raise InvalidUsage(f"cost_usd is {dollars!r}, not between 0 and {_MOST_DOLLARS}")
    return round(amount * 1_000_000_000)


def _name(field: str, value: Any, length: int, required: bool = False) -> str:
    if not isinstance(value, str) or (required and not value.strip()):
        raise InvalidUsage(f"{field} is {value!r}, not a name")
    text = value if value.isprintable() else "".join(filter(str.isprintable, value))
    return text.strip()[:length]
