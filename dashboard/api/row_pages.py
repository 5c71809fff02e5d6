"""Pages of rows that are worked out, not read: sorted and cut in memory, by the same cursors."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Model
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from dashboard.api.pagination import CURSOR, PAGE_SIZE, Pages, size_of


class RowPages(Pages):
    """Pages of dicts by one column, and by the id where that is equal; None comes last."""

    def __init__(self, sort: str, id_name: str, texts: Collection[str]) -> None:
        """``sort`` is the column, with a minus where the largest comes first; ``texts`` are the
        columns of text."""
        self._falls = sort.startswith("-")
        self._by = sort.removeprefix("-")
        self._id = id_name
        self._is_text = self._by in texts
        self.order = (self._by, self._id)  # type: ignore[misc]

    @staticmethod
    def parameters() -> list[OpenApiParameter]:
        """For OpenAPI, where a view calls this pagination itself."""
        return [
            OpenApiParameter(CURSOR, str, description="Taken from `next` or `previous`."),
            OpenApiParameter(PAGE_SIZE, int, default=50, description="Rows a page, 1 to 200."),
        ]

    @staticmethod
    def shape(row: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
        """For OpenAPI: a page of such rows."""
        name = row.__name__.removesuffix("Serializer")
        return inline_serializer(
            f"{name}Page",
            {
                "next": serializers.URLField(allow_null=True),
                "previous": serializers.URLField(allow_null=True),
                "results": row(many=True),
            },
        )

    def paginate_queryset(
        self, queryset: Any, request: Request, view: APIView | None = None
    ) -> list[Any]:
        """One page of the rows."""
        self._url = request.build_absolute_uri()
        self._cursor = self._cursor_of(Model, request.query_params.get(CURSOR))
        size = size_of(request.query_params.get(PAGE_SIZE))
        known = [row for row in queryset if row[self._by] is not None]
        unknown = [row for row in queryset if row[self._by] is None]
        known.sort(key=self._place_of_id)
        known.sort(key=lambda row: _comparable(row[self._by]), reverse=self._falls)
        rows = known + sorted(unknown, key=self._place_of_id)
        if self._cursor is None:
            found = rows
        elif self._cursor.back:
            found = [row for row in rows if self._is_before(row, *self._cursor.values)][::-1]
        else:
            found = [row for row in rows if self._is_behind(row, *self._cursor.values)]
        self._more = len(found) > size
        back = self._cursor is not None and self._cursor.back
        self._page = found[:size][::-1] if back else found[:size]
        return self._page

    def _place_of_id(self, row: Any) -> Any:
        return row[self._id]

    def _is_behind(self, row: Any, value: Any, id: str) -> bool:
        mine = row[self._by]
        if mine is None or value is None:
            return mine is None and (value is not None or row[self._id] > id)
        mine, value = _comparable(mine), _comparable(value)
        if mine == value:
            return bool(row[self._id] > id)
        return bool(mine < value if self._falls else mine > value)

    def _is_before(self, row: Any, value: Any, id: str) -> bool:
        return row[self._id] != id and not self._is_behind(row, value, id)

    def _value_of(self, row: Any, name: str) -> Any:
        return row[name]

    def _parsed(self, model: type[Model], name: str, value: Any) -> Any:
        if value is None and name != self._id:
            return None
        if not isinstance(value, str if name == self._id or self._is_text else int | float):
            raise ValueError(value)
        return value


def _comparable(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
