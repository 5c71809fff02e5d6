"""How many rows a database has."""

from __future__ import annotations

from typing import NamedTuple

from dashboard.models.model_call import ModelCall
from dashboard.models.request_log import RequestLog


class Rows(NamedTuple):
    """Requests and calls."""

    requests: int
    calls: int


def count() -> Rows:
    """How many there are now."""
    return Rows(RequestLog.objects.count(), ModelCall.objects.count())


def expect(before: Rows, requests: int, calls: int) -> None:
    """See that so many were added."""
    wanted = Rows(before.requests + requests, before.calls + calls)
    assert (found := count()) == wanted, f"{found} instead of {wanted}"
