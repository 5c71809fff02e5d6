"""``/api/dashboard/health/``: the status for anybody, the reasons for staff."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone
from rest_framework.test import APIClient

from dashboard.ingest.journal import Journal
from dashboard.ingest.record import encode
from dashboard.tests.records import record

URL = "/api/dashboard/health/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """A journal folder of the test's own."""
    settings.DASHBOARD = {**settings.DASHBOARD, "JOURNAL_DIR": tmp_path}
    return tmp_path


def test_tells_anybody_the_status_alone(api: APIClient, folder: Path, user: User) -> None:
    for login in (None, user):
        api.force_authenticate(login)
        response = api.get(URL)
        assert (response.status_code, response.json()) == (200, {"status": "ok"})


# The worker has, and closes, a connection of its own.
@pytest.mark.django_db(transaction=True)
def test_tells_staff_the_ledger(api: APIClient, folder: Path, staff: User) -> None:
    journal = Journal(folder, 10**6)
    for _ in range(3):
        journal.append(encode(record(timezone.now())))
    journal.close()
    call_command("run_ingest_worker", "--once", verbosity=0)
    api.force_authenticate(staff)
    answer = api.get(URL).json()
    assert answer == {
        "status": "ok",
        "database": True,
        "backlog": True,
        "writer": True,
        "ledger": {
            "accepted": 3,
            "stored": 3,
            "sampled": 0,
            "rejected": 0,
            "queued": 0,
            "lost": 0,
            "queued_bytes": 0,
        },
        "alerts": [],
    }


def test_fails_when_nobody_writes(api: APIClient, folder: Path, staff: User) -> None:
    journal = Journal(folder, 10**6)
    journal.append(encode(record(timezone.now())))
    journal.close()
    assert api.get(URL).json() == {"status": "failing"}
    api.force_authenticate(staff)
    response = api.get(URL)
    assert response.status_code == 503
    answer = response.json()
    assert (answer["writer"], answer["backlog"], answer["ledger"]["queued"]) == (False, True, 1)


def test_fails_when_the_backlog_is_too_long(api: APIClient, folder: Path, settings: Any) -> None:
    settings.DASHBOARD = {**settings.DASHBOARD, "HEALTH_MAX_BACKLOG_BYTES": 10}
    journal = Journal(folder, 10**6)
    journal.append(encode(record(timezone.now())))
    journal.close()
    assert api.get(URL).status_code == 503
