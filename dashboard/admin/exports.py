"""Lists as files: what the list's filters and search find, all pages of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import BinaryField, JSONField, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from dashboard.queries.export import FORMATS, ROWS_A_CHUNK, Table, stream

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Any]
else:
    Base = object


class Exports(Base):
    """Adds ``export/csv/`` and ``export/json/`` to the addresses of a list."""

    def get_urls(self) -> list[URLPattern]:
        """The export stands first: the page of a row takes every other address."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/<str:format>/", view, name=name), *super().get_urls()]

    def export_view(self, request: HttpRequest, format: str) -> HttpResponseBase:
        """The filtered list as a file that is written while it is read."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if format not in FORMATS:
            raise Http404(f"There is no export as {format}.")
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseBadRequest("These filters cannot be read.")
        table = self.export_table(rows)
        chunks = FORMATS[format](table.names, table.rows)
        return stream(request, name=str(self.opts.model_name), format=format, chunks=chunks)

    def export_table(self, rows: QuerySet[Any]) -> Table:
        """All fields of the rows as they are stored, and the names of the users."""
        fields = [field for field in self.opts.fields if not isinstance(field, BinaryField)]
        columns = {field.attname: field.attname for field in fields}
        if "user_id" in columns:
            columns["user"] = f"user__{get_user_model().USERNAME_FIELD}"
        documents = [n for n, field in enumerate(fields) if isinstance(field, JSONField)]
        values = rows.values_list(*columns.values()).iterator(chunk_size=ROWS_A_CHUNK)
        return Table([*columns], _as_text(values, documents) if documents else values)


def _as_text(rows: Iterable[Sequence[Any]], places: list[int]) -> Iterable[Sequence[Any]]:
    """The rows with the values at some places as JSON text."""
    for row in rows:
        yield [json.dumps(value) if n in places else value for n, value in enumerate(row)]
