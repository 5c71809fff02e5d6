"""The rejects file: rows that could not be imported, as they were, to be put right."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from dashboard.ingest.imports.lines import Lines
from dashboard.ingest.imports.row_format import RowFormat

SUFFIX = ".rejects"


class Rejects:
    """Made with the first row. Begins with the header of its source, so it can be imported."""

    def __init__(self, path: Path, row_format: RowFormat, header: bytes, kept: int | None) -> None:
        """``kept`` is how many rows earlier runs committed; None before the first run.

        Raises FileExistsError rather than take another import's file.
        """
        if kept is None and path.exists():
            raise FileExistsError(
                f"{path} is there already: move it away, or name another by --rejects"
            )
        self.path = path
        self._format = row_format
        self._header = header
        self._kept = kept or 0
        self._file: BinaryIO | None = None

    def add(self, rows: bytes) -> None:
        """Keep rows. Called before their checkpoint is committed, so that none is lost."""
        if self._file is None:
            if self.path.exists():
                self._cut()
            self._file = self.path.open("ab")
            if self._file.tell() == 0:
                self._file.write(self._header)
        self._file.write(rows if rows.endswith(b"\n") else rows + b"\n")
        self._file.flush()

    def close(self) -> None:
        """Give the file back."""
        if self._file is not None:
            self._file.close()

    def _cut(self) -> None:
        """Take away what a run left whose last batch was not committed."""
        lines = Lines(self.path, len(self._header))
        rows = self._format.rows(lines)
        for _ in range(self._kept):
            if next(rows, None) is None:
                break
        end = lines.position
        lines.close()
        with self.path.open("r+b") as file:
            file.truncate(end if self.path.stat().st_size >= end else 0)
