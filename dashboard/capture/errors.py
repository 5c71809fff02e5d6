"""What went wrong in a request: the type and message that its record keeps."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase

from dashboard.capture.redaction import clean, redact
from dashboard.conf import conf


def error_of(error: BaseException | None, response: HttpResponseBase | None) -> tuple[str, str]:
    """Type and message of an exception, or of the error that a REST framework view answered."""
    if error is not None:
        return type(error).__name__[:100], _message(str(error))
    data: Any = getattr(response, "data", None)
    if isinstance(data, dict) and isinstance(data.get("error"), dict):
        data = data["error"]
    if isinstance(data, dict):
        text = data.get("message", data.get("detail", data.get("error", "")))
        code = data.get("code") or getattr(text, "code", "")
        if code or text:
            return clean(str(code))[:100], _message(text) if isinstance(text, str) else ""
    # Messages about single fields repeat what the client sent, so only their kind is kept.
    return ("invalid" if getattr(response, "exception", False) else ""), ""


def _message(text: str) -> str:
    return clean(redact(text, 300)) if conf.STORE_ERROR_MESSAGES else ""
