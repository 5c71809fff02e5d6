"""Settings from the environment, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

# As docs/deployment.md tells.
PRODUCTION = {
    "SECRET_KEY": "kq3Zt9vW-7yBn2xRmLc8Hd4Jf6Gp1Sa5Ue0Io_TwXzYbVhQj9Kd2",
    "ALLOWED_HOSTS": "watch.example.org",
    "HSTS_SECONDS": "31536000",
    "HSTS_SUBDOMAINS": "1",
}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """``manage.py`` with nothing in its environment but what is given."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]} | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def setting(expression: str, **environment: str) -> str:
    """What an expression over the settings prints."""
    code = f"from django.conf import settings; print({expression})"
    result = run("shell", "--no-imports", "-c", code, **environment)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


@pytest.mark.parametrize("environment", [{}, {"DEBUG": "0"}, {"DEBUG": "0", "SECRET_KEY": ""}])
def test_production_refuses_to_start_without_a_key(environment: dict[str, str]) -> None:
    result = run("check", **environment)
    assert result.returncode != 0
    assert "SECRET_KEY is not set. With DEBUG off, set it to a long random value" in result.stderr


def test_deployment_check_is_clean() -> None:
    result = run("check", "--deploy", "--fail-level=DEBUG", **PRODUCTION)
    assert (result.returncode, result.stdout) == (
        0,
        "System check identified no issues (0 silenced).\n",
    )
    assert result.stderr == ""


def test_production_is_secure_without_being_asked() -> None:
    names = ("DEBUG", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    expression = f"[getattr(settings, name) for name in {names}]"
    assert setting(expression, SECRET_KEY="x" * 50) == "[False, True, True, True]"
    assert setting("settings.SECURE_PROXY_SSL_HEADER", SECRET_KEY="x" * 50) == "None"


def test_schema_is_complete() -> None:
    result = run("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null", DEBUG="1")
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("environment", "expression", "value"),
    [
        ({}, "settings.DATABASES['default']['ENGINE']", "django.db.backends.sqlite3"),
        ({}, "settings.DATABASES['default']['OPTIONS']['transaction_mode']", "IMMEDIATE"),
        (
            {"DATABASE_URL": "postgres://ada:pw@db.example.org:5433/watch"},
            "[settings.DATABASES['default'][key] for key in ('HOST', 'PORT', 'NAME', 'USER')]",
            "['db.example.org', 5433, 'watch', 'ada']",
        ),
        (
            {"DATABASE_URL": "postgres://db/watch"},
            "settings.DATABASES['default']['OPTIONS']",
            "{'pool': {'min_size': 1, 'max_size': 10}}",
        ),
        ({}, "settings.CACHES['default']['BACKEND'].rsplit('.')[-1]", "LocMemCache"),
        (
            {"REDIS_URL": "redis://localhost:6379/3"},
            "settings.CACHES['default']['LOCATION']",
            "redis://localhost:6379/3",
        ),
        (
            {"ACCESS_TOKEN_EXPIRE_MINUTES": "5"},
            "settings.SIMPLE_JWT['ACCESS_TOKEN_LIFETIME']",
            "0:05:00",
        ),
        (
            {"REFRESH_TOKEN_EXPIRE_DAYS": "2"},
            "settings.SIMPLE_JWT['REFRESH_TOKEN_LIFETIME']",
            "2 days, 0:00:00",
        ),
        (
            {"RATE_LIMIT_PER_MINUTE": "9"},
            "settings.DASHBOARD['RATE_LIMIT_PER_MINUTE']",
            "9",
        ),
        (
            {"CORS_ORIGINS": "https://a.example,https://b.example"},
            "settings.CORS_ALLOWED_ORIGINS",
            "['https://a.example', 'https://b.example']",
        ),
        ({"GEOIP_PATH": "/srv/geo.mmdb"}, "settings.DASHBOARD['GEOIP_PATH']", "/srv/geo.mmdb"),
        (
            {"TRUSTED_PROXIES": "10.0.0.0/8"},
            "settings.DASHBOARD['TRUSTED_PROXIES']",
            "['10.0.0.0/8']",
        ),
        (
            {"TRUST_FORWARDED_PROTO": "1"},
            "settings.SECURE_PROXY_SSL_HEADER",
            "('HTTP_X_FORWARDED_PROTO', 'https')",
        ),
    ],
)
def test_reads_the_environment(environment: dict[str, str], expression: str, value: str) -> None:
    assert setting(expression, SECRET_KEY="x" * 50, **environment) == value


def test_development_keeps_its_own_random_key(tmp_path: Path) -> None:
    code = "from pathlib import Path; from config.settings import development_key as key; "
    code += f"p = Path({str(tmp_path / 'var' / 'key')!r}); print(key(p), key(p))"
    result = run("shell", "--no-imports", "-c", code, DEBUG="1")
    first, second = result.stdout.split()
    assert first == second
    assert len(first) == 50
    assert (tmp_path / "var" / "key").stat().st_mode & 0o777 == 0o600
