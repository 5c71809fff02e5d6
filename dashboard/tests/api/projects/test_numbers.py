"""What is counted of a project: the same as by hand, and nothing of another's."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from dashboard.ingest.record import ProjectEvent
from dashboard.models import Event, Project
from dashboard.models.fields import to_micros
from dashboard.models.ids import new_id
from dashboard.tests.api.projects.conftest import FIREFOX, Site
from dashboard.tests.records import write

NOW = dt.datetime(2026, 3, 10, 12, 34, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


def event(site: Site, at: dt.datetime, name: str = "page_view", **fields: Any) -> ProjectEvent:
    """An event of ada's session in the shop, unless told otherwise."""
    micros = to_micros(at)
    values = {
        "project": site.project.pk,
        "client_session": "s1",
        "visitor": "ada",
        "distinct_id": "ada",
        "user_agent": FIREFOX,
        "country": "DE",
        **fields,
    }
    return ProjectEvent(new_id(micros), micros, name=name, **values)


@pytest.fixture
def week(site: Site) -> None:
    """Two days of two visitors, one event the week before, and as much of another project."""
    other = Project.objects.create(name="Blog", owner=site.project.owner)
    for project in (site.project.pk, other.pk):
        of: Any = {"project": project}
        write(
            [
                event(site, NOW - HOUR, **of),
                event(site, NOW - HOUR + dt.timedelta(minutes=6), "buy", **of),
                event(site, NOW - HOUR, "buy", client_session="s2", visitor="bela", **of),
                event(site, NOW - 2 * DAY, client_session="s3", **of),
                event(site, NOW - 2 * DAY, "signup", client_session="", visitor="", **of),
                event(site, NOW - 8 * DAY, client_session="s4", **of),
            ]
        )


def ask(client: APIClient, site: Site, what: str, **params: str) -> Any:
    with time_machine.travel(NOW, tick=False):
        response = client.get(f"/api/projects/{site.project.pk}/{what}/", params)
    assert response.status_code == 200, response.json()
    return response.json()


