"""What was measured, with its target, as a Markdown table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A number. A target is a limit, or with ``at_least`` what must be reached."""

    what: str
    value: float
    unit: str
    target: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether it is as good as it must be; so is what has no target."""
        if self.target is None:
            return True
        return self.value >= self.target if self.at_least else self.value <= self.target

    def cells(self) -> tuple[str, str, str, str]:
        """The cells of the table."""
        if self.target is None:
            return self.what, f"{_number(self.value)} {self.unit}", "", ""
        sign = "≥" if self.at_least else "≤"
        return (
            self.what,
            f"{_number(self.value)} {self.unit}",
            f"{sign} {_number(self.target)} {self.unit}",
            "met" if self.met else "**missed**",
        )


def show(title: str, lines: Iterable[Line]) -> None:
    """Print a table."""
    rows = [(title, "measured", "target", ""), *(line.cells() for line in lines)]
    widths = [max(map(len, column)) for column in zip(*rows)]
    rows.insert(1, tuple("-" * width for width in widths))  # type: ignore[arg-type]
    print()
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths))
        print(f"| {' | '.join(cells)} |", flush=True)


def _number(value: float) -> str:
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"
