"""The dashboard's answer as tables, for export."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from dashboard.queries.dashboard.answer import Dashboard
from dashboard.queries.dashboard.errors import ErrorStatus
from dashboard.queries.dashboard.feedback import RecentFeedback
from dashboard.queries.dashboard.series import CostsPoint, LatencyPoint, RequestsPoint
from dashboard.queries.dashboard.threats import RecentThreat
from dashboard.queries.dashboard.top_countries import TopCountry
from dashboard.queries.dashboard.top_models import TopModel
from dashboard.queries.dashboard.users import TopUser
from dashboard.queries.export import Table


def table_of(answer: Dashboard, section: str) -> Table:
    """One section of an answer; ``section`` is one of ``SECTIONS``."""
    row_type, rows_of = _SECTIONS[section]
    return Table(row_type, [[row[name] for name in row_type] for row in rows_of(answer)])


def _series(answer: Dashboard) -> Iterable[dict[str, Any]]:
    """Requests, costs and latency, joined by bucket."""
    points = zip(answer["requests"], answer["costs"], answer["latency"])
    return ({**requests, **costs, **latency} for requests, costs, latency in points)


def _summary(answer: Dashboard) -> Iterable[dict[str, Any]]:
    """A row a number, with that of the range before."""
    now, before = answer["summary"], answer["summary"]["previous"]
    return (
        {"name": name, "value": now[name], "previous": before[name]}
        for name in now
        if name != "previous"
    )


def _names(*row_types: type) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for row in row_types for name in row.__annotations__))


_SECTIONS: dict[str, tuple[tuple[str, ...], Callable[[Dashboard], Iterable[Any]]]] = {
    "series": (_names(RequestsPoint, CostsPoint, LatencyPoint), _series),
    "summary": (("name", "value", "previous"), _summary),
    "errorsBreakdown": (_names(ErrorStatus), lambda answer: answer["errorsBreakdown"]),
    "topModels": (_names(TopModel), lambda answer: answer["topModels"]),
    "topCountries": (_names(TopCountry), lambda answer: answer["topCountries"]),
    "users": (_names(TopUser), lambda answer: answer["users"]["top"]),
    "feedback": (_names(RecentFeedback), lambda answer: answer["feedback"]["recent"]),
    "threats": (_names(RecentThreat), lambda answer: answer["threats"]["recent"]),
}
SECTIONS = tuple(_SECTIONS)