@pytest.mark.usefixtures("week")
class TestNumbers:
    def test_overview(self, ada: APIClient, site: Site) -> None:
        answer = ask(ada, site, "overview")
        assert (answer["range"], answer["start"], answer["end"], answer["timezone"]) == (
            "7d",
            "2026-03-04T00:00:00Z",
            "2026-03-10T12:34:00Z",
            "UTC",
        )
        numbers = {name: answer[name] for name in answer["previous"]}
        assert numbers == {
            "events": 5,
            "pageViews": 2,
            "sessions": 3,
            "avgSessionMinutes": 2.0,
            "uniqueUsers": 2,
        }
        assert answer["previous"] == {
            "events": 1,
            "pageViews": 1,
            "sessions": 1,
            "avgSessionMinutes": 0.0,
            "uniqueUsers": 1,
        }
        assert answer["activeSessions"] == 0

    def test_timeseries_by_day_in_a_zone(self, ada: APIClient, site: Site) -> None:
        answer = ask(ada, site, "timeseries", bucket="day", tz="Asia/Kathmandu")
        points = answer["points"]
        assert answer["bucket"] == "day"
        assert [point["timestamp"][:16] for point in points] == [
            f"2026-03-{day:02}T18:15" for day in range(3, 10)
        ]
        assert points[-1] == {
            "timestamp": "2026-03-09T18:15:00Z",
            "events": 3,
            "pageViews": 1,
            "sessions": 2,
            "uniqueUsers": 2,
        }
        assert [point["events"] for point in points] == [0, 0, 0, 0, 2, 0, 3]
        assert [point["uniqueUsers"] for point in points] == [0, 0, 0, 0, 1, 0, 2]

    def test_timeseries_by_hour(self, ada: APIClient, site: Site) -> None:
        answer = ask(ada, site, "timeseries", range="24h")
        assert (answer["bucket"], len(answer["points"])) == ("hour", 25)
        busy = {p["timestamp"]: p["events"] for p in answer["points"] if p["events"]}
        assert busy == {"2026-03-10T11:00:00Z": 3}
        long = ask(ada, site, "timeseries", range="1m", bucket="hour")
        assert len(long["points"]) == 29 * 24 + 13
        assert sum(point["events"] for point in long["points"]) == 6

    def test_top_events(self, ada: APIClient, site: Site) -> None:
        answer = ask(ada, site, "top-events")
        assert (answer["total"], answer["names"]) == (5, 3)
        assert answer["events"] == [
            {"event": "buy", "count": 2, "percentage": 40.0},
            {"event": "page_view", "count": 2, "percentage": 40.0},
            {"event": "signup", "count": 1, "percentage": 20.0},
        ]

    def test_sessions(self, ada: APIClient, site: Site) -> None:
        answer = ask(ada, site, "sessions", pageSize="2")
        ids = [row.pop("id") for row in answer["results"]]
        assert len(set(ids)) == 2
        ada_s = next(row for row in answer["results"] if row["distinctId"] == "ada")
        assert ada_s == {
            "distinctId": "ada",
            "start": "2026-03-10T11:34:00Z",
            "lastActivity": "2026-03-10T11:40:00Z",
            "durationMs": 360_000,
            "isActive": False,
            "events": 2,
            "pageViews": 1,
            "platform": "web",
            "browser": "Firefox",
            "os": "Linux",
            "countryCode": "DE",
        }
        with time_machine.travel(NOW, tick=False):
            (last,) = ada.get(answer["next"]).json()["results"]
        assert last["start"] == "2026-03-08T12:34:00Z"

    def test_users(self, ada: APIClient, site: Site) -> None:
        answer = ask(ada, site, "users")
        assert answer["results"] == [
            {"distinctId": "ada", "events": 3, "lastSeen": "2026-03-10T11:40:00Z"},
            {"distinctId": "bela", "events": 1, "lastSeen": "2026-03-10T11:34:00Z"},
        ]
        answer = ask(ada, site, "users", sort="-distinctId", pageSize="1")
        assert [row["distinctId"] for row in answer["results"]] == ["bela"]

    def test_the_hosts_own_numbers_are_without_them(
        self, api: APIClient, staff: Any, site: Site
    ) -> None:
        api.force_authenticate(staff)
        with time_machine.travel(NOW - HOUR + dt.timedelta(minutes=7), tick=False):
            overview = api.get("/api/analytics/overview/").json()
            active = api.get("/api/analytics/sessions/active/").json()
            listed = api.get("/api/analytics/sessions/").json()
            summary = api.get("/api/dashboard/").json()["summary"]
        assert (overview["sessions"], overview["activeSessions"], overview["pageViews"]) == (
            0,
            0,
            0,
        )
        assert (active["count"], listed["results"], summary["activeSessions"]) == (0, [], 0)

    def test_numbers_stay_when_old_events_go(self, ada: APIClient, site: Site) -> None:
        before = [ask(ada, site, what) for what in ("overview", "timeseries", "top-events")]
        with time_machine.travel(NOW, tick=False):
            call_command("cleanup_analytics", "--days", "1", stdout=StringIO())
        assert Event.objects.filter(project=site.project).count() == 3
        after = [ask(ada, site, what) for what in ("overview", "timeseries", "top-events")]
        assert after == before
        call_command("rebuild_rollups", stdout=StringIO())
        assert [ask(ada, site, what) for what in ("overview", "timeseries", "top-events")] == before

    @pytest.mark.parametrize(
        ("what", "params", "code"),
        [
            ("overview", {"range": "2d"}, "UNKNOWN_RANGE"),
            ("overview", {"tz": "Mars"}, "UNKNOWN_TIMEZONE"),
            ("overview", {"user": "1"}, "UNKNOWN_PARAMETER"),
            ("top-events", {"range": "custom"}, "START_REQUIRED"),
            ("timeseries", {"bucket": "week"}, "UNKNOWN_BUCKET"),
            (
                "timeseries",
                {"bucket": "hour", "range": "custom", "start": "2025-06-01"},
                "RANGE_TOO_LONG",
            ),
            ("sessions", {"cursor": "x"}, "INVALID_CURSOR"),
            ("users", {"sort": "name"}, "UNKNOWN_SORT"),
        ],
    )
    def test_questions_that_make_no_sense(
        self, ada: APIClient, site: Site, what: str, params: dict[str, str], code: str
    ) -> None:
        with time_machine.travel(NOW, tick=False):
            response = ada.get(f"/api/projects/{site.project.pk}/{what}/", params)
        error = response.json()["error"]
        assert (response.status_code, error["code"]) == (400, code)
        assert len(error["details"]) == 1


@pytest.mark.parametrize("what", ["overview", "timeseries", "top-events", "sessions", "users"])
def test_constant_work(ada: APIClient, site: Site, what: str) -> None:
    """Statements do not depend on events, visitors, names or sessions."""

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            ask(ada, site, what, range="1m")
        return len(captured)

    write([event(site, NOW - HOUR)])
    few = statements()
    write(
        [
            event(site, NOW - n * HOUR, f"name{n}", client_session=f"s{n}", visitor=f"v{n}")
            for n in range(1, 60)
        ]
    )
    assert statements() == few
