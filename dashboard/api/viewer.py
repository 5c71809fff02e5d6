"""The read-only viewer: the dashboard on this machine, for who holds the key in its address."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.test.utils import override_settings

from dashboard.capture.error_body import body

COOKIE = "dashboard_viewer"
PARAMETER = "key"
_READING = ("GET", "HEAD", "OPTIONS")


class Viewer:
    """Who looks, and the key that the browser has to show."""

    def __init__(self, user: AbstractBaseUser) -> None:
        self.user = user
        self.key = secrets.token_urlsafe(24)

    def admits(self, key: str | None) -> bool:
        """Whether it is the key."""
        return key is not None and secrets.compare_digest(key.encode(), self.key.encode())


class NoViewer(LookupError):
    """There is no account to look as."""


# The one of this process; middleware is named by path and takes no arguments.
_viewer: Viewer | None = None


def find_user(name: str | None) -> AbstractBaseUser:
    """The account of a name; without one, the first active superuser. Raises ``NoViewer``."""
    model = get_user_model()
    accounts: Any = model._default_manager.filter(is_active=True, is_staff=True)
    if name is None:
        found = accounts.filter(is_superuser=True).order_by("pk").first()
    else:
        found = accounts.filter(**{model.USERNAME_FIELD: name}).first()
    if found is None:
        who = "active superuser" if name is None else f"active staff account named {name!r}"
        raise NoViewer(f"There is no {who}; createsuperuser makes one.")
    return found


class ViewerMiddleware:
    """Admits who has the key, as the viewer's account, and refuses whatever is no reading."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer. The key leaves the address at once: addresses are shared and kept."""
        viewer = _viewer
        assert viewer is not None, "the middleware belongs to view_analytics"
        if viewer.admits(request.GET.get(PARAMETER)):
            response: HttpResponse = HttpResponseRedirect(request.path)
            response.set_cookie(COOKIE, viewer.key, httponly=True, samesite="Strict")
            return response
        if not viewer.admits(request.COOKIES.get(COOKIE)):
            return HttpResponse(
                "Open the address that view_analytics printed.\n",
                status=403,
                content_type="text/plain",
            )
        if request.method not in _READING:
            return JsonResponse(body("READ_ONLY", "This is a read-only viewer."), status=403)
        request.user = viewer.user  # type: ignore[assignment]
        return self.get_response(request)


@contextmanager
def application(viewer: Viewer) -> Iterator[WSGIHandler]:
    """The site as the viewer serves it, in a process that does nothing else.

    Nothing is recorded and no connection can write: the database itself refuses to.
    """
    global _viewer
    _viewer = viewer
    ours = f"{__name__}.{ViewerMiddleware.__name__}"
    connection_created.connect(_read_only)
    # Its line for each request would show the key.
    logging.getLogger("django.server").setLevel(logging.WARNING)
    with override_settings(
        ALLOWED_HOSTS=["*"],
        SECURE_SSL_REDIRECT=False,
        MIDDLEWARE=_with(ours, settings.MIDDLEWARE),
        DASHBOARD={**getattr(settings, "DASHBOARD", {}), "ENABLED": False, "BLOCKING": False},
    ):
        yield StaticFilesHandler(WSGIHandler())
    connection_created.disconnect(_read_only)
    _viewer = None


def _with(ours: str, middleware: list[str]) -> list[str]:
    """Ours in place of what would ask for a session: after it, ``request.user`` is the viewer."""
    asking = "django.contrib.auth.middleware.AuthenticationMiddleware"
    found = [ours if name == asking else name for name in middleware]
    return found if ours in found else [*found, ours]


def _read_only(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    statement = {
        "sqlite": "PRAGMA query_only = ON",
        "postgresql": "SET default_transaction_read_only = on",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(statement)
