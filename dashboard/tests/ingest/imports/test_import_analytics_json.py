"""Moving in: sessions with their actions become the rows and totals that live use would have."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from pytest_django import Settings
from rest_framework.test import APIClient

from dashboard.models import PageView, RequestLog, UserSession, Watermark
from dashboard.tests.ingest.imports.conftest import DATA

FILE = DATA / "app_analytics.json"

pytestmark = pytest.mark.django_db


def run(file: Path = FILE, *options: str) -> tuple[str, list[str]]:
    """What the command says on stdout, and the lines of stderr."""
    out, err = io.StringIO(), io.StringIO()
    call_command("import_analytics_json", str(file), *options, stdout=out, stderr=err)
    return out.getvalue().strip(), [line for line in err.getvalue().splitlines() if ":" in line]


def write(folder: Path, *sessions: dict[str, Any]) -> Path:
    """A file with sessions."""
    file = folder / "app_analytics.json"
    file.write_text(json.dumps({"sessions": sessions}))
    return file


def test_sessions_become_rows(user: User) -> None:
    said, wrong = run()
    assert said == (
        "4 sessions read: 3 requests and 1 page views stored, 0 already there, 4 rejected"
    )
    assert wrong == [
        "session number 3: start_time 'yesterday' is no ISO 8601 date and time, and no count of "
        "seconds",
        "session s-4, action 1: status 'ok' is no number",
        "session s-4, action 2: path is empty",
        "session s-4, action 3: Object missing required field `timestamp`",
    ]
    rows = RequestLog.objects.order_by("created_at", "-status_code")
    assert [
        (f"{row.created_at:%H:%M:%S}", row.method, row.endpoint, row.status_code, row.latency_ms)
        for row in rows
    ] == [
        ("09:01:06", "POST", "/api/chat/", 500, 12.5),
        ("09:01:06", "POST", "/api/chat/", 200, 840.0),
        ("09:15:00", "", "export_report", None, None),
    ]
    view = PageView.objects.get()
    assert (view.path, view.referrer, view.duration_ms) == ("/chat", "/home", 61_000)
    assert view.client_session == "s-1"
    visits = UserSession.objects.order_by("session_start")
    assert [
        (f"{v.session_start:%H:%M:%S} {v.duration}", v.user_id, v.requests, v.page_views)
        for v in visits
    ] == [("09:00:00 0:20:00", user.pk, 3, 1), ("10:30:00 0:00:00", None, 0, 0)]
    assert [(v.platform, v.version) for v in visits] == [("Android", "2.3.1"), ("web", "120.0")]


def test_twice_adds_nothing(user: User) -> None:
    run()
    assert run()[0] == (
        "4 sessions read: 0 requests and 0 page views stored, 4 already there, 4 rejected"
    )
    assert (RequestLog.objects.count(), UserSession.objects.count()) == (3, 2)
    out = io.StringIO()
    call_command("rebuild_rollups", "--check", stdout=out)
    assert out.getvalue().startswith("drift: 0 cells")


def test_a_file_that_has_grown_adds_what_is_new(user: User, tmp_path: Path) -> None:
    run()
    sessions = json.loads(FILE.read_text())["sessions"]
    sessions[0]["actions"].pop(0)
    later = {"timestamp": "2025-03-01T09:18:00Z", "endpoint": "/api/chat/", "status": 200}
    sessions[0]["actions"].append(later)
    said, _ = run(write(tmp_path, sessions[0], sessions[0]))
    assert said == (
        "2 sessions read: 1 requests and 0 page views stored, 3 already there, 0 rejected"
    )


def test_the_pages_show_what_moved_in(api: APIClient, staff: User, user: User) -> None:
    run()
    api.force_authenticate(staff)
    days = {"start": "2025-03-01", "end": "2025-03-02"}
    overview = api.get("/api/analytics/overview/", days).json()
    assert (overview["totalRequests"], overview["sessions"], overview["pageViews"]) == (3, 2, 1)
    devices = api.get("/api/analytics/devices/", days).json()
    found = {(each["name"], each["sessions"]) for each in devices["platforms"]}
    assert found == {("Android", 1), ("web", 1)}


def test_times_without_a_zone_are_in_that_of_the_command(tmp_path: Path) -> None:
    action = {"timestamp": "2025-03-01 10:00:00", "endpoint": "/a"}
    run(write(tmp_path, {"session_id": 1, "actions": [action]}), "--tz", "Asia/Kathmandu")
    assert f"{RequestLog.objects.get().created_at:%H:%M}" == "04:15"


def test_what_cannot_be_known_again_is_refused(tmp_path: Path, settings: Settings) -> None:
    Watermark.objects.create(name="raw_complete_since", instant="2025-03-02T00:00:00Z")
    said, wrong = run()
    assert said.endswith("0 requests and 0 page views stored, 0 already there, 6 rejected")
    assert "start_time" in wrong[0]
    settings.DASHBOARD = {**settings.DASHBOARD, "SAMPLE_RATE": 0.5}
    with pytest.raises(CommandError, match="SAMPLE_RATE is below 1"):
        run()


@pytest.mark.parametrize(
    ("content", "reason"),
    [("[]", "Expected `object`"), ('{"sessions": 3}', "Expected `array`"), ("{", "truncated")],
)
def test_files_of_other_kinds_are_refused(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(content)
    with pytest.raises(CommandError, match=reason):
        run(file)
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "missing.json")
    with pytest.raises(CommandError, match="no time zone"):
        run(FILE, "--tz", "Mars/Olympus")
