"""Which field of a request comes from which column, or is the same in all rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.ingest.imports.row_format import RowFormat

FIELDS_OF_A_REQUEST = (
    *("created_at", "method", "endpoint", "path", "status_code", "latency_ms", "first_byte_ms"),
    *("user", "ip_address", "country", "user_agent", "error_type"),
)
FIELDS_OF_A_CALL = (
    *("provider", "prompt_tokens", "completion_tokens", "total_tokens", "cached_tokens"),
    *("reasoning_tokens", "cost_usd", "finish_reason", "time_to_first_token_ms"),
)
FIELDS = (*FIELDS_OF_A_REQUEST, "model_name", *FIELDS_OF_A_CALL)


class MappingError(ValueError):
    """A mapping that names what is not there; says which."""


@dataclass(frozen=True)
class Mapping:
    """Columns and constants by field. A constant stands in where a column has no value."""

    columns: dict[str, str]
    constants: dict[str, str]

    def __str__(self) -> str:
        """The same text for the same mapping."""
        both = (*self.columns.items(), ("", ""), *self.constants.items())
        return "\n".join(f"{field}={source}" for field, source in both)


def parse_pairs(texts: Iterable[str]) -> dict[str, str]:
    """``field=value`` texts by field. Raises ``MappingError`` for unknown and repeated fields."""
    pairs: dict[str, str] = {}
    for text in texts:
        field, equals, value = text.partition("=")
        if not equals or not value:
            raise MappingError(f"{text!r} is not of the form field=value")
        if field not in FIELDS:
            raise MappingError(f"{field!r} is no field; the fields are {', '.join(FIELDS)}")
        if field in pairs:
            raise MappingError(f"{field} is given twice")
        pairs[field] = value
    return pairs


def make_mapping(
    row_format: RowFormat, columns: dict[str, str], constants: dict[str, str]
) -> Mapping:
    """The mapping for a file whose columns are known.

    A field that is not spoken of comes from the column of its name, if there is one. Raises
    ``MappingError`` for columns that the file does not have, and for fields that are missing.
    """
    there = set(row_format.columns)
    for field, column in columns.items():
        if column not in there:
            known = ", ".join(row_format.columns) or "none"
            raise MappingError(f"no column {column!r} for {field}; the columns are {known}")
    found = {
        field: column
        for field in FIELDS
        if (column := columns.get(field) or row_format.usual.get(field, field)) in there
        # A constant that was asked for goes before a column that was not.
        and (field in columns or field not in constants)
    }
    if "created_at" not in found:
        raise MappingError("no column for created_at: say which by --map created_at=COLUMN")
    given = {*found, *constants}
    without = [field for field in (*columns, *constants) if field in FIELDS_OF_A_CALL]
    if without and "model_name" not in given:
        raise MappingError(f"{without[0]} belongs to a model call, which needs a model_name")
    return Mapping(found, dict(sorted(constants.items())))
