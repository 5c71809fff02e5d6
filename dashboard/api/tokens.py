"""Giving, exchanging and ending tokens."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import BlacklistMixin, RefreshToken, UntypedToken

from dashboard.api.errors import ApiError


class SessionToken(RefreshToken):
    """A refresh token of which the database holds no copy until it is revoked."""

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> SessionToken:
        """A new token of the user."""
        # Past the mixin, which would keep every live token, readable, in the database.
        return super(BlacklistMixin, cls).for_user(user)


def _refused() -> ApiError:
    return ApiError("TOKEN_INVALID", "The token is not valid, or no longer.", status=401)


def _parse(raw: str) -> SessionToken:
    try:
        return SessionToken(raw)
    except TokenError as exc:
        raise _refused() from exc


def issue(user: AbstractBaseUser) -> dict[str, str]:
    """A new pair of tokens for the user."""
    token = SessionToken.for_user(user)
    return {"access": str(token.access_token), "refresh": str(token)}


def rotate(raw: str) -> dict[str, str]:
    """A new pair for a refresh token, which is used up by it.

    TOKEN_INVALID (401) when it is expired, used, or of an account that is gone, switched off
    or has a new password.
    """
    token = _parse(raw)
    user = JWTAuthentication().get_user(token)
    _, created = token.blacklist()
    # Of two exchanges at the same moment only one may succeed.
    if not created:
        raise _refused()
    return issue(user)


def revoke(raw: str) -> None:
    """End a refresh token. TOKEN_INVALID (401) when it is none, or has ended already."""
    _parse(raw).blacklist()


def verify(raw: str) -> None:
    """TOKEN_INVALID (401) unless the token, of either kind, would be accepted now."""
    try:
        token = UntypedToken(raw)
    except TokenError as exc:
        raise _refused() from exc
    if token["token_type"] == SessionToken.token_type:
        _parse(raw)
    JWTAuthentication().get_user(token)
