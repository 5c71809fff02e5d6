"""The lines of a file, with the place of each: what a row began with, and how far it went."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

# A longer line comes in pieces: what has no line breaks must not fill the memory.
_LONGEST = 1 << 20
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


class Lines(Iterator[str]):
    """Text lines from a byte position on. A row is the lines since the last ``begin_row``."""

    def __init__(self, path: Path, position: int = 0, line: int = 0) -> None:
        self._file: BinaryIO = path.open("rb")
        self._file.seek(position)
        # Bytes and lines that were read.
        self.position = position
        self.line = line
        self.begin_row()

    def begin_row(self) -> None:
        """The next line is the first of a row."""
        self.row_position = self._second_position = self.position
        self.row_line = self.line + 1

    def __next__(self) -> str:
        raw = self._file.readline(_LONGEST)
        if not raw:
            raise StopIteration
        first = self.position == self.row_position
        self.position += len(raw)
        self.line += 1
        if first:
            self._second_position = self.position
        text = raw.decode("utf-8", "replace")
        return text.removeprefix(_BOM) if self.line == 1 else text

    def keep_first(self) -> None:
        """Give all lines of the row back but its first."""
        if self.position != self._second_position:
            self._file.seek(self._second_position)
            self.position, self.line = self._second_position, self.row_line

    def bytes_between(self, start: int, end: int) -> bytes:
        """A part of the file as it is, wherever the reading stands."""
        self._file.seek(start)
        found = self._file.read(end - start)
        self._file.seek(self.position)
        return found

    def close(self) -> None:
        """Give the file back."""
        self._file.close()
