"""Fixtures that every test may ask for, and what becomes of tests that need a service."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from tempfile import TemporaryDirectory

import pytest
import redis
from django.contrib.auth.models import User
from django.core.cache import cache as django_cache
from rest_framework.test import APIClient

from dashboard.rollups import kept

PASSWORD = "correct horse battery"
REDIS_URL = os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/15"


def _no_redis() -> str | None:
    try:
        redis.Redis.from_url(REDIS_URL, socket_connect_timeout=1).ping()
    except redis.RedisError as exc:
        return f"no Redis server answers ({exc})"
    return None


def _no_chromium() -> str | None:
    return None if shutil.which("chromium") else "there is no chromium in PATH"


def _no_nginx() -> str | None:
    return None if shutil.which("nginx") else "there is no nginx in PATH"


@cache
def _no_packages() -> str | None:
    with TemporaryDirectory() as folder:
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet")
        asked = subprocess.run(
            [*pip, "--no-deps", "--dest", folder, "asgiref"], capture_output=True, timeout=120
        )
    return "pip reaches no index of packages" if asked.returncode else None


# What `@pytest.mark.service(name)` may name; each says what is missing, or None.
SERVICES: dict[str, Callable[[], str | None]] = {
    "redis": _no_redis,
    "chromium": _no_chromium,
    "nginx": _no_nginx,
    "packages": _no_packages,
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose service is missing; where everything must be there, fail it."""
    for mark in item.iter_markers("service"):
        missing = SERVICES[mark.args[0]]()
        if missing and os.environ.get("CI") == "true":
            pytest.fail(f"{mark.args[0]}: {missing}", pytrace=False)
        elif missing:
            pytest.skip(f"{mark.args[0]}: {missing}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with tests that commit go last: these leave a database without what migrations made."""
    committing = {item.path for item in items if _commits(item)}
    items.sort(key=lambda item: item.path in committing)


def _commits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    names = getattr(item, "fixturenames", ())
    return bool(mark and mark.kwargs.get("transaction")) or any(
        name in names for name in ("live_server", "transactional_db")
    )


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """Throttles count in the cache."""
    django_cache.clear()


@pytest.fixture(autouse=True)
def _fresh_database() -> None:
    """Each test has a database of its own, and so has nothing to remember."""
    kept.forget()


@pytest.fixture
def user(db: None) -> User:
    """An ordinary account named "ada"."""
    return User.objects.create_user("ada", "ada@example.org", PASSWORD)


@pytest.fixture
def staff(db: None) -> User:
    """A superuser named "grace"."""
    return User.objects.create_superuser("grace", "grace@example.org", PASSWORD)


@pytest.fixture
def password() -> str:
    """The password of ``user`` and ``staff``."""
    return PASSWORD


@pytest.fixture
def api() -> APIClient:
    """A client that nobody has logged in with; ``force_authenticate`` is the quick way."""
    return APIClient()
