"""From query parameters to a question: the one place where they are parsed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.request import Request

from dashboard.api.errors import ApiError
from dashboard.api.permissions import visible_filters
from dashboard.api.schema import error
from dashboard.queries.errors import InvalidQuestion
from dashboard.queries.filters import Filters
from dashboard.queries.time_range import NAMES, TimeRange, isoformat, parse_time_range

_LONGEST = 200

RANGE = [
    OpenApiParameter("range", str, enum=NAMES, default="7d", description="Ends now, or custom."),
    OpenApiParameter("start", str, description="With custom: a date or date-time."),
    OpenApiParameter("end", str, description="With custom: exclusive; cut to now."),
    OpenApiParameter("tz", str, default="UTC", description="IANA zone of days and hours."),
]
QUESTION = [
    *RANGE,
    OpenApiParameter("tenant", str, description="Reserved."),
    OpenApiParameter("user", str, description="One user's requests, by id."),
    OpenApiParameter("model", str, description="Requests that called this model."),
    OpenApiParameter("endpoint", str, description="Requests to this route pattern."),
]


def names_of(parameters: list[OpenApiParameter]) -> frozenset[str]:
    """The names of documented parameters, as ``parse_question`` wants them."""
    return frozenset(parameter.name for parameter in parameters)


def refusals(*more: str) -> dict[int, OpenApiResponse]:
    """The schema of the ways in which a question is refused; ``more`` are further codes of 400."""
    return {
        400: error(
            "UNKNOWN_RANGE",
            "UNKNOWN_TIMEZONE",
            "START_REQUIRED",
            "INVALID_START",
            "INVALID_END",
            "START_AFTER_END",
            "RANGE_TOO_LONG",
            "RANGE_NOT_CUSTOM",
            "UNKNOWN_PARAMETER",
            "DUPLICATE_PARAMETER",
            "EMPTY_PARAMETER",
            "UNKNOWN_TENANT",
            "INVALID_USER",
            *more,
        ),
        401: error("NOT_AUTHENTICATED", "TOKEN_INVALID"),
        403: error("OTHER_USER"),
        429: error("THROTTLED"),
    }


def parse_question(request: Request, *, known: frozenset[str]) -> tuple[Filters, TimeRange]:
    """The filters, as far as the caller may see, and the range that a request asks for.

    ``known`` are the endpoint's parameters. Raises ``ApiError`` 400 with the parameter named:
    UNKNOWN_PARAMETER, DUPLICATE_PARAMETER, EMPTY_PARAMETER, UNKNOWN_TENANT, INVALID_USER or
    what ``parse_time_range`` says; 403 OTHER_USER.
    """
    params = single_values(request, known)
    if "tenant" in params:
        raise ApiError("UNKNOWN_TENANT", "There is no such tenant.", field="tenant")
    asked = Filters(
        user=_user(params.get("user")), model=params.get("model"), endpoint=params.get("endpoint")
    )
    filters = visible_filters(user=request.user, asked=asked)
    return filters, range_of(params)


def range_of(params: Mapping[str, str]) -> TimeRange:
    """The range that parameters ask for. Raises ``ApiError`` 400 as ``parse_question``."""
    try:
        return parse_time_range(params, timezone.now())
    except InvalidQuestion as error:
        raise ApiError(error.code, error.message, field=error.field) from error


def single_values(request: Request, known: frozenset[str]) -> dict[str, str]:
    """The query parameters, each given once. Raises ``ApiError`` 400 as ``parse_question``."""
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
    user = parse_user(text)
    if user is None:
        raise ApiError("INVALID_USER", "user is the id of a user.", field="user")
    return user


def parse_user(text: str) -> str | None:
    """The id of a user as the API writes it; None for what can be nobody's."""
    try:
        key: Any = get_user_model()._meta.pk.clean(text, None)
    except ValidationError:
        return None
    return str(key)


def within(time_range: TimeRange, answer: dict[str, Any]) -> dict[str, Any]:
    """An answer with the range that it is about."""
    return {
        "range": time_range.name,
        "start": isoformat(time_range.start),
        "end": isoformat(time_range.end),
        "timezone": time_range.zone.key,
        "generatedAt": isoformat(time_range.now),
        **answer,
    }
