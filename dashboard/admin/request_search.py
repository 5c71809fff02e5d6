"""The search of the list of requests: what was typed says by its form what it is."""

from __future__ import annotations

import ipaddress
import uuid
from typing import Any

from django.db.models import QuerySet

from dashboard.admin.narrowing import within
from dashboard.admin.people import keys_named, of_users

HELP = "Request id, begin of an endpoint, IP, user or model"
_LAST_CHARACTER = "\U0010ffff"


def search(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """The rows that a text means; each kind of text is looked for by an index of its own."""
    if (request_id := as_request_id(text)) is not None:
        return rows.filter(pk=request_id)
    if text.startswith("/"):
        return within(rows, "endpoint", gte=text, lt=text + _LAST_CHARACTER)
    if is_address(text):
        return rows.filter(ip_address=text)
    if keys := keys_named(text):
        return of_users(rows, keys)
    return rows.filter(model_name=text).exclude(model_name="")


def as_request_id(text: str) -> uuid.UUID | None:
    """The request id that a text is."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def is_address(text: str) -> bool:
    """Whether a text is an IP address as IP_STORAGE keeps it: whole, cut or hashed."""
    if text.startswith("sha256:"):
        return True
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
