"""Numbered system checks: what is misconfigured, and what to do about it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import Any

import maxminddb
from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.db import connection
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from dashboard.capture.middleware import RequestLoggingMiddleware
from dashboard.conf import DEFAULTS, conf
from dashboard.ingest.country import database_path
from dashboard.setting_rules import BY_TYPE, RULES
from dashboard.threats.registry import detectors


@register
def check_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E001 and E002: names and values of the DASHBOARD dict."""
    given = getattr(settings, "DASHBOARD", {})
    return [*_unknown_keys(given), *_wrong_values(given)]


def _unknown_keys(given: dict[str, Any]) -> Iterator[CheckMessage]:
    for name in given.keys() - DEFAULTS.keys():
        yield Error(
            f'DASHBOARD["{name}"] is not a setting of the dashboard app.',
            hint="Correct the name or remove it; dashboard/conf.py lists all names.",
            id="dashboard.E001",
        )


def _wrong_values(given: dict[str, Any]) -> Iterator[CheckMessage]:
    for name in given.keys() & DEFAULTS.keys():
        rule = RULES.get(name) or BY_TYPE.get(type(DEFAULTS[name]))
        if rule is not None and not rule[0](given[name]):
            yield Error(
                f'DASHBOARD["{name}"] is {given[name]!r}.',
                hint=f"It must be {rule[1]}.",
                id="dashboard.E002",
            )


@register
def check_middleware(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E003 and W001: the middleware is there, and first."""
    if not conf.ENABLED:
        return []
    hint = 'Begin MIDDLEWARE with "dashboard.middleware.RequestLoggingMiddleware".'
    found = [number for number, path in enumerate(settings.MIDDLEWARE) if _is_ours(path)]
    if not found:
        return [
            Error("No request is logged: the middleware is missing.", hint, id="dashboard.E003")
        ]
    if found[0] > 0:
        message = "What the middleware before RequestLoggingMiddleware answer is not logged."
        return [Warning(message, hint, id="dashboard.W001")]
    return []


@register
def check_limit(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E007: what is enforced is counted."""
    if not conf.REQUEST_LIMIT_ENFORCED or (conf.INSPECT and conf.REQUEST_LIMIT is not None):
        return []
    return [
        Error(
            "REQUEST_LIMIT_ENFORCED is on, but nobody counts requests for all workers.",
            hint="Set REQUEST_LIMIT and leave INSPECT on, or switch REQUEST_LIMIT_ENFORCED off.",
            id="dashboard.E007",
        )
    ]


def _is_ours(path: str) -> bool:
    try:
        loaded = import_string(path)
    except ImportError:
        return False
    return isinstance(loaded, type) and issubclass(loaded, RequestLoggingMiddleware)


@register
def check_journal_folder(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """W004: the journals can be written.

    A warning, and makes nothing: whoever runs a command may not be the server's user.
    """
    try:
        folder = conf.journal_dir.absolute()
        nearest = next(path for path in [folder, *folder.parents] if os.path.lexists(path))
        if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
            return []
    except (OSError, TypeError) as error:
        return [_no_folder(str(error))]
    return [_no_folder(f"{nearest} is not a folder that this user may write to")]


def _no_folder(reason: str) -> Warning:
    return Warning(
        f"The journals of requests cannot be written: {reason}.",
        hint='Set DASHBOARD["JOURNAL_DIR"] to a folder of the server\'s user, on a local disk.',
        id="dashboard.W004",
    )


@register
def check_countries(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E004 and W002: the country database can be read."""
    try:
        maxminddb.open_database(database_path()).close()
    except (OSError, TypeError, ValueError, maxminddb.InvalidDatabaseError) as error:
        if conf.GEOIP_PATH:
            return [
                Error(
                    f"The country database cannot be read: {error}",
                    hint="Set GEOIP_PATH to a MaxMind country or city file (.mmdb), or to nothing.",
                    id="dashboard.E004",
                )
            ]
        return [
            Warning(
                "Countries are unknown: no country database is installed.",
                hint="`make run` fetches an open one; or set GEOIP_PATH to a MaxMind file.",
                id="dashboard.W002",
            )
        ]
    return []


@register
def check_sqlite(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """W003: SQLite writes ahead, so that nobody who reads waits for the writer."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or ":memory:" in name or "mode=memory" in name:
        return []
    options: dict[str, Any] = connection.settings_dict.get("OPTIONS") or {}
    if "wal" in str(options.get("init_command", "")).lower() or _is_wal(name):
        return []
    return [
        Warning(
            "The SQLite database does not use WAL: reading waits while requests are written.",
            hint='Add "init_command": "PRAGMA journal_mode=WAL" to the OPTIONS of the database.',
            id="dashboard.W003",
        )
    ]


def _is_wal(path: str) -> bool:
    """Bytes 18 and 19 of the file are 2 in WAL mode, which stays until it is changed."""
    try:
        with open(path, "rb") as file:
            return file.read(20)[18:] == b"\x02\x02"
    except OSError:
        return False


@register
def check_token_blacklist(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """E005: a logout, or a refresh, ends the token that it was made with."""
    if apps.is_installed("rest_framework_simplejwt.token_blacklist"):
        return []
    return [
        Error(
            "Tokens cannot be revoked: /api/auth/logout/ and /api/auth/token/refresh/ fail.",
            hint='Add "rest_framework_simplejwt.token_blacklist" to INSTALLED_APPS and migrate.',
            id="dashboard.E005",
        )
    ]


@register
def check_cors(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """W005: browsers of any website get the answer of our endpoint for events."""
    if not apps.is_installed("corsheaders"):
        return []
    try:
        path = reverse("dashboard:events-ingest")
    except NoReverseMatch:
        return []
    if re.match(getattr(settings, "CORS_URLS_REGEX", ".*"), path) is None:
        return []
    return [
        Warning(
            "Websites cannot send events: corsheaders answers their browsers first.",
            hint=f'Leave the endpoint to itself: CORS_URLS_REGEX = r"^(?!{path}$)".',
            id="dashboard.W005",
        )
    ]


@register
def check_detectors(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E006: each detector can be loaded and called."""
    try:
        wrong = [path for path, found in detectors().items() if not callable(found)]
        reason = f"{wrong[0]} is nothing that can be called" if wrong else ""
    except (ImportError, TypeError, AttributeError) as error:
        reason = str(error)
    if not reason:
        return []
    return [
        Error(
            f"Requests are not searched for attacks: {reason}.",
            hint='Correct the dotted path in DASHBOARD["DETECTORS"].',
            id="dashboard.E006",
        )
    ]
