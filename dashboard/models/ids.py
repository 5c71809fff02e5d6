"""Request ids: UUID version 7 (RFC 9562), so that an id says when its request began.

Because the first 48 bits are the request's millisecond, a range of time is a range of ids: a
request is found by id and its calls by time without an index more.
"""

from __future__ import annotations

import datetime as dt
import uuid
from random import getrandbits

from dashboard.models.fields import from_micros, to_micros

_VERSION_AND_VARIANT = (7 << 76) | (2 << 62)
_RANDOM_74_BITS = ((1 << 12) - 1) << 64 | ((1 << 62) - 1)


def new_id(micros: int, seed: int | None = None) -> bytes:
    """The 16 bytes of an id for a request that began at ``micros``.

    ``seed`` stands in for the random part where the same request must get the same id again
    (the line of an imported file).
    """
    random = getrandbits(128) if seed is None else seed
    number = ((micros // 1_000) << 80) | _VERSION_AND_VARIANT | (random & _RANDOM_74_BITS)
    return number.to_bytes(16, "big")


def first_id(instant: dt.datetime) -> uuid.UUID:
    """The smallest id of a request that began in the millisecond of ``instant`` or later."""
    return uuid.UUID(int=(to_micros(instant) // 1_000) << 80)


def millisecond_of(request_id: uuid.UUID) -> dt.datetime:
    """The millisecond in which the request with this id began, UTC."""
    return from_micros((request_id.int >> 80) * 1_000)
