"""Which requests are not logged: static files, the admin, and the dashboard's own reads."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from dashboard.conf import conf

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "dashboard_unlogged"

# Below the prefix at which a host mounts dashboard.urls. What comes in through the ingest
# endpoints becomes rows of its own kind; what reads the dashboard is not use of the host's API.
_OWN = (
    "api/dashboard/",
    "api/analytics/",
    "api/requests/",
    "api/threats/",
    "api/projects/",
    "api/schema/",
    "api/docs/",
    "api/track/",
    "api/events/",
    "v1/traces",
)


def is_excluded(path: str) -> bool:
    """Whether a request to this path is not logged."""
    return path.startswith(_prefixes())


def unlogged(view: View) -> View:
    """Mark a view of ours whose requests are not logged, wherever a host mounts it."""
    setattr(view, _MARK, True)
    return view


def is_unlogged(request: HttpRequest) -> bool:
    """Whether a view so marked answered the request: known only once it is resolved.

    The page's addresses are no prefix of their own: the app may be mounted at the root, beside
    a host's routes of the same names.
    """
    match = request.resolver_match
    return match is not None and hasattr(match.func, _MARK) and not conf.LOG_OWN_READS


@cache
def _prefixes() -> tuple[str, ...]:
    prefixes = [*conf.EXCLUDE_PATHS]
    if settings.STATIC_URL and settings.STATIC_URL.startswith("/"):
        prefixes.append(settings.STATIC_URL)
    if not conf.LOG_OWN_READS:
        base = _path_of("dashboard:page")
        prefixes += [f"{base}{own}" for own in _OWN] if base else []
        admin = _path_of("admin:index")
        prefixes += [admin] if admin else []
    return tuple(prefixes)


def _path_of(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


@receiver(setting_changed)
def forget(**kwargs: object) -> None:
    """Drop what was worked out from settings that changed."""
    _prefixes.cache_clear()
