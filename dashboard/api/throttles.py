"""How often one client may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle, UserRateThrottle

from dashboard.capture.client_address import client_address
from dashboard.conf import conf

if TYPE_CHECKING:
    # REST framework's views import the throttles that the settings name.
    from rest_framework.views import APIView


def address_of(request: HttpRequest | Request) -> str:
    """The client's address, also django-axes' ``AXES_CLIENT_IP_CALLABLE``; empty if unknown.

    REST framework and axes would each have an idea of their own of when X-Forwarded-For, which
    any client can write, is to be believed.
    """
    meta = request.META
    return client_address(meta.get("REMOTE_ADDR", ""), meta.get("HTTP_X_FORWARDED_FOR"))


class ByAddress(SimpleRateThrottle):
    """Knows an anonymous client by its address."""

    def get_ident(self, request: Request) -> str:
        """The client's address."""
        return address_of(request)


class ClientThrottle(ByAddress, UserRateThrottle):
    """Counts each user, and each anonymous address."""

    scope = "dashboard"

    def get_rate(self) -> str:
        """As the app's settings say."""
        return f"{conf.RATE_LIMIT_PER_MINUTE}/min"


class LoginThrottle(ByAddress):
    """Counts attempts to log in or register by address, whoever is asking."""

    scope = "login"
    rate = "20/min"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        """The cache key of the address."""
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}
