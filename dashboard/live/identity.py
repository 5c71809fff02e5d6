"""Who is at the other end of a socket."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, NamedTuple

from channels.auth import get_user
from channels.db import database_sync_to_async
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from rest_framework.exceptions import AuthenticationFailed
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import AccessToken

# What the client asks for besides its token; the server may answer with no other.
PROTOCOL = "dashboard.live"
_TOKEN = "token."


class Identity(NamedTuple):
    """A user, and until when (Unix seconds) it may be taken for that user."""

    user: AbstractBaseUser | AnonymousUser
    expires: float

    @property
    def has_expired(self) -> bool:
        """Whether a new token is due."""
        return time.time() >= self.expires


NOBODY = Identity(AnonymousUser(), float("inf"))


async def identify(scope: Mapping[str, Any]) -> Identity:
    """The user of the token among the subprotocols, else the session's.

    They are offered as ``["dashboard.live", "token.eyJ…"]``: browsers let a
    page set no headers of a WebSocket, and an address ends up in logs. A token that is not
    valid is nobody's, whatever the session says.

    Asked again, the answer is that of now: a token may have ended, a session been logged out, an
    account switched off or given another password.
    """
    for protocol in scope.get("subprotocols", ()):
        if protocol.startswith(_TOKEN):
            return await _of_token(protocol.removeprefix(_TOKEN))
    session = scope.get("session")
    if session is None or not session.session_key:
        return NOBODY
    # As it is now: what the scope holds was read when the socket was opened.
    now: Any = {**scope, "session": type(session._wrapped)(session.session_key)}
    return Identity(await get_user(now), float("inf"))


@database_sync_to_async
def _of_token(raw: str) -> Identity:
    try:
        token = AccessToken(raw)
        user = JWTAuthentication().get_user(token)
    except (TokenError, AuthenticationFailed):
        return NOBODY
    return Identity(user, float(token["exp"]))
