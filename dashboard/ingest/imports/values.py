"""The other values as files write them. Each parser raises ``BadRow`` for nonsense."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from dashboard.ingest.imports.row_format import BadRow

# What stands for a value that is not there.
UNKNOWN = frozenset(["", None, "NULL", "null", "None", "NaN", "nan", "\\N"])

_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}
_MOST_TOKENS = 10**12
_MOST_MILLISECONDS = 10**10
_MOST_DOLLARS = 10**6


def tokens(value: Any) -> int:
    """A count of tokens."""
    return _whole(value, 0, _MOST_TOKENS)


def status(value: Any) -> int:
    """An HTTP status."""
    return _whole(value, 100, 999)


def micros(value: Any) -> int:
    """Microseconds of a duration in milliseconds."""
    return round(_number(value, _MOST_MILLISECONDS) * 1_000)


def nanos(value: Any) -> int:
    """Nano-dollars of an amount of US dollars."""
    return round(_number(value, _MOST_DOLLARS) * 1_000_000_000)


def text(longest: int) -> Callable[[Any], str]:
    """A parser for text that is cut to ``longest`` characters."""

    @lru_cache(maxsize=20_000)
    def clean(value: str) -> str:
        if not value.isprintable():
            # Line breaks, NUL and lone surrogates, which a database refuses.
            value = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in value)
        return value.strip()[:longest]

    def parse(value: Any) -> str:
        if isinstance(value, dict | list):
            raise BadRow("is no single value")
        return clean(value if type(value) is str else str(value))

    return parse


def method(value: Any) -> str:
    """An HTTP method; OTHER when it is none, as capture has it."""
    name = str(value).strip().upper()
    return name if name in _METHODS else "OTHER"


@lru_cache(maxsize=50_000)
def address(value: Any) -> str:
    """An IP address in its normal form; empty for a host name, which is none."""
    try:
        found = ipaddress.ip_address(str(value).strip().removeprefix("[").removesuffix("]"))
    except ValueError:
        return ""
    return str(getattr(found, "ipv4_mapped", None) or found)


@lru_cache(maxsize=1_000)
def country(value: Any) -> str:
    """An ISO 3166 code of two letters."""
    code = str(value).strip().upper()
    if len(code) != 2 or not (code.isascii() and code.isalpha()):
        raise BadRow("is no country code of two letters")
    return code


def _whole(value: Any, least: int, most: int) -> int:
    if type(value) is str:
        try:
            number = int(value)
        except ValueError:
            # Spreadsheets and data frames write 12 as 12.0.
            number = _integral(_number(value, most, least))
    elif type(value) is int:
        number = value
    else:
        number = _integral(_number(value, most, least))
    if not least <= number <= most:
        raise BadRow(f"is not between {least} and {most}")
    return number


def _integral(number: Decimal) -> int:
    if number != number.to_integral_value():
        raise BadRow("is no whole number")
    return int(number)


def _number(value: Any, most: int, least: int = 0) -> Decimal:
    if isinstance(value, bool | dict | list):
        raise BadRow("is no number")
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise BadRow("is no number") from None
    if not (number.is_finite() and least <= number <= most):
        raise BadRow(f"is not between {least} and {most}")
    return number
