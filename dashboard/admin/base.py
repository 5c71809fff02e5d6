"""What the admin pages of logs have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
elif apps.is_installed("unfold"):
    from unfold.admin import ModelAdmin
else:
    from django.contrib.admin import ModelAdmin

_COUNTED = 10_000


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts no further than 10,000 rows: a list of millions is narrowed, not paged through."""

    @cached_property
    def count(self) -> int:
        """The number of rows, 10,000 at most."""
        rows = self.object_list
        if isinstance(rows, QuerySet):
            return rows.order_by()[:_COUNTED].values("pk").count()
        return len(rows)


class LogAdmin(ModelAdmin):
    """A log: it can be read and searched, not changed."""

    show_full_result_count = False
    paginator = BoundedPaginator
    list_per_page = 50
    list_max_show_all = 200

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Logs are written by the writer."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Logs stay as they were written."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Rows go with their share of the totals, or not at all."""
        return False
