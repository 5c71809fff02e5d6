"""The page of the React app, and what it may load."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import include, path

from dashboard.api import page

urlpatterns = [path("watch/", include("dashboard.urls"))]

STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def policy(response: Any) -> set[str]:
    return set(response["Content-Security-Policy"].split("; "))


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Writes a manifest whose entry is the given file."""
    manifest = tmp_path / "manifest.json"
    monkeypatch.setattr(page, "MANIFEST", manifest)

    def write(entry: str) -> None:
        chunks = {
            "_shared.js": {"file": "assets/shared-1.js", "css": ["assets/shared-1.css"]},
            "src/charts.tsx": {"file": "assets/charts-1.js", "isDynamicEntry": True},
            "src/main.tsx": {
                "file": entry,
                "isEntry": True,
                "imports": ["_shared.js"],
                "dynamicImports": ["src/charts.tsx"],
                "css": ["assets/main-1.css"],
            },
        }
        manifest.write_text(json.dumps(chunks))

    return write


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/login",
        "/login/",
        "/requests",
        "/requests/",
        "/requests/0198290a-0000-7000-8000-000000000000",
        "/users/3",
    ],
)
def test_loads_what_was_built(client: Client, build: Callable[[str], None], url: str) -> None:
    build("assets/main-1.js")
    response = client.get(url)
    html = response.content.decode()
    assert response.status_code == 200
    assert '<div id="root" data-base="/" data-admin="/admin/" ' in html
    assert 'data-tracker="/static/sdk/tracker.min.js"></div>' in html
    assert '<script type="module" src="/static/dashboard/app/assets/main-1.js"></script>' in html
    assert '<link rel="modulepreload" href="/static/dashboard/app/assets/shared-1.js">' in html
    assert html.index("assets/main-1.css") < html.index("assets/shared-1.css")
    assert "charts" not in html
    assert "no-store" in response["Cache-Control"]
    assert policy(response) == STRICT


def test_the_dashboard_alone_may_stand_in_a_frame_of_this_site(
    client: Client, build: Callable[[str], None]
) -> None:
    build("assets/main-1.js")
    response = client.get("/embedded/")
    assert b'data-base="/" data-admin="/admin/"' in response.content
    assert b'data-embedded="/embedded/"' in response.content
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert policy(response) - STRICT == {"frame-ancestors 'self'"}
    assert client.get("/")["X-Frame-Options"] == "DENY"


def test_follows_a_new_build(client: Client, build: Callable[[str], None]) -> None:
    build("assets/main-1.js")
    client.get("/")
    build("assets/main-2.js")
    assert b"assets/main-2.js" in client.get("/").content


@pytest.mark.urls(__name__)
def test_knows_its_prefix(client: Client, build: Callable[[str], None]) -> None:
    build("assets/main-1.js")
    # A host without an admin has no links to it.
    assert b'data-base="/watch/" data-admin=""' in client.get("/watch/login", headers={}).content


def test_says_how_to_build(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MANIFEST", tmp_path / "none.json")
    response = client.get("/")
    assert response.status_code == 503
    assert b"<code>make build</code>" in response.content


def test_takes_no_posts(client: Client, build: Callable[[str], None]) -> None:
    assert client.post("/").status_code == 405


def test_policy_is_looser_only_where_it_must_be(client: Client, db: None) -> None:
    admin = policy(client.get("/admin/login/"))
    docs = policy(client.get("/api/docs/"))
    assert admin - STRICT == {
        "script-src 'self' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "frame-src 'self'",
    }
    assert docs - STRICT == {"style-src 'self' 'unsafe-inline'"}
    assert policy(client.get("/api/auth/me/")) == STRICT


def test_docs_load_nothing_from_elsewhere(client: Client) -> None:
    html = client.get("/api/docs/").content.decode()
    assert "://" not in html
    assert "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js" in html


def test_schema_gives_every_operation_an_error(client: Client) -> None:
    schema = client.get("/api/schema/?format=json").json()
    operations = [
        operation for methods in schema["paths"].values() for operation in methods.values()
    ]
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorResponse"}}}
    assert operations
    assert all(each["responses"]["default"]["content"] == error for each in operations)
    assert "429" in schema["paths"]["/api/auth/token/"]["post"]["responses"]
