"""Values as a database's own driver wants them, for rows that do not go through the ORM."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.backends.base.base import BaseDatabaseWrapper

from dashboard.models.fields import from_micros, to_micros


def instant(connection: BaseDatabaseWrapper, micros: int) -> Any:
    """An instant of so many microseconds since 1970."""
    return micros if connection.vendor == "sqlite" else from_micros(micros)


def request_id(connection: BaseDatabaseWrapper, id_bytes: bytes) -> Any:
    """A request id."""
    return id_bytes if connection.vendor == "sqlite" else uuid.UUID(bytes=id_bytes)


def user_key(connection: BaseDatabaseWrapper, user: str) -> Any:
    """The key of a user, given as text; None when it cannot be one."""
    key = get_user_model()._meta.pk
    try:
        return key.get_db_prep_value(key.to_python(user), connection)
    except (ValidationError, ValueError, TypeError):
        return None


def user_text(stored: Any) -> str:
    """The text of a user's key as the API gives it, from its native value."""
    return "" if stored is None else str(get_user_model()._meta.pk.to_python(stored))


def micros_of(stored: Any) -> int:
    """Microseconds since 1970 of a native instant."""
    return stored if isinstance(stored, int) else to_micros(stored)
