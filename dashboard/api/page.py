"""The page of the React app: the HTML around what Vite built."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from dashboard.capture.exclusions import unlogged

BUILD = Path(__file__).resolve().parent.parent / "static" / "dashboard" / "app"
MANIFEST = BUILD / ".vite" / "manifest.json"


@dataclass(frozen=True)
class Assets:
    """File names of one build: the entry, what it imports at once, and its stylesheets."""

    script: str
    preloads: tuple[str, ...]
    styles: tuple[str, ...]


@lru_cache(maxsize=2)
def _read(path: Path, modified_ns: int) -> Assets:
    manifest: dict[str, dict[str, Any]] = json.loads(path.read_text())
    entry = next(name for name, chunk in manifest.items() if chunk.get("isEntry"))
    chunks: dict[str, dict[str, Any]] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop(0)
        if name not in chunks:
            chunks[name] = manifest[name]
            waiting += manifest[name].get("imports", [])
    files = [chunk["file"] for chunk in chunks.values()]
    styles = dict.fromkeys(file for chunk in chunks.values() for file in chunk.get("css", []))
    return Assets(script=files[0], preloads=tuple(files[1:]), styles=tuple(styles))


def assets(path: Path | None = None) -> Assets | None:
    """What the page loads, by the manifest of the newest build; None when there is none."""
    path = path or MANIFEST
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return None


def _url(file: str) -> str:
    return static(f"dashboard/app/{file}")


@unlogged
@require_safe
@never_cache
@ensure_csrf_cookie
def page(request: HttpRequest) -> HttpResponse:
    """The page, for every address that the app's own router knows.

    503, with the command that helps, when the app was not built.
    """
    return _render(request)


@unlogged
@require_safe
@never_cache
@ensure_csrf_cookie
@xframe_options_sameorigin
def embedded_page(request: HttpRequest, id: str = "") -> HttpResponse:
    """The dashboard, or the page of a user, alone: for a frame in a page of this site's admin.

    In a frame, because both sides bring styles of the same names.
    """
    return _render(request, embedded=reverse("dashboard:embedded"))


def _render(request: HttpRequest, embedded: str = "") -> HttpResponse:
    build = assets()
    context = {
        "base": reverse("dashboard:page"),
        "admin": _admin_path(),
        "embedded": embedded,
        "mark": static("dashboard/mark.svg"),
        "tracker": static("sdk/tracker.min.js"),
        "script": _url(build.script) if build else None,
        "preloads": [_url(file) for file in build.preloads] if build else [],
        "styles": [_url(file) for file in build.styles] if build else [],
    }
    return render(request, "dashboard/index.html", context, status=200 if build else 503)


def _admin_path() -> str:
    """Where the host has its admin; empty when it has none."""
    try:
        return reverse("admin:index")
    except NoReverseMatch:
        return ""
