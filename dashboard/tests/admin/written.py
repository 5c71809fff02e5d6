"""How the admin writes values, for tests to compare with."""

from __future__ import annotations

import datetime as dt


def stamp(instant: dt.datetime) -> str:
    """An instant as lists write it."""
    return f"{instant.day} {instant:%b %Y, %H:%M:%S} UTC"
