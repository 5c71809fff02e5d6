"""Bearer tokens that were refused: expired, tampered with, or none at all."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from typing import Any

from dashboard.threats.hit import Hit
from dashboard.threats.inspected import Inspected

try:
    from rest_framework_simplejwt.exceptions import ExpiredTokenError, TokenError
    from rest_framework_simplejwt.tokens import UntypedToken
except ImportError:  # a host without simplejwt has no such tokens
    UntypedToken = None

THREAT_TYPE = "invalid_token"
_REFUSED = 401
_LONGEST = 8_192


def detect(inspected: Inspected) -> Iterator[Hit]:
    """Why a token was refused. Never shows anything of it."""
    scheme, _, token = inspected.headers.get("authorization", "").partition(" ")
    if inspected.status == _REFUSED and scheme.lower() == "bearer" and UntypedToken is not None:
        severity, score, rule = _judge(token.strip())
        yield Hit(THREAT_TYPE, severity, score, rule, "header authorization")


def _judge(token: str) -> tuple[str, float, str]:
    parts = token.split(".")
    header = _decoded(parts[0]) if len(parts) == 3 and len(token) < _LONGEST else None
    if not isinstance(header, dict) or not isinstance(_decoded(parts[1]), dict):
        return "low", 0.6, "not-a-token"
    if str(header.get("alg", "")).lower() == "none":
        return "high", 0.99, "unsigned-token"
    try:
        UntypedToken(token)
    except ExpiredTokenError:
        return "low", 0.5, "expired-token"
    except (TokenError, ValueError):
        return "high", 0.9, "tampered-token"
    # Well signed and in time: of an account that is gone, logged out or another service's.
    return "low", 0.5, "revoked-token"


def _decoded(part: str) -> Any:
    try:
        return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return None
