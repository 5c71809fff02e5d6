"""Lane blobs: an array of counters in few bytes, added by the thousand as big integers.

A blob begins with one byte for the width of a counter (1, 2, 4 or 8 bytes) and two for the
number of the first lane. Then come the counters, least significant byte first, zeros at both
ends left out. With the highest bit of the width set, only the lanes that are not zero follow:
their numbers, two bytes each, then their counters.

Read as one integer with 32 bits a lane (64 where sums of tokens or money are counted), blobs of
any form add, and subtract, with one operation.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Mapping
from itertools import compress
from typing import Literal

_HEADER = 3
_SPARSE = 0x80
_FORMATS: dict[int, Literal["B", "H", "I", "Q"]] = {1: "B", 2: "H", 4: "I", 8: "Q"}

# Bytes of a lane when it is added up: of counts, and of sums.
COUNT = 4
SUM = 8

if sys.byteorder != "little":
    raise ImportError("lane blobs are read with the byte order of the processor: little-endian")


def encode(counts: Mapping[int, int], lane_bytes: int = COUNT) -> bytes | None:
    """The blob of ``{lane: count}``; None when nothing is counted."""
    return from_int(sum_of(counts, lane_bytes), lane_bytes)


def sum_of(counts: Mapping[int, int], lane_bytes: int = COUNT) -> int:
    """``{lane: count}`` as one integer, ready to be added to others."""
    if not counts:
        return 0
    lanes = array(_FORMATS[lane_bytes], bytes((max(counts) + 1) * lane_bytes))
    for lane, count in counts.items():
        lanes[lane] = count
    return int.from_bytes(lanes.tobytes(), "little")


def to_int(blob: bytes | None, lane_bytes: int = COUNT) -> int:
    """The blob as one integer, ready to be added to others."""
    if not blob:
        return 0
    width, first, body = blob[0], blob[1] | blob[2] << 8, bytes(blob[_HEADER:])
    if width & _SPARSE:
        return sum_of(_sparse(width & ~_SPARSE, body), lane_bytes)
    if width != lane_bytes:
        wide = bytearray(len(body) // width * lane_bytes)
        for byte in range(width):
            wide[byte::lane_bytes] = body[byte::width]
        body = bytes(wide)
    return int.from_bytes(body, "little") << (first * lane_bytes * 8)


def pick(blob: bytes | None, lanes: Iterable[int]) -> list[int]:
    """The counters of some lanes of a blob."""
    if not blob:
        return [0 for _ in lanes]
    width, first, body = blob[0], blob[1] | blob[2] << 8, bytes(blob[_HEADER:])
    if width & _SPARSE:
        known = _sparse(width & ~_SPARSE, body)
        return [known.get(lane, 0) for lane in lanes]
    dense = memoryview(body).cast(_FORMATS[width])
    return [dense[lane - first] if 0 <= lane - first < len(dense) else 0 for lane in lanes]


def _sparse(width: int, body: bytes) -> dict[int, int]:
    used = len(body) // (2 + width)
    numbers = memoryview(body[: 2 * used]).cast("H")
    return dict(zip(numbers, memoryview(body[2 * used :]).cast(_FORMATS[width])))


def counts(total: int, lane_bytes: int = COUNT) -> memoryview:
    """The counters of a sum of ``to_int`` values, from lane 0 on."""
    size = -(-total.bit_length() // (lane_bytes * 8)) * lane_bytes
    return memoryview(total.to_bytes(size, "little")).cast(_FORMATS[lane_bytes])


def from_int(total: int, lane_bytes: int = COUNT) -> bytes | None:
    """The blob of a sum, in the form that takes fewest bytes; None when it is zero."""
    if not total:
        return None
    bits = lane_bytes * 8
    first = ((total & -total).bit_length() - 1) // bits
    size = -(-total.bit_length() // bits) - first
    data = (total >> first * bits).to_bytes(size * lane_bytes, "little")
    # The lowest byte of each lane, the next ones, and so on: cells are written by the
    # thousand, and most lanes are empty, so few are looked at by themselves.
    planes = [data[byte::lane_bytes] for byte in range(lane_bytes)]
    while not planes[-1].strip(b"\0"):
        planes.pop()
    width = 1 << (len(planes) - 1).bit_length()
    used = planes[0] if width == 1 else _any_of(planes)
    zeros = used.count(0)
    if zeros and (size - zeros) * (2 + width) < size * width:
        numbers = array("H", compress(range(first, first + size), used))
        lanes = memoryview(data).cast(_FORMATS[lane_bytes])
        values = array(_FORMATS[width], [lanes[number - first] for number in numbers])
        return bytes((width | _SPARSE, 0, 0)) + numbers.tobytes() + values.tobytes()
    body = bytearray(size * width)
    for byte, plane in enumerate(planes):
        body[byte::width] = plane
    return bytes((width, first & 255, first >> 8)) + body


def _any_of(planes: list[bytes]) -> bytes:
    """A byte for each lane, which is zero when the lane is."""
    used = 0
    for plane in planes:
        used |= int.from_bytes(plane, "little")
    return used.to_bytes(len(planes[0]), "little")
