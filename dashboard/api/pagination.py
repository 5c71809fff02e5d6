"""How long lists are cut into pages: by a cursor, so that the last costs what the first does."""

from __future__ import annotations

import binascii
import datetime as dt
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, ClassVar, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from dashboard.api.errors import ApiError
from dashboard.models.fields import from_micros, to_micros

CURSOR, PAGE_SIZE = "cursor", "pageSize"
_USUAL, _MOST = 50, 200
_INSTANTS = ("created_at", "session_start")


class Cursor(NamedTuple):
    """A page begins behind a row with these values; ``back`` when it ends before it."""

    back: bool
    values: list[Any]


class Pages(BasePagination):
    """Pages in an order whose last column is the id, so that no two rows are at one place.

    A cursor names one row's place: REST framework's own loses rows on the way back where many
    have the same value. Refuses what makes no sense with 400: INVALID_CURSOR, INVALID_PAGE_SIZE.
    """

    # Columns or annotations, with a minus where the largest comes first.
    order: ClassVar[tuple[str, ...]]

    def paginate_queryset(
        self, queryset: Any, request: Request, view: APIView | None = None
    ) -> list[Any]:
        """One page of the rows."""
        self._url = request.build_absolute_uri()
        self._cursor = self._cursor_of(queryset.model, request.query_params.get(CURSOR))
        size = size_of(request.query_params.get(PAGE_SIZE))
        back = self._cursor is not None and self._cursor.back
        rows = queryset.order_by(*(map(_turned, self.order) if back else self.order))
        if self._cursor is not None:
            rows = rows.filter(self._beyond(self._cursor))
        found = list(rows[: size + 1])
        self._more = len(found) > size
        self._page = found[:size][::-1] if back else found[:size]
        return self._page

    def get_paginated_response(self, data: Any) -> Response:
        """The rows with the addresses of the pages beside this one."""
        back = self._cursor is not None and self._cursor.back
        later, earlier = (True, self._more) if back else (self._more, self._cursor is not None)
        return Response(
            {
                "next": self._link(self._page[-1], False) if later and self._page else None,
                "previous": self._link(self._page[0], True) if earlier and self._page else None,
                "results": data,
            }
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """For OpenAPI."""
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """For OpenAPI."""
        return [
            {
                "name": CURSOR,
                "in": "query",
                "description": "Where the page begins: taken from `next` or `previous`.",
                "schema": {"type": "string"},
            },
            {
                "name": PAGE_SIZE,
                "in": "query",
                "description": "Rows a page.",
                "schema": {"type": "integer", "minimum": 1, "maximum": _MOST, "default": _USUAL},
            },
        ]

    def _link(self, row: Any, back: bool) -> str:
        values = [self._value_of(row, name.lstrip("-")) for name in self.order]
        text = json.dumps([back, *values], separators=(",", ":"))
        cursor = urlsafe_b64encode(text.encode()).decode()
        return str(replace_query_param(self._url, CURSOR, cursor))

    def _cursor_of(self, model: type[Model], text: str | None) -> Cursor | None:
        if text is None:
            return None
        try:
            back, *values = json.loads(urlsafe_b64decode(text))
            if len(values) != len(self.order) or not isinstance(back, bool):
                raise ValueError(text)
            named = zip((name.lstrip("-") for name in self.order), values)
            return Cursor(back, [self._parsed(model, name, value) for name, value in named])
        except (ValueError, TypeError, OverflowError, binascii.Error, ValidationError):
            message = "cursor is not one that was given out."
            raise ApiError("INVALID_CURSOR", message, field=CURSOR) from None

    def _value_of(self, row: Any, name: str) -> Any:
        """A column of a row as a cursor writes it."""
        return _plain(getattr(row, name))

    def _parsed(self, model: type[Model], name: str, value: Any) -> Any:
        """A value of a cursor as the column has it. Raises for what cannot be one."""
        return _value(model, name, value)

    def _beyond(self, cursor: Cursor) -> Q:
        """Rows on the far side: by the first column, or by the next one where it is equal."""
        names = [name.lstrip("-") for name in self.order]
        sides = [name.startswith("-") != cursor.back for name in self.order]
        condition = Q()
        for name, falls, value in reversed(list(zip(names, sides, cursor.values))):
            to = "lt" if falls else "gt"
            further = Q(**{f"{name}__{to}": value})
            condition = further | (Q(**{name: value}) & condition) if condition else further
        # The one condition that an index can answer.
        first = "lte" if sides[0] else "gte"
        return Q(**{f"{names[0]}__{first}": cursor.values[0]}) & condition


class NewestFirst(Pages):
    """By time, newest first."""

    order = ("-created_at", "-id")


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return to_micros(value)
    return value if isinstance(value, bool | int) else str(value)


def _value(model: type[Model], name: str, value: Any) -> Any:
    """A value of the cursor as the column has it. Raises for what cannot be one."""
    if name in _INSTANTS:
        return from_micros(value)
    if name == "id":
        return model._meta.pk.to_python(value)
    if not isinstance(value, bool | int):
        raise ValueError(value)
    return value


def size_of(text: str | None) -> int:
    """Rows a page, as asked for. Raises ``ApiError`` INVALID_PAGE_SIZE."""
    if text is None:
        return _USUAL
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST):
        message = f"{PAGE_SIZE} is a number from 1 to {_MOST}."
        raise ApiError("INVALID_PAGE_SIZE", message, field=PAGE_SIZE)
    return int(text)
