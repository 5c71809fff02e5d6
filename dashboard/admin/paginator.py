"""Pages of a list that may hold millions of rows."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST_ROWS = 10_000


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts no further than 10,000 rows: a list of millions is narrowed, not paged through."""

    object_list: QuerySet[Any]

    @cached_property
    def count(self) -> int:
        """The number of rows, 10,000 at most."""
        return self.object_list.order_by()[:MOST_ROWS].values("pk").count()

    @property
    def bound(self) -> str:
        """How many rows the pages show when there may be more; else empty."""
        return f"{MOST_ROWS:,}" if self.count >= MOST_ROWS else ""

    def page(self, number: int | str) -> Page[Any]:
        """The rows of a page: their keys first, as whole rows are slow to sort and to skip."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        listed = self.object_list.values_list("pk", flat=True)[first : first + self.per_page]
        keys = list(listed)
        rows = self.object_list.model._default_manager.all()
        rows.query.select_related = self.object_list.query.select_related
        rows.query.deferred_loading = self.object_list.query.deferred_loading
        found = rows.in_bulk(keys)
        # One may have been archived in between.
        return Page([found[key] for key in keys if key in found], number, self)
