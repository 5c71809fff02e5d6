"""What the admin pages of logs have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import BinaryField, Model, QuerySet
from django.http import HttpRequest, HttpResponse

from dashboard.admin.chips import chips
from dashboard.admin.exports import Exports
from dashboard.admin.formats import DASH
from dashboard.admin.paginator import BoundedPaginator
from dashboard.admin.related import RelatedTable

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
elif apps.is_installed("unfold"):
    from unfold.admin import ModelAdmin
else:
    from django.contrib.admin import ModelAdmin


class ListAdmin(Exports, ModelAdmin):
    """A list that stays fast however long it is, and that can be exported."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BoundedPaginator
    list_per_page = 50
    list_max_show_all = 200
    list_fullwidth = True
    empty_value_display = DASH
    # Foreign keys that the list and the page of a row show.
    joined: ClassVar[tuple[str, ...]] = ()

    class Media:
        css: ClassVar = {"all": ("dashboard/admin.css",)}
        js: ClassVar = ("dashboard/admin.js",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows with what they show of others, without blobs that nobody can read."""
        blobs = [field.name for field in self.opts.fields if isinstance(field, BinaryField)]
        rows = super().get_queryset(request).defer(*blobs)
        return rows.select_related(*self.joined) if self.joined else rows

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The list, with what it is narrowed by."""
        changes = super().get_changelist_instance(request)
        changes.chips = [*chips(changes)]  # type: ignore[attr-defined]
        return changes

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows are written by the product itself."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Rows go with their share of the totals, or not at all."""
        return False

    def related_tables(self, row: Any) -> list[RelatedTable]:
        """What stands below the fields on the page of a row."""
        return []

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        """The page of a row, with its related tables."""
        context["related_tables"] = self.related_tables(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


class LogAdmin(ListAdmin):
    """A log: it can be read, searched and exported, not changed."""

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Logs stay as they were written."""
        return False
