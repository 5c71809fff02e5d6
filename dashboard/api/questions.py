"""From query parameters to a question: the one place where they are parsed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone
from rest_framework.request import Request

from dashboard.api.errors import ApiError
from dashboard.api.permissions import visible_filters
from dashboard.queries.errors import InvalidQuestion
from dashboard.queries.filters import Filters
from dashboard.queries.time_range import TimeRange, parse_time_range

_LONGEST = 200


def parse_question(request: Request, *, known: frozenset[str]) -> tuple[Filters, TimeRange]:
    """The filters, as far as the caller may see, and the range that a request asks for.

    ``known`` are the endpoint's parameters. Raises ``ApiError`` 400 with the parameter named:
    UNKNOWN_PARAMETER, DUPLICATE_PARAMETER, EMPTY_PARAMETER, UNKNOWN_TENANT, INVALID_USER or
    what ``parse_time_range`` says; 403 OTHER_USER.
    """
    params = _single_values(request, known)
    if "tenant" in params:
        raise ApiError("UNKNOWN_TENANT", "There is no such tenant.", field="tenant")
    asked = Filters(
        user=_user(params.get("user")), model=params.get("model"), endpoint=params.get("endpoint")
    )
    filters = visible_filters(user=request.user, asked=asked)
    try:
        return filters, parse_time_range(params, timezone.now())
    except InvalidQuestion as error:
        raise ApiError(error.code, error.message, field=error.field) from error


def _single_values(request: Request, known: frozenset[str]) -> dict[str, str]:
    params: dict[str, str] = {}
    for name, values in request.query_params.lists():
        if name not in known:
            raise ApiError("UNKNOWN_PARAMETER", f"{name} is not a parameter.", field=name)
        if len(values) > 1:
            raise ApiError("DUPLICATE_PARAMETER", f"{name} is given twice.", field=name)
        value = str(values[0])
        if not value.strip() or len(value) > _LONGEST or "\x00" in value:
            raise ApiError("EMPTY_PARAMETER", f"{name} is empty or too long.", field=name)
        params[name] = value
    return params


def _user(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        key: Any = get_user_model()._meta.pk.to_python(text)
    except ValidationError:
        raise ApiError("INVALID_USER", "user is the id of a user.", field="user") from None
    return str(key)
