"""Which requests are not logged: static files, the admin, and the dashboard's own reads."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.urls import NoReverseMatch, reverse

from dashboard.conf import conf

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
    return path.startswith(_prefixes()) or path in _pages()


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


@cache
def _pages() -> frozenset[str]:
    """The page itself. A path and no prefix: it may be mounted at the root."""
    page = None if conf.LOG_OWN_READS else _path_of("dashboard:page")
    return frozenset([page] if page else [])


def _path_of(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


@receiver(setting_changed)
def forget(**kwargs: object) -> None:
    """Drop what was worked out from settings that changed."""
    _prefixes.cache_clear()
    _pages.cache_clear()
