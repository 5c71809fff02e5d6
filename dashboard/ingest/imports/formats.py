"""The formats by name, and the one that a file's name speaks of."""

from __future__ import annotations

from pathlib import Path

from dashboard.ingest.imports.combined_format import CombinedFormat
from dashboard.ingest.imports.csv_format import CsvFormat
from dashboard.ingest.imports.jsonl_format import JsonlFormat
from dashboard.ingest.imports.rejects import SUFFIX
from dashboard.ingest.imports.row_format import RowFormat

FORMATS: dict[str, type[RowFormat]] = {
    "csv": CsvFormat,
    "jsonl": JsonlFormat,
    "combined": CombinedFormat,
}
_SUFFIXES = {
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".log": "combined",
}


def format_of(path: Path) -> str | None:
    """The name of the format that the suffix stands for; None when it says nothing."""
    return _SUFFIXES.get(Path(path.name.removesuffix(SUFFIX)).suffix.lower())
