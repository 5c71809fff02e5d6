"""The one shape of every error: ``{"error": {"code", "message", "details"}}``.

``code`` is stable and upper case, for programs; ``message`` is for people; ``details`` names
the fields that are wrong, each with its messages, and is empty when no field is to blame.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views import defaults
from django.views.csrf import csrf_failure as html_csrf_failure
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler

from dashboard.capture.error_body import Details, body

# Where the host does not say, or computes it for each account.
_LOCKOUT_SECONDS = 900


class ApiError(exceptions.APIException):
    """What a view raises to refuse a request with a code of its own.

    ``field`` is the parameter or body field that is wrong; ``retry_after`` is in seconds.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status: int = 400,
        field: str | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message, code)
        self.code = code
        self.status_code = status
        self.details: Details = {field: [message]} if field else {}
        self.wait = retry_after


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's ``EXCEPTION_HANDLER``: its answer, with our body.

    None for what is not an API error, which then becomes Django's 500.
    """
    response = drf_exception_handler(exc, context)
    if response is None:
        return None
    response.data = _body_of(exc, response)
    return response


def _body_of(exc: Exception, response: Response) -> dict[str, Any]:
    match exc:
        case ApiError():
            return body(exc.code, str(exc.detail), exc.details)
        case exceptions.ValidationError():
            return body("VALIDATION_ERROR", "The input is not valid.", dict(_fields(exc.detail)))
        case exceptions.AuthenticationFailed():
            return body("TOKEN_INVALID", "The token is not valid, or no longer.")
        case exceptions.APIException():
            return body(exc.default_code.upper(), str(exc.detail))
    # Django's own Http404 and PermissionDenied, which REST framework turns into its answers.
    code = "NOT_FOUND" if response.status_code == 404 else "PERMISSION_DENIED"
    return body(code, str(response.data["detail"]))


def _fields(detail: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each wrong field with its messages; fields of nested objects as ``messages.0.role``."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            if name == "non_field_errors":
                yield from _fields(inner, path)
            else:
                yield from _fields(inner, f"{path}.{name}" if path else str(name))
    elif any(isinstance(inner, Mapping) for inner in detail):
        for index, inner in enumerate(detail):
            yield from _fields(inner, f"{path}.{index}")
    elif detail:
        yield path or "nonFieldErrors", [str(message) for message in detail]


def _is_api(request: HttpRequest) -> bool:
    return "/api/" in request.path


def _json(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse(body(code, message), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """``handler400``: JSON under /api/, Django's page elsewhere."""
    if _is_api(request):
        return _json(400, "BAD_REQUEST", "The request could not be understood.")
    return defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """``handler403``: JSON under /api/, Django's page elsewhere."""
    if _is_api(request):
        return _json(403, "PERMISSION_DENIED", "You may not do this.")
    return defaults.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """``handler404``, and the view of unknown API paths: JSON under /api/."""
    if _is_api(request):
        return _json(404, "NOT_FOUND", "There is nothing at this address.")
    return defaults.page_not_found(request, exception or Exception())


def server_error(request: HttpRequest) -> HttpResponseBase:
    """``handler500``: JSON under /api/, Django's page elsewhere; never says what failed."""
    if _is_api(request):
        return _json(500, "SERVER_ERROR", "Something failed on the server.")
    return defaults.server_error(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """``CSRF_FAILURE_VIEW``: JSON under /api/, Django's page elsewhere."""
    if _is_api(request):
        return _json(403, "CSRF_FAILED", "The CSRF token is missing or wrong.")
    return html_csrf_failure(request, reason)


def lockout_seconds() -> int:
    """How long a locked account waits: django-axes takes a timedelta, or a number of hours."""
    cool_off = getattr(settings, "AXES_COOLOFF_TIME", None)
    if isinstance(cool_off, dt.timedelta):
        return int(cool_off.total_seconds())
    return int(cool_off * 3600) if isinstance(cool_off, int | float) else _LOCKOUT_SECONDS


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """``AXES_LOCKOUT_CALLABLE``: the API's own answer, a plain page for the admin."""
    if response is not None and _is_api(request):
        return response
    seconds = lockout_seconds()
    return HttpResponse(
        f"Too many failed logins. Try again in {seconds // 60} minutes.",
        content_type="text/plain; charset=utf-8",
        status=429,
        headers={"Retry-After": str(seconds)},
    )
