"""Filtered lists as files, written while they are read."""

from __future__ import annotations

import csv
import datetime as dt
import json
from io import StringIO
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import User
from django.test import AsyncClient, Client
from django.utils import timezone

from dashboard.models.fields import InstantField
from dashboard.models.request_log import RequestLog
from dashboard.tests.records import call, record, write

LOGS = ("requestlog", "usersession", "feedbacklog", "threatlog", "modelcall", "modelusagestats")


def export(client: Client, model: str, format: str, query: str = "") -> str:
    response: Any = client.get(f"/admin/dashboard/{model}/export/{format}/{query}")
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="{model}.{format}"'
    return b"".join(response.streaming_content).decode()


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


@pytest.mark.django_db
@pytest.mark.parametrize("model", LOGS)
def test_both_formats_have_the_same_rows(admin: Client, traffic: dt.datetime, model: str) -> None:
    as_csv = rows_of(export(admin, model, "csv"))
    as_json = json.loads(export(admin, model, "json"))
    assert len(as_csv) == len(as_json) > 0
    assert [list(row) for row in as_csv] == [list(row) for row in as_json]
    assert [row["id"] for row in as_csv if "id" in row] == [
        str(row["id"]) for row in as_json if "id" in row
    ]


@pytest.mark.django_db
def test_a_request_is_exported_as_it_is_stored(
    admin: Client, traffic: dt.datetime, user: User
) -> None:
    first = rows_of(export(admin, "requestlog", "csv"))[0]
    assert first["id"] == str(RequestLog.objects.get(status_code=200).pk)
    assert first["created_at"] == traffic.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert (first["user_id"], first["user"]) == (str(user.pk), "ada")
    assert (first["status_code"], first["latency_ms"]) == ("200", "200.0")
    assert (first["total_tokens"], first["unpriced_calls"]) == ("92", "1")
    assert first["cost_usd"] == "0.000370000"
    # What is unknown is empty.
    assert first["first_byte_ms"] == ""
    unknown = json.loads(export(admin, "requestlog", "json"))[1]
    assert (unknown["cost_usd"], unknown["user_id"], unknown["user"]) == (None, 4711, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "statuses"),
    [
        ("", ["200", "500", "302"]),
        ("?status=failed", ["500"]),
        ("?range=7d&q=/api/", ["200", "500"]),
        ("?user=4711", ["500"]),
        ("?q=ada", ["200"]),
        ("?range=7d&o=-3", ["500", "200"]),
        ("?q=nothing", []),
    ],
)
def test_an_export_is_narrowed_as_its_list_is(
    admin: Client, traffic: dt.datetime, query: str, statuses: list[str]
) -> None:
    assert [row["status_code"] for row in rows_of(export(admin, "requestlog", "csv", query))] == (
        statuses
    )
    assert len(json.loads(export(admin, "requestlog", "json", query))) == len(statuses)


@pytest.mark.django_db
def test_an_export_has_every_page(admin: Client) -> None:
    now = timezone.now()
    write([record(now - dt.timedelta(seconds=n)) for n in range(130)])
    assert len(rows_of(export(admin, "requestlog", "csv"))) == 130
    html = admin.get("/admin/dashboard/requestlog/?status=200&p=2").content.decode()
    assert 'href="/admin/dashboard/requestlog/export/csv/?status=200"' in html


@pytest.mark.django_db
def test_usage_is_exported_in_numbers(admin: Client, user: User) -> None:
    noon = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
    write([record(noon, calls=[call(latency_micros=50_000), call("no-such-model")])])
    priced, unpriced = json.loads(export(admin, "modelusagestats", "json"))
    assert (priced["date"], priced["calls"], priced["cost_usd"]) == ("2026-03-04", 1, 0.00037)
    assert priced["average_ms"] == 50
    assert (unpriced["cost_usd"], unpriced["p95_ms"]) == (None, None)


@pytest.mark.django_db
def test_evidence_is_json_in_both(admin: Client, traffic: dt.datetime) -> None:
    (row,) = rows_of(export(admin, "threatlog", "csv"))
    assert json.loads(row["evidence"]) == {"path": "/api/?q=<script>"}


@pytest.mark.django_db
def test_only_known_formats(admin: Client) -> None:
    assert admin.get("/admin/dashboard/requestlog/export/xlsx/").status_code == 404


def test_nobody_else_gets_a_file(client: Client, db: None) -> None:
    response = client.get("/admin/dashboard/requestlog/export/csv/")
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


@pytest.mark.django_db(transaction=True)
async def test_chunks_arrive_before_all_rows_are_read(
    staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under ASGI: each row that is read passes its instant through this count."""
    read = 0
    original = InstantField.from_db_value

    def counting(self: Any, *args: Any) -> Any:
        nonlocal read
        read += 1
        return original(self, *args)

    client = AsyncClient()
    await client.aforce_login(staff, "django.contrib.auth.backends.ModelBackend")
    now = timezone.now()
    await sync_to_async(write)([record(now - dt.timedelta(milliseconds=n)) for n in range(5_000)])
    response: Any = await client.get("/admin/dashboard/requestlog/export/csv/")
    monkeypatch.setattr(InstantField, "from_db_value", counting)
    chunks = aiter(response.streaming_content)
    names, first = await anext(chunks), await anext(chunks)
    assert names.startswith(b"id,created_at,")
    assert first.count(b"\n") == 1_000
    assert read <= 2_000
    rest = [chunk async for chunk in chunks]
    assert [chunk.count(b"\n") for chunk in rest] == [1_000] * 4
    assert read == 5_000
