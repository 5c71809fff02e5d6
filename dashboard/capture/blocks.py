"""Whose requests are blocked, and the staff who are spared."""

from __future__ import annotations

import logging
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest

from dashboard.capture.client_address import client_address
from dashboard.capture.identity import user_of
from dashboard.threats.block_list import block_list

logger = logging.getLogger("dashboard.capture")


def is_blocked(request: HttpRequest) -> bool:
    """Whether the client's address is blocked. Asks nothing of the database."""
    if not block_list.is_needed:
        return False
    meta = request.META
    remote, forwarded = meta.get("REMOTE_ADDR") or "", meta.get("HTTP_X_FORWARDED_FOR")
    return block_list.find(client_address(remote, forwarded))


def is_staff(request: HttpRequest) -> bool:
    """Whether somebody who is refused is signed in as staff, who must not lock themselves out.

    The one place where capture asks the database: for refused callers that carry a session or
    a valid token.
    """
    try:
        return bool(getattr(_account(request), "is_staff", False))
    except Exception:
        logger.exception("nobody could say who a refused caller is")
        return False


def _account(request: HttpRequest) -> Any:
    if key := request.COOKIES.get(settings.SESSION_COOKIE_NAME):
        store = import_module(settings.SESSION_ENGINE).SessionStore
        holder: Any = SimpleNamespace(session=store(key), META=request.META)
        account = auth.get_user(holder)
        if account.is_authenticated:
            return account
    user = user_of(request)
    return auth.get_user_model()._default_manager.filter(pk=user, is_active=True).first()
