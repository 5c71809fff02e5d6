"""Sets of users as integers: a bit a user, so that unions and overlaps are one operation.

The lanes of all blocks of users, one behind the other, are one integer of 32 bits a user. Its
set has the lowest of these bits where any of them is set.
"""

from __future__ import annotations

from dashboard.rollups import lanes
from dashboard.rollups.declarations import USERS_A_BLOCK

UserSet = int

_LANE_BITS = lanes.COUNT * 8
_BLOCK_BITS = USERS_A_BLOCK * _LANE_BITS


def block_shift(block: str) -> int:
    """How many bits the lanes of a block stand above those of the first."""
    return int(block) * _BLOCK_BITS


def set_of(counted: int) -> UserSet:
    """The users whose lane is not zero."""
    # Bits of the next lane come in from above, but never as far down as the lowest bit.
    for shift in (16, 8, 4, 2, 1):
        counted |= counted >> shift
    size = -(-counted.bit_length() // _LANE_BITS)
    return counted & int.from_bytes(b"\x01\x00\x00\x00" * size, "little")


def size_of(users: UserSet) -> int:
    """How many users a set has."""
    return users.bit_count()
