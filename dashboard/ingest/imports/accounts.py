"""Whose request a row is."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

_CACHED = 50_000


class Accounts:
    """Accounts by what a file calls them, each looked up once a run."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, value: Any) -> str:
        """The key, as text, of the account with this key or login name; empty if there is none.

        A key is taken without an account, too: accounts are deleted, their requests stay.
        """
        text = str(value).strip()
        key = self._known.get(text)
        if key is None:
            if len(self._known) > _CACHED:
                self._known.clear()
            key = self._known[text] = _as_key(text) or _by_name(text)
        return key


def _as_key(text: str) -> str:
    field = get_user_model()._meta.pk
    try:
        key = field.to_python(text)
        field.run_validators(key)
    except (ValidationError, ValueError, TypeError):
        return ""
    return str(key)


def _by_name(text: str) -> str:
    model = get_user_model()
    named = model._default_manager.filter(**{model.USERNAME_FIELD: text})
    key = named.values_list("pk", flat=True).first()
    return "" if key is None else str(key)
