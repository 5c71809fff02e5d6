"""Old rows go; what was counted of them stays, and no rebuild touches it."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from dashboard.ingest.record import Record
from dashboard.models import ModelCall, PageView, RequestLog, UserSession
from dashboard.rollups.rebuild import rebuild_day
from dashboard.tests.api.analytics.conftest import Ask
from dashboard.tests.api.analytics.world import view
from dashboard.tests.management.test_rebuild import cells
from dashboard.tests.records import call, record, write

URL = "/api/analytics/cleanup/"
CUTOFF = dt.datetime(2025, 4, 8, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def old(rows: list[Record], people: list[str]) -> None:
    """Calls and page views on both sides of the cutoff, too."""
    for at in (CUTOFF - 3 * DAY, CUTOFF + DAY):
        write([record(at, calls=[call()], user=people[0]), view(at, people[0])])


def run(**options: Any) -> str:
    out = StringIO()
    call_command("cleanup_analytics", stdout=out, **options)
    return out.getvalue().strip()


@pytest.mark.usefixtures("old")
class TestCleanup:
    def answers(self, ask: Ask) -> list[Any]:
        asked = {"start": "2025-03-10", "end": "2025-04-15"}
        names = ("overview", "trends", "endpoints", "devices", "peak-hours", "growth", "users")
        return [{**ask(name, **asked), "next": ""} for name in names]

    def test_dashboards_and_rollups_stay_as_they_were(
        self, ask: Ask, api: APIClient, staff: User
    ) -> None:
        before = self.answers(ask)
        dashboard = api.get("/api/dashboard/", {"range": "1m"}).json()
        # What visits that grew left empty goes with a rebuild.
        call_command("rebuild_rollups", stdout=StringIO())
        stored = cells()
        assert run(days=10, batch=7).startswith("removed 1 calls, ")
        assert not RequestLog.objects.filter(created_at__lt=CUTOFF).exists()
        assert not UserSession.objects.filter(last_activity__lt=CUTOFF).exists()
        assert (PageView.objects.count(), ModelCall.objects.count()) == (1, 1)
        assert RequestLog.objects.exists()
        assert self.answers(ask) == before
        after = api.get("/api/dashboard/", {"range": "1m"}).json()
        for name in ("requests", "costs", "latency", "topModels"):
            assert after[name] == dashboard[name]
        call_command("rebuild_rollups", stdout=StringIO())
        assert rebuild_day(CUTOFF.date() - DAY) == 0
        assert cells() == stored
        out = StringIO()
        call_command("rebuild_rollups", "--check", stdout=out)
        assert "drift: 0 cells" in out.getvalue()

    def test_a_dry_run_counts(self, ask: Ask, api: APIClient) -> None:
        ask("overview")
        counted = RequestLog.objects.filter(created_at__lt=CUTOFF).count()
        answer = api.delete(f"{URL}?days=10&dryRun=true").json()
        assert (answer["before"], answer["dryRun"]) == ("2025-04-08T00:00:00Z", True)
        assert (answer["removed"]["requests"], answer["more"]) == (counted, False)
        assert f"{counted} requests" in run(days=10, dry_run=True)
        assert RequestLog.objects.filter(created_at__lt=CUTOFF).count() == counted

    def test_by_request_and_noted(self, ask: Ask, api: APIClient, staff: User) -> None:
        ask("overview")
        counted = RequestLog.objects.filter(created_at__lt=CUTOFF).count()
        answer = api.delete(f"{URL}?days=10").json()
        assert (answer["removed"]["requests"], answer["more"]) == (counted, False)
        entry = LogEntry.objects.get()
        assert (entry.user_id, entry.object_repr) == (staff.pk, "rows from before 2025-04-08 UTC")
        assert api.delete(f"{URL}?days=10").json()["removed"]["requests"] == 0


@pytest.mark.parametrize("query", ["", "?days=0", "?days=x", "?days=5&dryRun=maybe", "?age=5"])
def test_what_makes_no_sense_is_refused(api: APIClient, staff: User, query: str) -> None:
    api.force_authenticate(staff)
    assert api.delete(URL + query).status_code == 400


def test_staff_only(api: APIClient, user: User) -> None:
    assert api.delete(f"{URL}?days=5").status_code == 401
    api.force_authenticate(user)
    assert api.delete(f"{URL}?days=5").status_code == 403


def test_the_command_refuses_senseless_ages() -> None:
    with pytest.raises(CommandError):
        run(days=0)
