"""What a first start shows: made-up traffic, and a staff account to look at it with."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command

USERNAME = "demo"


def prepare() -> None:
    """On the first start of a database, fill it with demo data and open the staff account."""
    user_model = get_user_model()
    if not user_model._default_manager.filter(**{user_model.USERNAME_FIELD: USERNAME}).exists():
        # Cleared first: a start that was broken off has left a part of it.
        call_command(
            "populate_dashboard_data", days=14, users=3, seed=1, clear=True, interactive=False
        )
        # Last, so that a first start that was broken off is a first start again.
        user_model._default_manager.create_superuser(USERNAME, password=_password())
        call_command("seed_events", days=14, events=6_000)


def login() -> tuple[str, str] | None:
    """The account's name and password; None once the account or its password was changed."""
    user_model = get_user_model()
    user = user_model._default_manager.filter(**{user_model.USERNAME_FIELD: USERNAME}).first()
    if user is None or not user.is_active or not user.check_password(_password()):
        return None
    return USERNAME, _password()


def _password() -> str:
    """A random password for this checkout, since the server may be open to a network."""
    path = Path(settings.VAR_DIR) / "demo-password"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(9))
    return path.read_text()
