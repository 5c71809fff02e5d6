"""Which rollup answers each question under a filter."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.queries.filters import Filters
from dashboard.rollups import declarations as rollups
from dashboard.rollups.declarations import Rollup


@dataclass(frozen=True)
class Plan:
    """The rollup that answers each question under a filter, and the key to look up in it.

    ``stored`` is False where only raw rows can answer.
    """

    total: Rollup
    status: Rollup
    country: Rollup
    models: Rollup
    users: Rollup
    usage: Rollup
    key: str | None
    stored: bool = True


def plan_of(filters: Filters) -> Plan:
    """How questions under these filters are answered."""
    stored = filters.user is None and (filters.model is None or filters.endpoint is None)
    if filters.model is not None:
        return Plan(
            rollups.MODEL,
            rollups.MODEL_STATUS,
            rollups.MODEL_COUNTRY,
            rollups.MODEL_CALLS,
            rollups.MODEL_USERS,
            rollups.MODEL_USERS,
            filters.model,
            stored,
        )
    if filters.endpoint is not None and stored:
        return Plan(
            rollups.ENDPOINT,
            rollups.ENDPOINT_STATUS,
            rollups.ENDPOINT_COUNTRY,
            rollups.ENDPOINT_MODEL,
            rollups.ENDPOINT_USERS,
            rollups.ENDPOINT_USERS,
            filters.endpoint,
        )
    return Plan(
        rollups.TOTAL,
        rollups.STATUS,
        rollups.COUNTRY,
        rollups.MODEL_CALLS,
        rollups.USERS,
        rollups.USAGE,
        None,
        stored,
    )
