"""Every admin page opens, logs cannot be changed, and a page costs the same however long."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from dashboard.models import FeedbackLog, RequestLog, ThreatLog
from dashboard.models.ids import new_id
from dashboard.tests.records import call, record, write

MODELS = [model._meta.model_name for model in apps.get_app_config("dashboard").get_models()]
CHANGED = {"threatlog", "ipblock", "responserule", "project", "apikey"}
LOGS = sorted({name for name in MODELS if name} - CHANGED)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("traffic")]


@pytest.mark.parametrize("name", MODELS)
def test_lists_and_pages_open(admin: Client, name: str) -> None:
    assert admin.get(f"/admin/dashboard/{name}/").status_code == 200
    row = apps.get_model("dashboard", name).objects.first()
    assert row is not None or name == "watermark"
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
    html = admin.get("/admin/dashboard/requestlog/").content.decode()
    assert 'href="/admin/dashboard/requestlog/user/4711/">(deleted, 4711)</a>' in html


def more_of_everything() -> None:
    """40 rows more in each list that traffic fills, each by a user of its own."""
    users = User.objects.bulk_create(User(username=f"user{n}") for n in range(40))
    now = timezone.now()
    write([record(now, user=str(user.pk), calls=[call()]) for user in users])
    of_request = RequestLog.objects.get(status_code=200, ip_address="192.0.2.7")
    FeedbackLog.objects.bulk_create(
        FeedbackLog(user=user, request_log=of_request, rating=3) for user in users
    )
    ThreatLog.objects.bulk_create(
        ThreatLog(threat_type="scanner", severity="low", user=user, request=of_request)
        for user in users
    )


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("requestlog", 10),
        ("usersession", 6),
        ("feedbacklog", 6),
        ("threatlog", 8),
        ("modelcall", 7),
        ("modelusagestats", 7),
        ("usagerollup", 6),
        ("checkpoint", 6),
    ],
)
def test_a_list_costs_the_same_however_long(
    admin: Client,
    name: str,
    most: int,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    """Invariant 5: constant work."""
    path = f"/admin/dashboard/{name}/"
    with django_assert_max_num_queries(most) as few:
        admin.get(path)
    more_of_everything()
    with django_assert_num_queries(len(few.captured_queries)) as many:
        admin.get(path)
    for query in many.captured_queries:
        sql = query["sql"].upper()
        assert "COUNT(*)" not in sql or "LIMIT" in sql, sql


def test_a_requests_page_costs_the_same_however_much_belongs_to_it(
    admin: Client, django_assert_num_queries: Any
) -> None:
    row = RequestLog.objects.get(status_code=200)
    path = f"/admin/dashboard/requestlog/{row.pk}/change/"
    # The first one also looks up the content type, which is remembered.
    admin.get(path)
    with django_assert_num_queries(6) as few:
        admin.get(path)
    more_of_everything()
    with django_assert_num_queries(len(few.captured_queries)):
        html = admin.get(path).content.decode()
    assert html.count("dashboard-stars") == 41


def test_a_page_shows_no_more_than_fifty_of_what_belongs_to_it(admin: Client) -> None:
    row = RequestLog.objects.get(status_code=200)
    ThreatLog.objects.bulk_create(
        ThreatLog(threat_type=f"kind-{n:02}", severity="low", request=row) for n in range(60)
    )
    html = admin.get(f"/admin/dashboard/requestlog/{row.pk}/change/").content.decode()
    assert html.count(">kind-") == 49
    assert "The first 50 of more." in html


def test_pages_end_where_counting_ends(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand rows are counted at most; here 60, as writing so many would take long."""
    monkeypatch.setattr("dashboard.admin.paginator.MOST_ROWS", 60)
    now = timezone.now()
    write([record(now - dt.timedelta(seconds=n)) for n in range(100)])
    first = admin.get("/admin/dashboard/requestlog/").content.decode()
    assert "Pages show 60 rows, and there may be more" in first
    second: Any = admin.get("/admin/dashboard/requestlog/?p=2")
    assert len(second.context["cl"].result_list) == 50


def test_who_may_not_see_a_log_does_not(client: Client, user: User) -> None:
    user.is_staff = True
    user.save()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    assert client.get("/admin/dashboard/requestlog/").status_code == 403
    assert client.get("/admin/dashboard/requestlog/export/csv/").status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="view_requestlog"))
    assert client.get("/admin/dashboard/requestlog/").status_code == 200
    assert client.get("/admin/dashboard/requestlog/export/csv/").status_code == 200


def test_a_request_that_has_no_row_yet_breaks_nothing(admin: Client, user: User) -> None:
    missing = new_id(1_700_000_000_000_000)
    given = FeedbackLog.objects.create(user=user, request_log_id=uuid.UUID(bytes=missing), rating=1)
    assert admin.get("/admin/dashboard/feedbacklog/").status_code == 200
    assert admin.get(f"/admin/dashboard/feedbacklog/{given.pk}/change/").status_code == 200
