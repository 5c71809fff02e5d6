"""Which features are used: endpoints by method, and the features that they are part of."""

from __future__ import annotations

from collections import defaultdict
from typing import TypedDict

from dashboard.conf import conf
from dashboard.queries.dashboard.numbers import average_ms, measures, percentage
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange
from dashboard.rollups.cells import Cell
from dashboard.rollups.declarations import ROUTE
from dashboard.rollups.histogram import latency_of


class Use(TypedDict):
    feature: str
    count: int
    failed: int
    percentage: float
    avgMs: float | None
    p95Ms: float | None


class EndpointUse(Use):
    endpoint: str
    method: str


class FeatureUse(TypedDict):
    features: list[Use]
    endpoints: list[EndpointUse]


def feature_of(endpoint: str) -> str:
    """The feature that an endpoint is part of, by ``FEATURE_NAMES``; without one the endpoint.

    A key that ends in ``*`` names all endpoints that begin so; the longest that fits counts.
    """
    names: dict[str, str] = conf.FEATURE_NAMES
    if endpoint in names:
        return names[endpoint]
    fitting = [key for key in names if key.endswith("*") and endpoint.startswith(key[:-1])]
    return names[max(fitting, key=len)] if fitting else endpoint


def get_feature_use(*, source: Source, time_range: TimeRange) -> FeatureUse:
    """Every endpoint and method, and every feature, most used first."""
    cells = source.by_name(ROUTE, time_range.start, time_range.read_until_hour)
    cells = {route: cell for route, cell in cells.items() if measures(ROUTE, cell)["requests"]}
    whole = sum(measures(ROUTE, cell)["requests"] for cell in cells.values())
    features: defaultdict[str, Cell] = defaultdict(lambda: Cell([0] * len(ROUTE.measures)))
    endpoints: list[EndpointUse] = []
    for route, cell in cells.items():
        method, _, endpoint = route.partition(" ")
        feature = feature_of(endpoint)
        features[feature].add(cell)
        use = _use(feature, cell, whole)
        endpoints.append({**use, "endpoint": endpoint, "method": method})
    return {
        "features": sorted(
            (_use(name, cell, whole) for name, cell in features.items()),
            key=lambda use: (-use["count"], use["feature"]),
        ),
        "endpoints": sorted(
            endpoints, key=lambda use: (-use["count"], use["endpoint"], use["method"])
        ),
    }


def _use(feature: str, cell: Cell, whole: int) -> Use:
    sums, latency = measures(ROUTE, cell), latency_of(cell.latency_lanes)
    return {
        "feature": feature,
        "count": sums["requests"],
        "failed": sums["failed"],
        "percentage": percentage(sums["requests"], whole),
        "avgMs": average_ms(sums["latency_micros"], latency.durations),
        "p95Ms": latency.p95,
    }
