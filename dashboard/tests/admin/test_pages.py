"""Every admin page opens, logs cannot be changed, and a page costs the same however long."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from dashboard.models import FeedbackLog, RequestLog, ThreatLog
from dashboard.tests.records import call, record, write

MODELS = [model._meta.model_name for model in apps.get_app_config("dashboard").get_models()]
LOGS = sorted({name for name in MODELS if name} - {"threatlog"})
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client, staff: User, user: User) -> Client:
    """Staff, logged in, with something to look at."""
    made = record(timezone.now(), user=str(user.pk), user_agent="curl/8", calls=[call(), call()])
    gone = record(timezone.now(), user="4711", status=500, error_type="ValueError")
    write([made, gone])
    row = RequestLog.objects.get(status_code=200)
    FeedbackLog.objects.create(user=user, request_log=row, rating=5)
    ThreatLog.objects.create(threat_type="custom_threat", severity="high", request=row)
    client.force_login(staff)
    return client


@pytest.mark.parametrize("name", MODELS)
def test_lists_and_pages_open(admin: Client, name: str) -> None:
    assert admin.get(f"/admin/dashboard/{name}/").status_code == 200
    row = apps.get_model("dashboard", name).objects.first()
    if row is not None:
        assert admin.get(f"/admin/dashboard/{name}/{row.pk}/change/").status_code == 200


@pytest.mark.parametrize("name", LOGS)
def test_logs_are_read_only(admin: Client, name: str) -> None:
    assert admin.get(f"/admin/dashboard/{name}/add/").status_code == 403
    row = apps.get_model("dashboard", name).objects.first()
    if row is not None:
        assert admin.post(f"/admin/dashboard/{name}/{row.pk}/change/", {}).status_code == 403
        assert admin.post(f"/admin/dashboard/{name}/{row.pk}/delete/", {}).status_code == 403


def test_a_deleted_user_is_named_by_key(admin: Client) -> None:
    assert "(deleted, 4711)" in admin.get("/admin/dashboard/requestlog/").content.decode()


def test_a_list_costs_the_same_however_long(
    admin: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(10) as few:
        admin.get("/admin/dashboard/requestlog/")
    write([record(timezone.now(), user=str(1000 + n)) for n in range(40)])
    with django_assert_num_queries(len(few.captured_queries)):
        admin.get("/admin/dashboard/requestlog/")


def test_a_finding_is_resolved_with_a_trace(admin: Client, staff: User) -> None:
    """Invariant 8: who, what and when."""
    finding = ThreatLog.objects.get()
    url = f"/admin/dashboard/threatlog/{finding.pk}/change/"
    response = admin.post(url, {"resolved": "on", "note": "A test of ours"})
    assert response.status_code == 302
    finding.refresh_from_db()
    assert (finding.resolved, finding.resolved_by, finding.note) == (True, staff, "A test of ours")
    assert finding.resolved_at is not None
    assert "resolved" in admin.get(url.replace("change/", "history/")).content.decode().lower()


def test_a_host_files_its_own_findings(db: None) -> None:
    finding = ThreatLog.objects.create(
        threat_type="custom_threat",
        severity="medium",
        ip_address="203.0.113.9",
        description="Seen by the host",
        user=None,
    )
    assert (finding.resolved, finding.resolved_at, finding.user) == (False, None, None)
