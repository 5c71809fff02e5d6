"""How the admin writes durations, money and people."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

DASH = "\N{EN DASH}"


def milliseconds(value: float | None) -> str:
    """A duration in ms below a second, in seconds above; a dash when it is unknown."""
    if value is None:
        return DASH
    return f"{value:,.0f} ms" if value < 1_000 else f"{value / 1_000:,.2f} s"


def dollars(value: Decimal | None) -> str:
    """US dollars with the decimals that small amounts need; a dash when it is unknown."""
    if value is None:
        return DASH
    if 0 < value < Decimal("0.0001"):
        return "<$0.0001"
    return f"${value:,.4f}" if value < Decimal("0.01") else f"${value:,.2f}"


def person(user: Any, key: Any) -> str:
    """The name of a user; the key of one that is gone; a dash for nobody."""
    if user is not None:
        return str(user.get_username())
    return DASH if key is None else f"(deleted, {key})"
