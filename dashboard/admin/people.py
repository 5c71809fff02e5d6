"""Users by what staff type."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet


def keys_named(name: str) -> list[Any]:
    """The keys of the users of this name; the name's own index finds them."""
    users = get_user_model()
    found = users._default_manager.filter(**{users.USERNAME_FIELD: name})
    return list(found.values_list("pk", flat=True)[:10])


def keys_of(text: str) -> list[Any]:
    """The keys of the users of this name; else the key itself, whose user may be gone."""
    if found := keys_named(text):
        return found
    try:
        return [get_user_model()._meta.pk.to_python(text)]
    except (ValidationError, ValueError, OverflowError):
        return []


def of_users(rows: QuerySet[Any], keys: list[Any]) -> QuerySet[Any]:
    """The rows of some users, among them users that are gone.

    By way of an alias: a filter on the key itself would turn the join that brings the names
    into one that drops the rows of users without an account.
    """
    return rows.alias(owner=F("user_id")).filter(owner__in=keys)
