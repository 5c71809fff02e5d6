"""From integer sums to the numbers of an answer."""

from __future__ import annotations

from dashboard.rollups.cells import Cell
from dashboard.rollups.declarations import Rollup


def dollars(nanos: int) -> float:
    """US dollars of whole nano-dollars."""
    return nanos / 1_000_000_000


def percentage(part: int, whole: int) -> float:
    """0 to 100, two decimals; 0 of nothing."""
    return round(100 * part / whole, 2) if whole else 0.0


def average_ms(micros: int, count: int) -> float | None:
    """The mean of ``count`` durations that add up to ``micros``; None where there are none."""
    return round(micros / count / 1_000, 3) if count else None


def measures(rollup: Rollup, cell: Cell) -> dict[str, int]:
    """The sums of a cell by name."""
    return dict(zip(rollup.measures, cell.sums))
