"""``/api/auth/``: accounts and tokens."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from dashboard.api import tokens
from dashboard.api.auth_serializers import (
    LoginSerializer,
    ProfileSerializer,
    RefreshSerializer,
    RegisterSerializer,
    TokenPairSerializer,
    VerifiedSerializer,
    VerifySerializer,
)
from dashboard.api.base import ApiView
from dashboard.api.errors import ApiError, lockout_seconds
from dashboard.api.questions import single_values
from dashboard.api.schema import error
from dashboard.api.throttles import LoginThrottle
from dashboard.conf import conf

STAFF = OpenApiParameter("staff", str, enum=["0", "1"], description="1: only staff will do.")


class OpenView(ApiView):
    """An endpoint for callers who are not logged in, or whose token has just expired."""

    authentication_classes = ()
    permission_classes = ()

    def get_authenticate_header(self, request: Request) -> str:
        """Without it REST framework would turn every 401 of these endpoints into a 403."""
        return 'Bearer realm="api"'


def _data(serializer: BaseSerializer[Any]) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


class RegisterView(OpenView):
    """Open an account."""

    throttle_classes = (LoginThrottle,)

    @extend_schema(
        request=RegisterSerializer,
        responses={
            201: ProfileSerializer,
            400: error("VALIDATION_ERROR", "PARSE_ERROR"),
            403: error("REGISTRATION_CLOSED"),
            429: error("THROTTLED"),
        },
    )
    def post(self, request: Request) -> Response:
        """Open an account. Closed where the site's REGISTRATION_OPEN is off."""
        if not conf.REGISTRATION_OPEN:
            raise ApiError("REGISTRATION_CLOSED", "This site opens no accounts.", status=403)
        serializer = RegisterSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        user = serializer.save()
        return Response(ProfileSerializer(user).data, status=status.HTTP_201_CREATED)


class TokenView(OpenView):
    """Log in."""

    throttle_classes = (LoginThrottle,)

    @extend_schema(
        request=LoginSerializer,
        responses={
            200: TokenPairSerializer,
            400: error("VALIDATION_ERROR", "PARSE_ERROR"),
            401: error("INVALID_CREDENTIALS"),
            429: error("ACCOUNT_LOCKED", "THROTTLED"),
        },
    )
    def post(self, request: Request) -> Response:
        """Log in: a pair of tokens for a name and its password."""
        credentials = _data(LoginSerializer(data=request.data))
        return Response(tokens.issue(_login(request._request, credentials)))


def _login(request: HttpRequest, credentials: dict[str, str]) -> AbstractBaseUser:
    user = authenticate(request, **credentials)
    if getattr(request, "axes_locked_out", False):
        seconds = lockout_seconds()
        raise ApiError(
            "ACCOUNT_LOCKED",
            f"Too many failed logins. Try again in {seconds // 60} minutes.",
            status=429,
            retry_after=seconds,
        )
    if user is None:
        raise ApiError(
            "INVALID_CREDENTIALS", "No active account has this name and password.", status=401
        )
    # As after a login by session: sets last_login, and forgets failed attempts.
    user_logged_in.send(sender=type(user), request=request, user=user)
    return user


class RefreshView(OpenView):
    """Exchange a refresh token."""

    @extend_schema(
        request=RefreshSerializer,
        responses={
            200: TokenPairSerializer,
            400: error("VALIDATION_ERROR", "PARSE_ERROR"),
            401: error("TOKEN_INVALID"),
        },
    )
    def post(self, request: Request) -> Response:
        """Exchange a refresh token for a new pair; the old one is used up."""
        return Response(tokens.rotate(_data(RefreshSerializer(data=request.data))["refresh"]))


class LogoutView(OpenView):
    """Log out."""

    @extend_schema(
        request=RefreshSerializer,
        responses={
            204: None,
            400: error("VALIDATION_ERROR", "PARSE_ERROR"),
            401: error("TOKEN_INVALID"),
        },
    )
    def post(self, request: Request) -> Response:
        """Log out: end a refresh token. Its access token ends by itself, minutes later."""
        tokens.revoke(_data(RefreshSerializer(data=request.data))["refresh"])
        return Response(status=status.HTTP_204_NO_CONTENT)


class VerifyView(ApiView):
    """Check a token, or the caller."""

    # A proxy asks once for each request that it passes on.
    throttle_classes = ()

    def get_authenticators(self) -> list[BaseAuthentication]:
        """A token in the body is checked for anybody."""
        return super().get_authenticators() if self._asks_for_caller() else []

    def get_permissions(self) -> Any:
        """As above."""
        return super().get_permissions() if self._asks_for_caller() else []

    def _asks_for_caller(self) -> bool:
        return self.request is None or self.request.method != "POST"

    @extend_schema(
        parameters=[STAFF],
        responses={
            204: OpenApiResponse(
                description="X-Dashboard-User is the account's id, X-Dashboard-Username its name, "
                "percent-encoded."
            ),
            400: error("INVALID_STAFF", "UNKNOWN_PARAMETER", "DUPLICATE_PARAMETER"),
            401: error("NOT_AUTHENTICATED", "TOKEN_INVALID"),
            403: error("PERMISSION_DENIED"),
        },
    )
    def get(self, request: Request) -> Response:
        """Whether the caller is signed in, by token or session; for `auth_request` of nginx."""
        staff = single_values(request, frozenset({STAFF.name})).get(STAFF.name, "0")
        if staff not in ("0", "1"):
            raise ApiError("INVALID_STAFF", "staff is 0 or 1.", field="staff")
        if staff == "1" and not request.user.is_staff:
            raise PermissionDenied()
        user = request.user
        name = quote(user.get_username())
        headers = {"X-Dashboard-User": str(user.pk), "X-Dashboard-Username": name}
        return Response(status=status.HTTP_204_NO_CONTENT, headers=headers)

    @extend_schema(
        request=VerifySerializer,
        responses={
            200: VerifiedSerializer,
            400: error("VALIDATION_ERROR", "PARSE_ERROR"),
            401: error("TOKEN_INVALID"),
        },
    )
    def post(self, request: Request) -> Response:
        """Say whether a token, of either kind, would be accepted now."""
        tokens.verify(_data(VerifySerializer(data=request.data))["token"])
        return Response({"valid": True})


class MeView(ApiView):
    """The caller's own account."""

    @extend_schema(
        responses={200: ProfileSerializer, 401: error("NOT_AUTHENTICATED", "TOKEN_INVALID")}
    )
    def get(self, request: Request) -> Response:
        """The account whose token, or session, the request carries."""
        return Response(ProfileSerializer(request.user).data)
