"""Tables below the fields of a row: a bounded number of rows, one query each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import QuerySet

MOST_ROWS = 50


class RelatedTable(NamedTuple):
    """Rows that belong to another, as cells that are ready to be shown."""

    title: str
    columns: list[str]
    rows: list[list[str]]
    # Whether there are more than are shown.
    more: bool
    # The list of them all; empty where there is none.
    address: str = ""


def related_table(
    title: str,
    rows: QuerySet[Any],
    columns: dict[str, Callable[[Any], str]],
    address: str = "",
) -> RelatedTable:
    """The first 50 of the rows, with a column for each name."""
    found = list(rows[: MOST_ROWS + 1])
    cells = [[write(row) for write in columns.values()] for row in found[:MOST_ROWS]]
    return RelatedTable(title, [*columns], cells, len(found) > MOST_ROWS, address)
