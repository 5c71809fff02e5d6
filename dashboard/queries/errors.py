"""What is wrong with a question."""

from __future__ import annotations


class InvalidQuestion(ValueError):
    """A parameter that makes no sense: a stable code, the parameter, and what to do."""

    def __init__(self, code: str, field: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.field = field
        self.message = message
