"""What the tests of imports share."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from pytest_django import Settings
from rest_framework.test import APIClient

DATA = Path(__file__).parent / "data"
TRACE = DATA / "azure_llm_trace_300.csv"
ACCESS_LOG = DATA / "apache_access_300.log"
TRACE_OPTIONS = [
    *("--map", "created_at=TIMESTAMP", "--map", "prompt_tokens=ContextTokens"),
    *("--map", "completion_tokens=GeneratedTokens", "--set", "model_name=gpt-4"),
    *("--set", "provider=openai", "--set", "endpoint=/v1/chat/completions"),
]

Import = Callable[..., tuple[str, str]]
Dashboard = Callable[[str, str], dict[str, Any]]


@pytest.fixture
def import_requests(db: None) -> Import:
    """Runs the command with a file and options; what it says on stdout and on stderr."""

    def run(file: Path, *options: str) -> tuple[str, str]:
        out, err = io.StringIO(), io.StringIO()
        call_command("import_requests", str(file), *options, stdout=out, stderr=err)
        return out.getvalue(), err.getvalue()

    return run


@pytest.fixture
def dashboard(api: APIClient, staff: User) -> Dashboard:
    """What staff see of the days from ``start`` to before ``end``."""
    api.force_authenticate(staff)

    def get(start: str, end: str) -> dict[str, Any]:
        query = {"range": "custom", "start": start, "end": end}
        response = api.get("/api/dashboard/", query)
        assert response.status_code == 200, response.content
        return response.json()

    return get


@pytest.fixture
def small_batches(settings: Settings) -> None:
    """Batches of a hundred rows, so that a small file has several."""
    settings.DASHBOARD = {**settings.DASHBOARD, "BATCH_SIZE": 100}
