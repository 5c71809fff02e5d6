"""What a list is narrowed by, each with the link that takes it off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.contrib.admin.filters import ListFilter
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList


class Chip(NamedTuple):
    """One filter that is on."""

    title: str
    value: str
    without: str


def chips(changes: ChangeList) -> Iterator[Chip]:
    """The search, then the filters in their order."""
    if changes.query:
        without = changes.get_query_string(remove=[SEARCH_VAR])
        yield Chip("search", changes.query, without)
    for spec in changes.filter_specs:
        mine = [name for name in spec.expected_parameters() if name and name in changes.params]
        if mine:
            without = changes.get_query_string(remove=mine)
            yield Chip(str(spec.title), _value(spec, mine, changes), without)


def _value(spec: ListFilter, names: list[str], changes: ChangeList) -> str:
    """The chosen one by its name; what was typed as it is."""
    for choice in spec.choices(changes):
        if choice["selected"]:
            return str(choice["display"])
    return ", ".join(str(changes.params[name]) for name in names)
