"""The system checks, each by ``manage.py check``: what is wrong, and what to do about it."""

from __future__ import annotations

import sqlite3
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.test import override_settings

from dashboard.conf import DEFAULTS
from dashboard.tests.ingest.countries import write_open_database

OURS = "dashboard.middleware.RequestLoggingMiddleware"


def complaints() -> list[str]:
    """The lines of ``manage.py check`` that are the dashboard's, hints included."""
    out = StringIO()
    try:
        call_command("check", stdout=out, stderr=out)
        text = out.getvalue()
    except SystemCheckError as error:
        text = str(error)
    lines = [line.strip() for line in text.splitlines()]
    found = []
    for line, hint in zip(lines, [*lines[1:], ""]):
        if "(dashboard." in line:
            found.append(line.removeprefix("?: ") + " | " + hint.removeprefix("HINT: "))
    return sorted(found)


@pytest.fixture(autouse=True)
def _countries(settings: Any, tmp_path: Path) -> None:
    """What is not installed in every checkout is no complaint here."""
    settings.DASHBOARD = {
        "JOURNAL_DIR": tmp_path / "journal",
        "GEOIP_PATH": write_open_database(tmp_path / "countries.mmdb"),
    }


@pytest.fixture
def change(settings: Any) -> Any:
    """Change settings of the DASHBOARD dict."""

    def change(**values: Any) -> None:
        settings.DASHBOARD = {**settings.DASHBOARD, **values}

    return change


def test_nothing_to_complain_about(change: Any, tmp_path: Path) -> None:
    assert complaints() == []
    change(**{k: v for k, v in DEFAULTS.items() if k not in ("JOURNAL_DIR", "GEOIP_PATH")})
    assert complaints() == []
    # Looking at a folder does not make it: the server may be another user.
    assert not (tmp_path / "journal").exists()


def test_unknown_key(change: Any) -> None:
    change(SAMPLERATE=0.5)
    assert complaints() == [
        '(dashboard.E001) DASHBOARD["SAMPLERATE"] is not a setting of the dashboard app. | '
        "Correct the name or remove it; dashboard/conf.py lists all names."
    ]


@pytest.mark.parametrize(
    ("name", "value", "must_be"),
    [
        ("ENABLED", "yes", "True or False"),
        ("SAMPLE_RATE", 1.5, "a number from 0 to 1"),
        ("SAMPLE_RATE", -0.1, "a number from 0 to 1"),
        ("SAMPLE_RATE", True, "a number from 0 to 1"),
        ("IP_STORAGE", "none", '"full", "truncated" or "hashed"'),
        ("TRUSTED_PROXIES", "10.0.0.0/8", 'a list of networks, as in "10.0.0.0/8"'),
        ("TRUSTED_PROXIES", ["10.0.0.1/8"], 'a list of networks, as in "10.0.0.0/8"'),
        ("TRUSTED_PROXIES", ["proxy"], 'a list of networks, as in "10.0.0.0/8"'),
        ("TRUSTED_PROXIES", [10], 'a list of networks, as in "10.0.0.0/8"'),
        ("EXCLUDE_PATHS", ["metrics"], 'a list of paths, each beginning with "/"'),
        ("EXCLUDE_PATHS", "/metrics", 'a list of paths, each beginning with "/"'),
        ("JOURNAL_DIR", 5, "a path, or None"),
        ("JOURNAL_DIR", "", "a path, or None"),
        ("FLUSH_INTERVAL", 0, "a number above 0"),
        ("BATCH_SIZE", 0, "a whole number, 1 or more"),
        ("BATCH_SIZE", 1.5, "a whole number, 1 or more"),
        ("MEMORY_BUFFER", -1, "a whole number, 1 or more"),
        ("JOURNAL_MAX_BYTES", "64M", "a whole number, 1 or more"),
        ("SESSION_TIMEOUT_MINUTES", -30, "a whole number, 1 or more"),
    ],
)
def test_wrong_value(change: Any, name: str, value: Any, must_be: str) -> None:
    change(**{name: value})
    said = f'(dashboard.E002) DASHBOARD["{name}"] is {value!r}. | It must be {must_be}.'
    assert said in complaints()


