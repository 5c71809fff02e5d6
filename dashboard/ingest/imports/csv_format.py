"""CSV with a header line; fields may hold line breaks in quotes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from dashboard.ingest.imports.lines import Lines
from dashboard.ingest.imports.row_format import BadRow, RowFormat

_DELIMITERS = ",;\t|"


class CsvFormat(RowFormat):
    """The delimiter is that of comma, semicolon, tab and bar which the header has most of."""

    delimiter = ","

    def read_columns(self, lines: Lines) -> None:
        header = next(lines, "")
        self.delimiter = max(_DELIMITERS, key=header.count)
        names = next(csv.reader([header], delimiter=self.delimiter), [])
        self.columns = [name.strip() for name in names]
        self.header_size = lines.position

    def rows(self, lines: Lines) -> Iterator[Any]:
        # Strict, as a stray quote would otherwise swallow the rows up to the next one.
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        width = len(self.columns)
        while True:
            lines.begin_row()
            try:
                values = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                lines.keep_first()
                yield BadRow(str(error))
                continue
            if len(values) == width:
                yield values
            elif values:
                yield BadRow(f"{len(values)} columns where the header has {width}")
