"""Quantities that are mostly small and sometimes large, drawn quickly."""

from __future__ import annotations

from random import Random

# Drawn once: drawing each anew would take as long as the rest of a request.
_NORMAL = list(map(Random("noise").gauss, [0.0] * 4096, [1.0] * 4096))
_COUNT = len(_NORMAL)


class Noise:
    """Log-normal numbers, of one source of chance."""

    def __init__(self, rng: Random) -> None:
        self._random = rng.random

    def around(self, median: float, sigma: float) -> float:
        """A number around ``median``, in two of three cases within a factor of e to ``sigma``."""
        return median * 2.718281828 ** (sigma * _NORMAL[int(self._random() * _COUNT)])

    def micros(self, median_ms: float, sigma: float) -> int:
        """A duration in microseconds."""
        return int(self.around(median_ms * 1_000, sigma))