def test_middleware_missing(settings: Any, change: Any) -> None:
    settings.MIDDLEWARE = [path for path in settings.MIDDLEWARE if path != OURS]
    assert complaints() == [
        "(dashboard.E003) No request is logged: the middleware is missing. | "
        f'Begin MIDDLEWARE with "{OURS}".'
    ]
    change(ENABLED=False)
    assert complaints() == []


def test_middleware_not_first(settings: Any) -> None:
    others = [path for path in settings.MIDDLEWARE if path != OURS]
    settings.MIDDLEWARE = [others[0], OURS, *others[1:]]
    assert complaints() == [
        "(dashboard.W001) What the middleware before RequestLoggingMiddleware answer is not "
        f'logged. | Begin MIDDLEWARE with "{OURS}".'
    ]


def test_journal_folder_below_a_file(change: Any, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    change(JOURNAL_DIR=file / "journal")
    assert complaints() == [
        f"(dashboard.W004) The journals of requests cannot be written: {file} is not a folder "
        'that this user may write to. | Set DASHBOARD["JOURNAL_DIR"] to a folder of the '
        "server's user, on a local disk."
    ]


def test_country_file_unreadable(change: Any, tmp_path: Path) -> None:
    for name, content in (("missing", None), ("damaged", b"\x00" * 4_096)):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        change(GEOIP_PATH=tmp_path / name)
        [said] = complaints()
        assert said.startswith("(dashboard.E004) The country database cannot be read: ")
        assert said.endswith(
            "Set GEOIP_PATH to a MaxMind country or city file (.mmdb), or to nothing."
        )


def test_no_country_database(change: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.ingest.country.BUNDLED", tmp_path / "not-installed.mmdb")
    change(GEOIP_PATH=None)
    assert complaints() == [
        "(dashboard.W002) Countries are unknown: no country database is installed. | "
        "`make run` fetches an open one; or set GEOIP_PATH to a MaxMind file."
    ]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has a WAL to forget")
def test_sqlite_without_wal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "db.sqlite3"
    monkeypatch.setitem(connection.settings_dict, "NAME", str(path))
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {})
    file = sqlite3.connect(path)
    for mode, count in (("DELETE", 1), ("WAL", 0)):
        file.execute(f"PRAGMA journal_mode={mode}")
        file.execute(f"CREATE TABLE {mode}_mode (x)")
        file.commit()
        assert [said[:16] for said in complaints()] == ["(dashboard.W003)"] * count
    file.close()
    path.unlink()
    monkeypatch.setitem(
        connection.settings_dict, "OPTIONS", {"init_command": "PRAGMA journal_mode=WAL;"}
    )
    assert complaints() == []


def test_token_blacklist_missing(settings: Any) -> None:
    settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if "blacklist" not in app]
    assert complaints() == [
        "(dashboard.E005) Tokens cannot be revoked: /api/auth/logout/ and "
        "/api/auth/token/refresh/ fail. | Add "
        '"rest_framework_simplejwt.token_blacklist" to INSTALLED_APPS and migrate.'
    ]


def test_events_that_no_website_could_send(settings: Any) -> None:
    settings.CORS_URLS_REGEX = r"^/api/.*$"
    assert complaints() == [
        "(dashboard.W005) Websites cannot send events: corsheaders answers their browsers first. | "
        'Leave the endpoint to itself: CORS_URLS_REGEX = r"^(?!/api/events/ingest/$)".'
    ]


def test_no_admin() -> None:
    installed = ["django.contrib.auth", "django.contrib.contenttypes", "dashboard"]
    with (
        pytest.raises(ImproperlyConfigured, match=r"needs 'django\.contrib\.admin'"),
        override_settings(INSTALLED_APPS=installed),
    ):
        pass
