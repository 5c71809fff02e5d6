"""Lane blobs: an array of counters in few bytes, added by the thousand as big integers.

A blob is one byte for the width of a lane (1, 2 or 4 bytes), two for the number of the first
lane, then the counters, least significant byte first, zeros at both ends left out. Width 0 says
that three bytes a counter follow instead: the lane and a count below 256, where few lanes are
used. Read as one integer with 32 bits a lane, blobs of any widths add, and subtract, with one
operation.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping

_HEADER = 3
_SPARSE = 0
_LANE_BYTES = 4
_LANE_BITS = 32


def encode(counts: Mapping[int, int]) -> bytes | None:
    """The blob of ``{lane: count}``; None when nothing is counted."""
    return from_int(sum_of(counts))


def sum_of(counts: Mapping[int, int]) -> int:
    """``{lane: count}`` as one integer of 32 bits a lane."""
    if not counts:
        return 0
    wide = array("I", bytes((max(counts) + 1) * _LANE_BYTES))
    for lane, count in counts.items():
        wide[lane] = count
    return int.from_bytes(wide.tobytes(), "little")


def to_int(blob: bytes | None) -> int:
    """The blob as one integer of 32 bits a lane, ready to be added to others."""
    if not blob:
        return 0
    width, first, body = blob[0], blob[1] | blob[2] << 8, blob[_HEADER:]
    if width == _SPARSE:
        return sum_of(_sparse(blob))
    if width != _LANE_BYTES:
        wide = bytearray(len(body) // width * _LANE_BYTES)
        for byte in range(width):
            wide[byte::_LANE_BYTES] = body[byte::width]
        body = bytes(wide)
    return int.from_bytes(body, "little") << (first * _LANE_BITS)


def _sparse(blob: bytes) -> dict[int, int]:
    lanes = (low | high << 8 for low, high in zip(blob[1::3], blob[2::3]))
    return dict(zip(lanes, blob[3::3]))


def counts(total: int) -> memoryview:
    """The counters of a sum of ``to_int`` values, from lane 0 on."""
    size = -(-total.bit_length() // _LANE_BITS) * _LANE_BYTES
    return memoryview(total.to_bytes(size, "little")).cast("I")


def from_int(total: int) -> bytes | None:
    """The blob of a sum; None when it is zero."""
    if not total:
        return None
    lanes = counts(total)
    first = ((total & -total).bit_length() - 1) // _LANE_BITS
    used = lanes[first:]
    largest = max(used)
    body = bytes(used)
    if largest < 1 << 8:
        narrow = body[::_LANE_BYTES]
        if (len(narrow) - narrow.count(0)) * 3 < len(narrow) + 2:
            pairs = ((first + at, count) for at, count in enumerate(narrow) if count)
            return bytes((_SPARSE, *(b for at, n in pairs for b in (at & 255, at >> 8, n))))
        return bytes((1, first & 255, first >> 8)) + narrow
    if largest < 1 << 16:
        wider = bytearray(len(used) * 2)
        wider[::2], wider[1::2] = body[::_LANE_BYTES], body[1::_LANE_BYTES]
        return bytes((2, first & 255, first >> 8)) + bytes(wider)
    return bytes((_LANE_BYTES, first & 255, first >> 8)) + body


def add(blobs: Iterable[bytes | None]) -> int:
    """The sum of blobs, as an integer for ``counts`` or ``from_int``."""
    return sum(map(to_int, blobs))
