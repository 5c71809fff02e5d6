"""rebuild_rollups and aggregate_model_usage."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from dashboard.models import ModelUsageStats, RequestLog, UsageRollup, Watermark
from dashboard.rollups import rebuild
from dashboard.tests.records import call, record, write

FIRST = dt.datetime(2025, 7, 14, 10, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def run(*args: str) -> str:
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue().strip()


def cells() -> list[tuple[Any, ...]]:
    """Every cell but for its id, blobs as bytes."""
    names = [field.name for field in UsageRollup._meta.fields if field.name != "id"]
    rows = UsageRollup.objects.values_list(*names)
    return sorted(
        tuple(bytes(v) if isinstance(v, memoryview) else v or 0 for v in row) for row in rows
    )


@pytest.fixture
def _three_days() -> None:
    for day in range(3):
        at = FIRST + day * rebuild.DAY
        write([record(at, calls=[call()]), record(at, status=500, country="DE")])


def test_nothing_to_do(db: None) -> None:
    assert run("rebuild_rollups") == "There are no requests in that range."


@pytest.mark.usefixtures("_three_days")
class TestRebuild:
    def test_changes_nothing_that_is_right(self) -> None:
        before = cells()
        assert run("rebuild_rollups", "--check") == "drift: 0 cells, 2025-07-14 to 2025-07-16"
        for _ in range(2):
            assert "3 days, 2025-07-14 to 2025-07-16" in run("rebuild_rollups")
            assert cells() == before

    def test_finds_and_mends_what_is_wrong(self) -> None:
        before = cells()
        UsageRollup.objects.filter(dimension="total", period=3).update(requests=F("requests") + 1)
        UsageRollup.objects.filter(dimension="country").delete()
        with pytest.raises(CommandError, match="differ"):
            run("rebuild_rollups", "--check")
        run("rebuild_rollups", "--from", "2025-07-14", "--to", "2025-07-16")
        assert cells() == before

    def test_takes_a_range(self) -> None:
        UsageRollup.objects.all().delete()
        run("rebuild_rollups", "--from", "2025-07-15", "--to", "2025-07-15")
        days = UsageRollup.objects.filter(dimension="total", period=3)
        assert days.count() == 1
        for wrong in (["--days", "0"], ["--from", "2025-07-16", "--to", "2025-07-14"]):
            with pytest.raises(CommandError):
                run("rebuild_rollups", *wrong)

    def test_goes_on_where_it_stopped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        done: list[dt.date] = []

        def stop_at_the_second(day: dt.date) -> int:
            if len(done) == 1:
                raise KeyboardInterrupt
            done.append(day)
            return 0

        command = "dashboard.management.commands.rebuild_rollups.rebuild_day"
        monkeypatch.setattr(command, stop_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            run("rebuild_rollups")

        def rebuild(day: dt.date) -> int:
            done.append(day)
            return 0

        monkeypatch.setattr(command, rebuild)
        run("rebuild_rollups")
        assert done == [dt.date(2025, 7, day) for day in (14, 15, 16)]
        assert not Watermark.objects.exists()

    def test_leaves_days_alone_whose_rows_are_gone(self) -> None:
        before = cells()
        since = FIRST.replace(hour=0) + rebuild.DAY
        Watermark.objects.create(name=Watermark.RAW_COMPLETE_SINCE, instant=since)
        RequestLog.objects.filter(created_at__lt=since).delete()
        run("rebuild_rollups")
        assert cells() == before
        with pytest.raises(CommandError, match="2025-07-15"):
            run("rebuild_rollups", "--from", "2025-07-14")


@pytest.mark.usefixtures("_three_days")
def test_model_usage_is_made_again() -> None:
    before = list(ModelUsageStats.objects.values_list("date", "calls", "total_tokens"))
    ModelUsageStats.objects.update(calls=99)
    for _ in range(2):
        assert run("aggregate_model_usage").startswith("aggregated 3 models and days, 3 days")
        assert list(ModelUsageStats.objects.values_list("date", "calls", "total_tokens")) == before
