"""Values as a database's own driver wants them, for rows that do not go through the ORM.

Where PostgreSQL reads a text, it gets one: there are millions, and objects would take longer.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.backends.base.base import BaseDatabaseWrapper

from dashboard.models.fields import from_micros, to_micros


def instant(connection: BaseDatabaseWrapper, micros: int) -> Any:
    """An instant of so many microseconds since 1970."""
    return micros if connection.vendor == "sqlite" else from_micros(micros).isoformat()


def request_id(connection: BaseDatabaseWrapper, id_bytes: bytes) -> Any:
    """A request id."""
    return id_bytes if connection.vendor == "sqlite" else id_bytes.hex()


def user_key(connection: BaseDatabaseWrapper, user: str) -> Any:
    """The key of a user, given as text; None when it cannot be one."""
    if not user:
        return None
    key = _key_of_users()
    try:
        return key.get_db_prep_value(key.to_python(user), connection)
    except (ValidationError, ValueError, TypeError) as error:
        # A ValidationError refers to itself: with its traceback, the frames of a whole batch
        # would stay in memory until the garbage collector comes.
        error.__traceback__ = error.__context__ = None
        return None


def user_text(stored: Any) -> str:
    """The text of a user's key as the API gives it, from its native value."""
    return "" if stored is None else str(_key_of_users().to_python(stored))


@cache
def _key_of_users() -> Any:
    """The key's field. Asked for a row of each user, which the registry of apps is slow for."""
    return get_user_model()._meta.pk


def micros_of(stored: Any) -> int:
    """Microseconds since 1970 of a native instant."""
    return stored if isinstance(stored, int) else to_micros(stored)
