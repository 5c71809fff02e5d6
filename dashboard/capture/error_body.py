"""The one shape of errors: of requests refused before any view runs, and of the API."""

from __future__ import annotations

from typing import Any

Details = dict[str, list[str]]


def body(code: str, message: str, details: Details | None = None) -> dict[str, Any]:
    """The JSON body of an error."""
    return {"error": {"code": code, "message": message, "details": details or {}}}
