"""English names of countries."""

from __future__ import annotations

from babel import Locale

_NAMES = Locale("en").territories


def country_name(code: str) -> str:
    """The name of an ISO 3166 code (CLDR, English); the code itself when it is unknown."""
    return _NAMES.get(code, code)
