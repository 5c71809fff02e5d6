"""What can be chosen in the filters of a range."""

from __future__ import annotations

from typing import TypedDict

from dashboard.queries.country_names import country_name
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange
from dashboard.rollups import declarations as rollups


class CountryChoice(TypedDict):
    code: str
    name: str


class RequestChoices(TypedDict):
    models: list[str]
    endpoints: list[str]
    statuses: list[int]
    countries: list[CountryChoice]


def get_request_choices(*, source: Source, time_range: TimeRange) -> RequestChoices:
    """Models, endpoints, statuses and countries that the requests of the range had.

    Models by calls and endpoints by requests, most first; statuses by number, countries by name.
    ``source`` is filtered by nothing but, at most, a user.
    """
    span = (time_range.start, time_range.read_until)
    models = source.by_name(rollups.MODEL_CALLS, *span)
    endpoints = source.by_name(rollups.ENDPOINT, *span)
    statuses = source.by_name(rollups.STATUS, *span)
    countries = source.by_name(rollups.COUNTRY, *span)
    return {
        "models": _most_first({name: cell.sums[0] for name, cell in models.items()}),
        "endpoints": _most_first({name: cell.sums[0] for name, cell in endpoints.items()}),
        "statuses": sorted(int(name) for name, cell in statuses.items() if cell.sums[0]),
        "countries": sorted(
            (
                {"code": code, "name": country_name(code)}
                for code, cell in countries.items()
                if cell.sums[0]
            ),
            key=lambda choice: choice["name"],
        ),
    }


def _most_first(requests: dict[str, int]) -> list[str]:
    named = [name for name, count in requests.items() if count]
    return sorted(named, key=lambda name: (-requests[name], name))
