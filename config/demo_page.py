"""A shop to try the script for websites on: ``/demo/``, while DEBUG is on."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from dashboard.ingest.demo.events import SHOP, NoOwner, demo_shop
from dashboard.models import ApiKey
from dashboard.models.api_key import hash_of
from dashboard.projects.keys import issue


@require_safe
def demo_page(request: HttpRequest, path: str = "") -> HttpResponse:
    """The shop, at whatever address its own script shows; its events go to the demo's project."""
    try:
        key = shop_key()
    except NoOwner as error:
        raise Http404(str(error)) from error
    context = {
        "key": key,
        "project": SHOP,
        "base": reverse("demo"),
        "tracker": static("sdk/tracker.min.js"),
        "script": static("demo/shop.js"),
        "style": static("demo/shop.css"),
    }
    return render(request, "demo.html", context)


def shop_key() -> str:
    """The key of the demo's project, kept beside the demo's password. Raises ``NoOwner``."""
    path = Path(settings.VAR_DIR) / "demo-key"
    key = path.read_text() if path.exists() else ""
    row = ApiKey.objects.filter(key_hash=hash_of(key)).first()
    if row is not None and row.is_active():
        return key
    shop = demo_shop()
    key = issue(shop, name="demo page", by=shop.owner).key
    path.parent.mkdir(exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(key)
    return key
