"""How a list is narrowed to a span of values without sorting a million rows."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

FEW = 50_000


def within(rows: QuerySet[Any], field: str, **bounds: Any) -> QuerySet[Any]:
    """The rows whose ``field`` lies within the bounds, as in ``gte=400, lt=500``.

    Few are found by the field's index and then sorted; many are met soon on the way along the
    order of the list. SQLite, which knows nothing of how values are spread, always takes the
    index; so where there are many, it is shown an expression that no index has.
    """
    by_index = {f"{field}__{lookup}": value for lookup, value in bounds.items()}
    found = rows.model._default_manager.filter(**by_index).order_by().values(field)[:FEW]
    if found.count() < FEW:
        return rows.filter(**by_index)
    along_the_list = {f"unindexed__{lookup}": value for lookup, value in bounds.items()}
    return rows.alias(unindexed=Coalesce(field, field)).filter(**along_the_list)
