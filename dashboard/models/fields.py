"""Column types: exact instants, exact money and whole microseconds, stored as small as they go."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)


if TYPE_CHECKING:
    AnyField = models.Field[Any, Any]
    AnyDateTimeField = models.DateTimeField[Any, Any]
    AnyUUIDField = models.UUIDField[Any, Any]
else:
    # Django's own classes take no type arguments.
    AnyField, AnyDateTimeField, AnyUUIDField = models.Field, models.DateTimeField, models.UUIDField


def to_micros(instant: dt.datetime) -> int:
    """Microseconds since 1970 of an aware datetime."""
    return (instant - EPOCH) // MICROSECOND


def from_micros(micros: int) -> dt.datetime:
    """The UTC datetime of a count of microseconds since 1970."""
    return EPOCH + dt.timedelta(microseconds=micros)


class InstantField(AnyDateTimeField):
    """A moment in UTC: timestamptz on PostgreSQL, integer microseconds on SQLite.

    Django writes 26 characters of text for a datetime on SQLite; an integer takes 8 bytes in
    the row and again in each index. The lookups that need SQL date functions (``__date``,
    ``__year``, Trunc) are not available: a range of instants answers the same, by the index.
    """

    def get_internal_type(self) -> str:
        return "InstantField"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "bigint" if connection.vendor == "sqlite" else "timestamp with time zone"

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        if not prepared:
            value = self.get_prep_value(value)
        if isinstance(value, dt.datetime) and connection.vendor == "sqlite":
            return to_micros(value)
        return value

    def from_db_value(
        self, value: Any, expression: Any, connection: BaseDatabaseWrapper
    ) -> dt.datetime | None:
        return from_micros(value) if isinstance(value, int) else value


class RequestIdField(AnyUUIDField):
    """A UUID of 16 bytes on SQLite too, where Django would write 32 characters."""

    def get_internal_type(self) -> str:
        return "RequestIdField"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "blob" if connection.vendor == "sqlite" else "uuid"

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        value = self.to_python(value)
        if isinstance(value, uuid.UUID) and connection.vendor == "sqlite":
            return value.bytes
        return value

    def from_db_value(
        self, value: Any, expression: Any, connection: BaseDatabaseWrapper
    ) -> uuid.UUID | None:
        return uuid.UUID(bytes=bytes(value)) if isinstance(value, bytes | memoryview) else value


class ScaledField(AnyField):
    """A number stored as a whole multiple of a small unit, so that sums stay exact."""

    per_unit: int
    description = "A scaled integer"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "bigint"

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return round(self.to_python(value) * self.per_unit)


class MoneyField(ScaledField):
    """US dollars as a Decimal, stored in nano-dollars (a token can cost less than a micro)."""

    per_unit = 1_000_000_000
    description = "An amount of US dollars"

    def to_python(self, value: Any) -> Decimal | None:
        return value if value is None or isinstance(value, Decimal) else Decimal(str(value))

    def from_db_value(
        self, value: Any, expression: Any, connection: BaseDatabaseWrapper
    ) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-9)

    def formfield(self, **kwargs: Any) -> Any:
        from_model = models.DecimalField(max_digits=18, decimal_places=9, blank=self.blank)
        return from_model.formfield(**kwargs)


class MillisecondsField(ScaledField):
    """A duration in milliseconds as a float, stored in whole microseconds."""

    per_unit = 1_000
    description = "A duration in milliseconds"

    def to_python(self, value: Any) -> float | None:
        return None if value is None else float(value)

    def from_db_value(
        self, value: Any, expression: Any, connection: BaseDatabaseWrapper
    ) -> float | None:
        return None if value is None else int(value) / 1_000

    def formfield(self, **kwargs: Any) -> Any:
        return models.FloatField(blank=self.blank).formfield(**kwargs)
