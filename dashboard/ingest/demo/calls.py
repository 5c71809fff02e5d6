"""The model calls that requests make."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from random import Random

from dashboard.ingest.demo import catalog
from dashboard.ingest.demo.catalog import Ending, Model, Route
from dashboard.ingest.demo.noise import Noise
from dashboard.ingest.record import Call

_CHAT_UPTO = list(accumulate(model.share for model in catalog.CHAT_MODELS))
_EMBEDDING_UPTO = list(accumulate(model.share for model in catalog.EMBEDDING_MODELS))
_STEPS_AT_MOST = 6


class Calls:
    """Draws the calls of one request after the other."""

    def __init__(self, rng: Random, noise: Noise) -> None:
        self._rng = rng
        self._noise = noise

    def of(self, route: Route, ending: Ending, offset: int) -> list[Call]:
        """The calls of a request, the first ``offset`` microseconds after its begin.

        A request that is refused (4xx but 429) does not come to its model; of one that fails
        it is the last call that does.
        """
        if 400 <= ending.status < 500 and ending.status != 429:
            return []
        if route.does == catalog.EMBED:
            return [self._embedding(ending, offset)]
        steps = 1
        if route.does == catalog.AGENT:
            steps = self._rng.randint(2, _STEPS_AT_MOST)
        model = self._draw(catalog.CHAT_MODELS, _CHAT_UPTO)
        calls: list[Call] = []
        for step in range(1, steps + 1):
            failed = ending.status >= 400 and step == steps
            call = (
                self._failed(model, ending, offset, "chat")
                if failed
                else self._chat(model, offset, route.does == catalog.STREAM, step == steps)
            )
            calls.append(call)
            offset += call.latency_micros or 0
        return calls

    def _draw(self, models: Sequence[Model], upto: list[float]) -> Model:
        return self._rng.choices(models, cum_weights=upto)[0]

    def _chat(self, model: Model, offset: int, streamed: bool, last: bool) -> Call:
        around = self._noise.around
        prompt = 20 + int(around(850, 0.9))
        completion = 5 + int(around(240, 0.8))
        first_token = int(around(model.first_token_ms * 1_000, 0.35))
        cached = prompt // 2 if prompt > 2_000 and self._rng.random() < 0.4 else None
        finish = "stop" if completion < 1_400 else "length"
        return Call(
            model.name,
            model.provider,
            prompt_tokens=prompt,
            completion_tokens=completion,
            total_tokens=prompt + completion,
            cached_tokens=cached,
            latency_micros=first_token + completion * 1_000_000 // model.speed,
            first_token_micros=first_token if streamed else None,
            offset_micros=offset,
            finish_reason=finish if last else "tool_calls",
        )

    def _embedding(self, ending: Ending, offset: int) -> Call:
        model = self._draw(catalog.EMBEDDING_MODELS, _EMBEDDING_UPTO)
        if ending.status >= 400:
            return self._failed(model, ending, offset, "embeddings")
        prompt = 4 + int(self._noise.around(180, 1.2))
        return Call(
            model.name,
            model.provider,
            "embeddings",
            prompt_tokens=prompt,
            total_tokens=prompt,
            latency_micros=self._noise.micros(model.first_token_ms, 0.4),
            offset_micros=offset,
        )

    def _failed(self, model: Model, ending: Ending, offset: int, operation: str) -> Call:
        """A call without an answer: at once, or after a minute of waiting."""
        latency = 60_000_000 if ending.status == 504 else self._noise.micros(140, 0.5)
        return Call(
            model.name,
            model.provider,
            operation,
            latency_micros=latency,
            offset_micros=offset,
            failed=True,
            error_type=ending.error_type,
        )
