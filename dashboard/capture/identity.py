"""Whose request it was: the user that the view resolved, or the one in a verified JWT."""

from __future__ import annotations

import time
from functools import lru_cache
from hashlib import blake2b

from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.functional import LazyObject, empty

try:
    from rest_framework_simplejwt.exceptions import TokenError
    from rest_framework_simplejwt.settings import api_settings
    from rest_framework_simplejwt.tokens import AccessToken
except ImportError:  # a host without simplejwt has no such tokens
    AccessToken = None

_KEPT_LENGTH = 4096


def user_of(request: HttpRequest) -> str:
    """The key of the request's user as text; empty when nobody is known to be signed in.

    Never makes a lazy user resolve itself: that would be a query of ours.
    """
    user = request.__dict__.get("user")
    if isinstance(user, LazyObject) and user._wrapped is empty:
        user = request.__dict__.get("_cached_user") or request.__dict__.get("_acached_user")
    if user is not None and user.is_authenticated and user.pk is not None:
        return str(user.pk)
    authorization = request.META.get("HTTP_AUTHORIZATION", "")
    if AccessToken is not None and authorization[:7].lower() == "bearer ":
        return _user_of_token(authorization[7:].strip())
    return ""


def visitor_of(request: HttpRequest) -> str:
    """What tells browsers apart that are not signed in: a digest of the session's cookie."""
    name = settings.SESSION_COOKIE_NAME
    if name not in request.META.get("HTTP_COOKIE", ""):
        return ""
    key = request.COOKIES.get(name)
    return blake2b(key.encode(), digest_size=8).hexdigest() if key else ""


@receiver(setting_changed)
def forget(**kwargs: object) -> None:
    """Drop what was verified by settings that changed."""
    _verify.cache_clear()


def _user_of_token(token: str) -> str:
    # What is too long for a usual token is not kept: it could fill the memory.
    verify = _verify if len(token) <= _KEPT_LENGTH else _verify.__wrapped__
    user, expires = verify(token)
    return user if expires > time.time() else ""


@lru_cache(maxsize=10_000)
def _verify(token: str) -> tuple[str, float]:
    """The user of a token, and until when; empty for one that is forged or not for access."""
    try:
        verified = AccessToken(token)
        return str(verified[api_settings.USER_ID_CLAIM]), float(verified["exp"])
    except (TokenError, KeyError, ValueError):
        return "", 0.0
