"""Who is behind a key: the account's name and address, as far as the host's model has them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model

from dashboard.conf import conf


def session_timeout() -> dt.timedelta:
    """How long a visit may be silent before it is over."""
    return dt.timedelta(minutes=conf.SESSION_TIMEOUT_MINUTES)


class Person(NamedTuple):
    """What is shown of an account: the full name, else the user name; empty when it is gone."""

    name: str
    email: str


NOBODY = Person("", "")


def get_people(users: Iterable[str] | None = None) -> dict[str, Person]:
    """The accounts with these keys, or all accounts, by key as text."""
    model: Any = get_user_model()
    has = {field.name for field in model._meta.concrete_fields}
    names = [name for name in ("first_name", "last_name") if name in has]
    email = [name for name in (model.get_email_field_name(),) if name in has]
    rows = model._default_manager.all()
    if users is not None:
        rows = rows.filter(pk__in=set(users))
    people = {}
    for key, username, *rest in rows.values_list("pk", model.USERNAME_FIELD, *email, *names):
        full = " ".join(filter(None, rest[len(email) :])).strip()
        people[str(key)] = Person(full or str(username), (rest[0] or "") if email else "")
    return people
