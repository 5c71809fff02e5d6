"""What a file format has to know, and the errors of reading."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, ClassVar

from dashboard.ingest.imports.lines import Lines

Picker = Callable[[Any], tuple[Any, ...]]


class BadRow(ValueError):
    """A row that is no request; says why."""


class RowFormat(ABC):
    """How a file is cut into rows, and which columns these have.

    ``read_columns`` is called once, on the lines of the whole file; ``rows`` afterwards, from
    any row's begin on.
    """

    # Fields whose column has another name.
    usual: ClassVar[Mapping[str, str]] = {}
    # Bytes before the first row that a file of some of its rows needs, too.
    header_size = 0

    def __init__(self) -> None:
        self.columns: list[str] = []

    @abstractmethod
    def read_columns(self, lines: Lines) -> None:
        """Find ``columns`` (and ``header_size``)."""

    @abstractmethod
    def rows(self, lines: Lines) -> Iterator[Any]:
        """The values of each row, or the ``BadRow`` in its place. Blank lines are no rows."""

    def picker(self, columns: Sequence[str]) -> Picker:
        """What takes the values of these columns, in order, out of a row's."""
        places = [self.columns.index(column) for column in columns]
        if len(places) == 1:
            return lambda values: (values[places[0]],)
        return itemgetter(*places)
