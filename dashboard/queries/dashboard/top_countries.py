"""Where requests come from."""

from __future__ import annotations

from typing import TypedDict

from dashboard.queries.country_names import country_name
from dashboard.queries.dashboard.numbers import percentage
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange

MOST = 10


class TopCountry(TypedDict):
    countryCode: str
    country: str
    requests: int
    percentage: float


def get_top_countries(*, source: Source, time_range: TimeRange) -> list[TopCountry]:
    """The ten countries with most requests, as shares of those whose country is known."""
    cells = source.by_name(source.plan.country, time_range.start, time_range.read_until)
    counts = {name: cell.sums[0] for name, cell in cells.items() if cell.sums[0]}
    known = sum(counts.values())
    ordered = sorted(counts, key=lambda code: (-counts[code], code))
    return [
        {
            "countryCode": code,
            "country": country_name(code),
            "requests": counts[code],
            "percentage": percentage(counts[code], known),
        }
        for code in ordered[:MOST]
    ]
