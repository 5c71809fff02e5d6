"""``populate_dashboard_data``: made-up traffic, the same for a seed, and gone without a trace."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import Model, Sum
from django.utils import timezone
from rest_framework.test import APIClient

from dashboard.models import (
    Checkpoint,
    FeedbackLog,
    ModelCall,
    ModelUsageStats,
    PageView,
    RequestLog,
    ThreatLog,
    UsageRollup,
    UserSession,
)
from dashboard.tests.ingest.imports.conftest import TRACE, TRACE_OPTIONS
from dashboard.tests.records import call, record, write

# A Thursday, in the middle of an hour.
NOW = dt.datetime(2025, 11, 20, 15, 22, 33, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def populate(**options: Any) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("populate_dashboard_data", stdout=out, **options)
    return out.getvalue()


def rows_of(model: type[Model], *left_out: str) -> list[tuple[Any, ...]]:
    """All rows as tuples, without the columns that a database counts up by itself."""
    names = [f.attname for f in model._meta.concrete_fields if f.attname not in left_out]
    return sorted(
        (
            tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
            for row in model._default_manager.values_list(*names)
        ),
        key=repr,
    )


def test_what_is_made_shows_on_the_dashboard(api: APIClient, staff: User) -> None:
    populate(days=7, users=3, requests=3_000, seed=1)
    assert RequestLog.objects.filter(is_demo=True).count() == 3_000
    assert not RequestLog.objects.filter(created_at__gt=timezone.now()).exists()
    newest = RequestLog.objects.latest("created_at").created_at
    assert timezone.now() - newest < dt.timedelta(minutes=10)
    oldest = RequestLog.objects.earliest("created_at").created_at
    assert dt.timedelta(days=6, hours=20) < NOW - oldest < dt.timedelta(days=7)
    api.force_authenticate(staff)
    answer = api.get("/api/dashboard/", {"range": "1m"}).json()
    summary = answer["summary"]
    assert summary["totalRequests"] == 3_000
    assert summary["modelCalls"] == ModelCall.objects.count() > summary["aiRequests"] > 1_500
    assert summary["uniqueUsers"] == 3
    assert 0 < summary["errorRate"] < 15
    assert 0 < summary["unpricedCalls"] < summary["modelCalls"] / 5
    assert 429 in [error["statusCode"] for error in answer["errorsBreakdown"]]
    assert len(answer["topModels"]) == 10
    assert len(answer["topCountries"]) == 10
    assert answer["users"]["anonymousRequests"] > 500
    assert 3.5 < answer["feedback"]["averageRating"] < 5
    assert min(answer["threats"]["bySeverity"].values()) > 0
    assert 0 < answer["threats"]["unresolved"] < answer["threats"]["total"]


def test_requests_have_a_shape() -> None:
    populate(days=14, users=3, requests=6_000, seed=1)
    times = list(RequestLog.objects.values_list("created_at", flat=True))
    weekend = sum(time.weekday() >= 5 for time in times)
    assert weekend < len(times) * 0.2
    night = sum(time.hour < 5 for time in times)
    assert night < len(times) * 0.12
    assert RequestLog.objects.filter(first_byte_ms__isnull=False).exists()
    assert ModelCall.objects.filter(time_to_first_token_ms__isnull=False).exists()
    assert RequestLog.objects.filter(model_calls__gt=1).exists()
    platforms = set(UserSession.objects.values_list("platform", flat=True))
    assert platforms == {"web", "iOS", "Android", ""}
    assert UserSession.objects.filter(requests__gt=3).exists()


def test_the_same_seed_makes_the_same_rows() -> None:
    def made() -> list[list[tuple[Any, ...]]]:
        return [
            rows_of(RequestLog, "user_id", "session_id", "user_agent_id"),
            rows_of(ModelCall, "id"),
            rows_of(FeedbackLog, "id", "user_id"),
            rows_of(ThreatLog, "id", "user_id"),
        ]

    populate(days=3, users=2, requests=800, seed=7)
    first = made()
    populate(clear=True, days=3, users=2, requests=800, seed=7)
    assert made() == first
    populate(clear=True, days=3, users=2, requests=800, seed=8)
    assert made() != first


def test_the_same_seed_twice_is_refused() -> None:
    populate(days=1, users=1, requests=50, seed=7)
    with pytest.raises(CommandError, match="seed 7 is there already"):
        populate(days=1, users=1, requests=50, seed=7)
    populate(days=1, users=1, requests=50, seed=8)
    assert RequestLog.objects.count() == 100


def test_clearing_leaves_what_is_real_as_it_was(user: User) -> None:
    with time_machine.travel("2023-11-16T20:00:00Z", tick=False):
        call_command("import_requests", str(TRACE), *TRACE_OPTIONS, stdout=io.StringIO())
        ThreatLog.objects.create(threat_type="custom_threat", severity="medium")
        FeedbackLog.objects.create(
            user=user, request_log_id=RequestLog.objects.all()[0].pk, rating=5
        )
        tables = (
            *(RequestLog, ModelCall, UserSession, FeedbackLog, ThreatLog, ModelUsageStats),
            *(UsageRollup, Checkpoint, User, PageView),
        )
        # A demo day with somebody real in it, whose tokens have a cell beside the demo's.
        write([record(timezone.now(), user=str(user.pk), calls=[call("own-model")])])
        before = {table: rows_of(table) for table in tables}
        populate(days=2, users=3, requests=900, seed=1)
        assert RequestLog.objects.count() == 1_201
        assert 100 < PageView.objects.count() < 900
        total = UsageRollup.objects.filter(dimension="total", period=3)
        assert total.aggregate(Sum("requests"))["requests__sum"] == 1_201
        said = populate(clear=True, interactive=False)
        assert said.startswith("removed 900 requests in ")
        assert {table: rows_of(table) for table in tables} == before


def test_clearing_asks_when_there_is_something_real(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def refuse(question: str) -> str:
        asked.append(question)
        return "n"

    monkeypatch.setattr("builtins.input", refuse)
    populate(days=1, users=1, requests=50, seed=1)
    populate(clear=True)
    assert asked == []
    populate(days=1, users=1, requests=50, seed=1)
    call_command("import_requests", str(TRACE), *TRACE_OPTIONS, stdout=io.StringIO())
    with pytest.raises(CommandError, match="nothing was removed"):
        populate(clear=True)
    assert "They stay" in asked[0]
    assert RequestLog.objects.count() == 350
    populate(clear=True, interactive=False, days=1, users=1, requests=60, seed=2)
    assert RequestLog.objects.filter(is_demo=True).count() == 60


def test_an_account_of_a_person_is_not_taken_for_a_demo_account() -> None:
    User.objects.create_user("demo-amara", password="somebody's own")
    populate(days=1, users=2, requests=10, seed=1)
    assert User.objects.count() == 3
    populate(clear=True)
    assert User.objects.get().username == "demo-amara"


def test_a_user_of_an_imported_row_may_have_the_key_of_a_demo_account(tmp_path: Path) -> None:
    populate(days=1, users=2, requests=50, seed=1)
    taken = User.objects.get(username="demo-amara").pk
    file = tmp_path / "requests.csv"
    file.write_text(f"created_at,user\n2025-11-01,{taken}\n")
    call_command("import_requests", str(file), stdout=io.StringIO())
    populate(clear=True, interactive=False)
    out = io.StringIO()
    call_command("rebuild_rollups", "--check", stdout=out)
    assert "0 cells" in out.getvalue()


@pytest.mark.parametrize("options", [{"days": 0}, {"users": -1}, {"requests": -1}])
def test_senseless_sizes_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(CommandError):
        populate(**options)
