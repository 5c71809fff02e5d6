"""What is far from usual becomes a notice; what is not, does not."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from rest_framework.test import APIClient

from dashboard.alerts.watch import WEEKS, departures, past_of, watch
from dashboard.models import Alert
from dashboard.queries.hours import HOUR, HourNumbers
from dashboard.tests.alerts.weeks import BEGIN, incident, weeks
from dashboard.tests.records import call, record, write

METRICS = ("error_rate", "p95_latency", "cost")
NOW = dt.datetime(2025, 7, 16, 15, 20, tzinfo=dt.UTC)
BAD = dt.datetime(2025, 7, 16, 14, tzinfo=dt.UTC)


@pytest.mark.parametrize("seed", [41, 42, 43])
def test_finds_planted_incidents_and_cries_wolf_once_a_week_at_most(seed: int) -> None:
    """Half a year with incidents of one to three hours, three to eight times the usual."""
    hours = weeks(30, seed=seed)
    chance = random.Random(seed)
    watched = [start for start in hours if start >= BEGIN + dt.timedelta(weeks=WEEKS, hours=1)]
    bad: dict[dt.datetime, str] = {}
    planted: list[tuple[list[dt.datetime], str]] = []
    for start in sorted(chance.sample(watched[:-4], 80)):
        metric, size = chance.choice(METRICS), chance.uniform(3, 8)
        lasted = [start + n * HOUR for n in range(chance.randint(1, 3))]
        if not bad.keys() & set(lasted):
            planted.append((lasted, metric))
            for hour in lasted:
                bad[hour] = metric
                hours[hour] = incident(hours[hour], metric, size)
    found = {start: departures(start, hours) for start in watched}
    hit = sum(any(metric in found[hour] for hour in lasted) for lasted, metric in planted)
    false = sum(len(set(kinds) - {bad.get(start, "")}) for start, kinds in found.items())
    assert hit / len(planted) >= 0.9
    assert false / (len(watched) / 168) <= 1


def test_an_hour_of_little_traffic_says_nothing() -> None:
    hours = weeks(7, seed=1)
    start = BEGIN + dt.timedelta(weeks=6, hours=12)
    hours[start] = HourNumbers(10, 10, 90_000.0, 50.0, 5)
    assert departures(start, hours) == {}


def test_past_incidents_do_not_make_the_next_one_usual() -> None:
    hours = weeks(7, seed=2)
    start = BEGIN + dt.timedelta(weeks=6, hours=12)
    for past in past_of(start, (0,))[:1]:
        hours[past] = incident(hours[past], "cost", 10)
    hours[start] = incident(hours[start], "cost", 10)
    assert set(departures(start, hours)) == {"cost"}


def test_unknown_is_not_usual() -> None:
    """Hours whose cost or latency nobody knows are no baseline of zero."""
    hours = {
        start: numbers._replace(cost_usd=None, p95_ms=None)
        for start, numbers in weeks(7, seed=3).items()
    }
    start = BEGIN + dt.timedelta(weeks=6, hours=12)
    hours[start] = hours[start]._replace(cost_usd=5.0, p95_ms=9_000.0)
    assert departures(start, hours) == {}


@pytest.fixture
def traffic(db: None) -> None:
    """Sixty requests in each hour that says what is usual at ``BAD``, none of which failed."""
    for start in past_of(BAD):
        write(
            [
                record(start + n * dt.timedelta(seconds=50), calls=[call(cost_nanos=10**7)])
                for n in range(60)
            ]
        )


def hour_of(start: dt.datetime, failed: int, cost_nanos: int = 10**7) -> None:
    write(
        [
            record(
                start + n * dt.timedelta(seconds=50),
                status=500 if n < failed else 200,
                calls=[call(cost_nanos=cost_nanos)],
            )
            for n in range(60)
        ]
    )


@pytest.mark.usefixtures("traffic")
def test_a_notice_says_what_moved_and_by_how_much() -> None:
    hour_of(BAD, failed=30)
    assert watch(NOW) == (1, 1, 0)
    alert = Alert.objects.get()
    assert (alert.metric, alert.started_at, alert.last_seen) == ("error_rate", BAD, BAD)
    assert (alert.value, alert.expected) == (50.0, 0.0)
    assert str(alert) == "Error rate 50.0 % instead of 0.0 %"


@pytest.mark.usefixtures("traffic")
def test_an_incident_is_one_notice(capsys: pytest.CaptureFixture[str]) -> None:
    """The hour after it goes on; a second look at the same hours adds nothing."""
    with time_machine.travel(NOW, tick=False):
        hour_of(BAD, failed=0, cost_nanos=5 * 10**7)
        call_command("check_alerts")
        assert "looked at 1 hours: 1 notices, 0 that go on" in capsys.readouterr().out
        call_command("check_alerts")
        assert Alert.objects.get().text == "$3.00 instead of $0.60"
    hour_of(BAD + HOUR, failed=0, cost_nanos=9 * 10**7)
    with time_machine.travel(NOW + HOUR, tick=False):
        call_command("check_alerts")
    alert = Alert.objects.get()
    assert (alert.started_at, alert.last_seen) == (BAD, BAD + HOUR)
    assert alert.text == "$5.40 instead of $0.60"


@pytest.mark.usefixtures("traffic")
def test_missed_runs_are_made_up_for() -> None:
    watch(NOW - 3 * HOUR)
    hour_of(BAD, failed=30)
    assert watch(NOW).hours == 3
    assert Alert.objects.count() == 1
    assert watch(NOW + dt.timedelta(days=9)).hours == 48


@pytest.mark.usefixtures("traffic")
def test_constant_work(django_assert_num_queries: Any) -> None:
    hour_of(BAD, failed=0)
    watch(NOW - HOUR)
    with django_assert_num_queries(7) as one:
        assert watch(NOW).hours == 1
    with django_assert_num_queries(len(one.captured_queries)):
        assert watch(NOW + 20 * HOUR).hours == 20


@pytest.mark.usefixtures("traffic")
def test_staff_see_it_in_health_and_in_the_admin(
    api: APIClient, client: Client, staff: User, user: User
) -> None:
    hour_of(BAD, failed=30)
    with time_machine.travel(NOW, tick=False):
        watch()
        url = "/api/dashboard/health/"
        assert "alerts" not in api.get(url).json()
        api.force_login(staff)
        assert api.get(url).json()["alerts"] == [
            {
                "metric": "error_rate",
                "startedAt": "2025-07-16T14:00:00Z",
                "lastSeen": "2025-07-16T14:00:00Z",
                "value": 50.0,
                "expected": 0.0,
                "text": "50.0 % instead of 0.0 %",
            }
        ]
        client.force_login(staff)
        front = client.get("/admin/").content.decode()
        assert '<ul class="dashboard-alerts"' in front
        assert "<b>Error rate 50.0 % instead of 0.0 %</b>" in front
        alert = Alert.objects.get()
        body = {"action": "resolve", "_selected_action": [alert.pk]}
        page = client.post("/admin/dashboard/alert/", body, follow=True).content.decode()
        assert "1 alert was resolved." in page
        alert.refresh_from_db()
        assert (alert.resolved, alert.resolved_by, alert.resolved_at) == (True, staff, NOW)
        assert LogEntry.objects.get(object_id=str(alert.pk)).change_message == "Resolved."
        assert "dashboard-alerts" not in client.get("/admin/").content.decode()
        assert api.get(url).json()["alerts"] == []
