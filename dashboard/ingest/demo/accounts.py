"""Demo accounts: nobody can log in with one, which also tells them from people's own."""

from __future__ import annotations

import datetime as dt
from itertools import count
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import EmailField, QuerySet

_PREFIX = "demo-"
_NAMES = (
    *("amara", "jonas", "mei", "lucia", "noah", "priya", "oskar", "fatima", "theo", "yuki"),
    *("ines", "kwame", "sofia", "liam", "aylin", "mateo", "hanna", "ravi", "zoe", "emil"),
)


def demo_accounts() -> QuerySet[Any]:
    """The accounts that ``make_accounts`` made."""
    model = get_user_model()
    return model._default_manager.filter(
        **{f"{model.USERNAME_FIELD}__startswith": _PREFIX},
        password__startswith=UNUSABLE_PASSWORD_PREFIX,
        last_login=None,
    )


def make_accounts(wanted: int, since: dt.datetime, now: dt.datetime, seed: int) -> list[Any]:
    """So many accounts, those that are there included. Every other joins after ``since``."""
    model = get_user_model()
    fields = {field.name: field for field in model._meta.concrete_fields}
    rng = Random(f"{seed}|accounts")
    is_email = isinstance(fields[model.USERNAME_FIELD], EmailField)
    made: list[Any] = []
    for number in count():
        if len(made) == wanted:
            break
        joined = since + (now - since) * rng.random() * 0.9
        if number % 2 == 0:
            joined = since - dt.timedelta(days=5 + number)
        name = _name(number)
        address = f"{name}@demo.invalid"
        login = {model.USERNAME_FIELD: address if is_email else name}
        account = demo_accounts().filter(**login).first()
        if account is None:
            if model._default_manager.filter(**login).exists():
                # Somebody's own.
                continue
            values = {"email": address, "date_joined": joined}
            account = model(**{name: v for name, v in values.items() if name in fields} | login)
            account.set_unusable_password()
            account.save()
        made.append(account)
    return made


def _name(number: int) -> str:
    """demo-amara, ... demo-emil, demo-amara-2, ..."""
    again, place = divmod(number, len(_NAMES))
    return f"{_PREFIX}{_NAMES[place]}" + (f"-{again + 1}" if again else "")
