"""The schema that the page's types are made of is the one that the server has."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from drf_spectacular.generators import SchemaGenerator


def test_the_page_knows_the_schema() -> None:
    """After a change: manage.py spectacular --format openapi-json, then npm run generate."""
    kept = json.loads((Path(settings.BASE_DIR) / "frontend" / "schema.json").read_text())
    now = json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True)))
    assert kept == now
