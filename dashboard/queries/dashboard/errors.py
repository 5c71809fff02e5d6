"""Failed requests by status."""

from __future__ import annotations

from http import HTTPStatus
from typing import TypedDict

from dashboard.queries.dashboard.numbers import percentage
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange


class ErrorStatus(TypedDict):
    statusCode: int
    label: str
    count: int
    percentage: float


def get_errors_breakdown(*, source: Source, time_range: TimeRange) -> list[ErrorStatus]:
    """Every status of 400 and above with its share of the failed requests, most first."""
    cells = source.by_name(source.plan.status, time_range.start, time_range.read_until)
    counts = {int(name): cell.sums[0] for name, cell in cells.items() if int(name) >= 400}
    failed = sum(counts.values())
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [
        {
            "statusCode": status,
            "label": label_of(status),
            "count": count,
            "percentage": percentage(count, failed),
        }
        for status, count in ordered
        if count
    ]


def label_of(status: int) -> str:
    """The reason phrase of a status."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Client closed request" if status == 499 else f"Status {status}"
