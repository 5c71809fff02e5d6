"""Requests as capture hands them on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from bench.traffic.catalog import ENDINGS, ENDPOINTS, MODELS
from bench.traffic.clients import Client, Clients
from dashboard.ingest.record import Call, Record
from dashboard.models.ids import new_id

_ENDPOINTS = [endpoint for endpoint in ENDPOINTS for _ in range(endpoint.share)]
_MODELS = [model for model in MODELS for _ in range(model.share)]
_FAILURES = [ending for ending, share in ENDINGS.items() for _ in range(share)]
_REQUESTS_A_VISIT = 12
_SECONDS_BETWEEN = 30


class Requests:
    """Draws requests at given times, in visits of some requests each."""

    def __init__(self, clients: Clients, seed: str) -> None:
        self._clients = clients
        self._rng = Random(seed)

    def at(self, times: Iterable[int], a_second: float) -> Iterator[Record]:
        """One request at each time (microseconds since 1970, in order).

        ``a_second`` is how many there are on average: so many clients are there at once that
        each of them makes a request every half minute.
        """
        rng = self._rng
        visitors = [
            self._clients.draw(rng) for _ in range(max(1, round(a_second * _SECONDS_BETWEEN)))
        ]
        for micros in times:
            place = int(len(visitors) * rng.random())
            yield self.by(visitors[place], micros)
            if rng.random() * _REQUESTS_A_VISIT < 1:
                visitors[place] = self._clients.draw(rng)

    def by(self, client: Client, micros: int) -> Record:
        """A request of a client at a time."""
        rng = self._rng
        endpoint = _ENDPOINTS[int(rng.random() * 1_000)]
        status, error_type = 200, ""
        chance = int(rng.random() * 10_000)
        if chance < len(_FAILURES):
            status, error_type = _FAILURES[chance]
        latency = int(endpoint.median_ms * 1_000 * rng.lognormvariate(0, 0.6))
        return Record(
            new_id(micros, rng.getrandbits(74)),
            micros,
            endpoint.method,
            endpoint.pattern,
            endpoint.path.format(int(rng.random() * 100_000)),
            status,
            latency,
            None,
            client.user,
            bool(client.user),
            "",
            client.ip,
            client.country,
            client.agent,
            error_type,
            f"{error_type}: the request could not be answered" if error_type else "",
            [self._call(status, error_type, latency)] if endpoint.calls_model else [],
        )

    def _call(self, status: int, error_type: str, latency: int) -> Call:
        rng = self._rng
        model = _MODELS[int(rng.random() * 100)]
        failed = status == 429 or status >= 500
        prompt = 0 if failed else 20 + int(rng.lognormvariate(6.5, 0.9))
        completion = 0 if failed else 5 + int(rng.lognormvariate(5.3, 0.8))
        return Call(
            model.name,
            model.provider,
            prompt_tokens=prompt,
            completion_tokens=completion,
            total_tokens=prompt + completion,
            latency_micros=latency * 19 // 20,
            offset_micros=latency // 25,
            finish_reason="" if failed else "stop",
            failed=failed,
            error_type=error_type if failed else "",
        )
