"""What each setting must be."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from pathlib import Path
from typing import Any

Rule = Callable[[Any], bool]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _is_network(value: Any) -> bool:
    try:
        ipaddress.ip_network(value)
    except ValueError:
        return False
    return isinstance(value, str)


def _all(value: Any, rule: Rule) -> bool:
    return isinstance(value, list | tuple) and all(map(rule, value))


# What a setting must be, where that is more than what its default tells.
RULES: dict[str, tuple[Rule, str]] = {
    "EXCLUDE_PATHS": (
        lambda value: _all(value, lambda path: isinstance(path, str) and path.startswith("/")),
        'a list of paths, each beginning with "/"',
    ),
    "SAMPLE_RATE": (lambda value: _is_number(value) and 0 <= value <= 1, "a number from 0 to 1"),
    "TRUSTED_PROXIES": (
        lambda value: _all(value, _is_network),
        'a list of networks, as in "10.0.0.0/8"',
    ),
    "NEVER_BLOCK": (
        lambda value: _all(value, _is_network),
        'a list of networks, as in "198.51.100.0/24"',
    ),
    "IP_STORAGE": (
        lambda value: value in ("full", "truncated", "hashed"),
        '"full", "truncated" or "hashed"',
    ),
    "DETECTORS": (
        lambda value: _all(value, lambda path: isinstance(path, str)),
        "a list of dotted paths",
    ),
    "REQUEST_LIMIT": (
        lambda value: value is None or is_whole(value),
        "a whole number above 0, or None",
    ),
    "PROMPT_FIELDS": (
        lambda value: _all(value, lambda name: isinstance(name, str)),
        "a list of names",
    ),
    "JOURNAL_DIR": (
        lambda value: value is None or (isinstance(value, str | Path) and bool(str(value))),
        "a path, or None",
    ),
    "FLUSH_INTERVAL": (lambda value: _is_number(value) and value > 0, "a number above 0"),
    "GEOIP_PATH": (
        lambda value: value is None or isinstance(value, str | Path),
        "a path, or None",
    ),
}
BY_TYPE: dict[type, tuple[Rule, str]] = {
    bool: (lambda value: isinstance(value, bool), "True or False"),
    int: (is_whole, "a whole number, 1 or more"),
    float: (lambda value: _is_number(value) and value >= 0, "a number, 0 or more"),
}
