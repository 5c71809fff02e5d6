"""What every endpoint has in common, whatever the host's own REST framework settings say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.openapi import AutoSchema
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.parsers import JSONParser
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView
from rest_framework_simplejwt.authentication import JWTAuthentication

from dashboard.api.errors import exception_handler
from dashboard.api.throttles import ClientThrottle


class ApiView(APIView):
    """JSON in and out, for who is signed in by token or session.

    A host may let anybody in by default, or render its answers in other ways: its settings are
    for its own views.
    """

    # Tokens first: their answer to a caller nobody knows is 401, a session's would be 403.
    authentication_classes: Sequence[type[BaseAuthentication]] = (
        JWTAuthentication,
        SessionAuthentication,
    )
    permission_classes: Sequence[type[BasePermission]] = (IsAuthenticated,)
    parser_classes = (JSONParser,)
    renderer_classes = (JSONRenderer,)
    throttle_classes: Sequence[type[BaseThrottle]] = (ClientThrottle,)
    versioning_class = None
    schema = AutoSchema()

    def get_exception_handler(self) -> Any:
        """The one error shape."""
        return exception_handler
