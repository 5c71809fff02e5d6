"""JSON Lines: one object a line; ``usage.prompt_tokens`` names a value within a value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec

from dashboard.ingest.imports.lines import Lines
from dashboard.ingest.imports.row_format import BadRow, Picker, RowFormat

# Objects that are looked at to find out which columns there are.
_LOOKED_AT = 100


class JsonlFormat(RowFormat):
    """Columns are the keys that the first hundred objects have."""

    def read_columns(self, lines: Lines) -> None:
        found: dict[str, None] = {}
        for values in islice(self.rows(lines), _LOOKED_AT):
            if isinstance(values, dict):
                found.update(dict.fromkeys(_names(values)))
        self.columns = list(found)

    def rows(self, lines: Lines) -> Iterator[Any]:
        decode = msgspec.json.Decoder().decode
        lines.begin_row()
        for line in lines:
            try:
                values = decode(line)
            except (msgspec.DecodeError, RecursionError) as error:
                if line.strip():
                    yield BadRow(str(error))
            else:
                yield values if type(values) is dict else BadRow("not a JSON object")
            lines.begin_row()

    def picker(self, columns: Sequence[str]) -> Picker:
        takers = [_taker(column) for column in columns]
        return lambda values: tuple([take(values) for take in takers])


def _names(values: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for key, value in values.items():
        yield prefix + key
        if isinstance(value, dict):
            yield from _names(value, f"{prefix}{key}.")


def _taker(column: str) -> Callable[[dict[str, Any]], Any]:
    path = column.split(".")

    def take(values: dict[str, Any]) -> Any:
        if column in values:
            return values[column]
        found: Any = values
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    return take
