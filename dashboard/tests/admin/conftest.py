"""What the tests of the admin have in common."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from dashboard.ingest.record import Activity, ProjectEvent
from dashboard.models import Alert, FeedbackLog, IPBlock, Project, RequestLog, ThreatLog
from dashboard.models.fields import to_micros
from dashboard.models.ids import new_id
from dashboard.projects.keys import issue
from dashboard.tests.records import call, record, write


@pytest.fixture
def admin(client: Client, staff: User) -> Client:
    """Staff, logged in."""
    client.force_login(staff, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def traffic(user: User) -> dt.datetime:
    """One row of everything at least, and the instant of the newest."""
    now = timezone.now().replace(microsecond=0)
    made = record(
        now,
        user=str(user.pk),
        user_agent="curl/8",
        country="DE",
        ip="192.0.2.7",
        calls=[call(latency_micros=150_000), call("no-such-model")],
    )
    gone = record(
        now - dt.timedelta(days=3),
        user="4711",
        status=500,
        error_type="ValueError",
        endpoint="/api/search/",
        latency_micros=1_234_500,
        country="PR",
    )
    moved = record(now - dt.timedelta(days=40), status=302, endpoint="/old/", ip="192.0.2.8")
    view = Activity(
        new_id(to_micros(now), 1),
        to_micros(now),
        str(user.pk),
        "/chat",
        ip=made.ip,
        country=made.country,
        user_agent=made.user_agent,
    )
    project = Project.objects.create(name="Shop", owner=user)
    issue(project, by=user)
    sold = ProjectEvent(
        new_id(to_micros(now), 2),
        to_micros(now),
        project.pk,
        "purchase",
        visitor="customer-7",
        page_url="https://shop.example/lamp",
    )
    write([made, gone, moved, view, sold])
    row = RequestLog.objects.get(status_code=200)
    FeedbackLog.objects.create(user=user, request_log=row, rating=4, comment="Clear and short.")
    ThreatLog.objects.create(
        threat_type="custom_threat",
        severity="critical",
        request=row,
        user=user,
        ip_address="192.0.2.7",
        country="DE",
        description="Seen by the host",
        evidence={"path": "/api/?q=<script>"},
    )
    IPBlock.objects.create(network="8.8.4.4", created_by=user)
    Alert.objects.create(
        metric="cost", started_at=now, last_seen=now, value=3.0, expected=0.6, departure=9.0
    )
    return now


@pytest.fixture
def listed(admin: Client) -> Callable[..., list[str]]:
    """The rows of a list as text, by its model and its parameters."""

    def rows(model: str, /, **question: str) -> list[str]:
        response: Any = admin.get(f"/admin/dashboard/{model}/", question)
        assert response.status_code == 200, question
        html = response.content.decode()
        found = re.search(r'<table id="result_list".*?</table>', html, re.DOTALL)
        lines = re.findall(r"<tr.*?</tr>", found[0], re.DOTALL)[1:] if found else []
        cells = (re.sub("</t[dh]>", " ", line) for line in lines)
        return [" ".join(strip_tags(line).split()) for line in cells]

    return rows
