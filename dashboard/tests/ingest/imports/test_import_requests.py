"""``import_requests``: real files in, the dashboard's numbers out."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management.base import CommandError
from mmdb_writer import MMDBWriter
from netaddr import IPSet  # type: ignore[import-untyped]
from pytest_django import Settings

from dashboard.ingest import country
from dashboard.models import ModelCall, RequestLog, UsageRollup
from dashboard.tests.ingest.imports.conftest import (
    ACCESS_LOG,
    TRACE,
    TRACE_OPTIONS,
    Dashboard,
    Import,
)


@pytest.fixture
def countries(tmp_path: Path, settings: Settings) -> Iterator[None]:
    """A database that knows one network."""
    writer = MMDBWriter(ip_version=4, database_type="country")
    writer.insert_network(IPSet(["83.149.9.0/24"]), {"country_code": "RU"})
    writer.to_db_file(str(tmp_path / "country.mmdb"))
    settings.DASHBOARD = {**settings.DASHBOARD, "GEOIP_PATH": str(tmp_path / "country.mmdb")}
    country.forget()
    yield
    country.forget()


def test_a_trace_shows_with_the_totals_of_its_file(
    import_requests: Import, dashboard: Dashboard
) -> None:
    out, _ = import_requests(TRACE, *TRACE_OPTIONS)
    assert out.startswith("300 read, 300 stored, 0 already there, 0 rejected")
    answer = dashboard("2023-11-16", "2023-11-17")
    summary = answer["summary"]
    assert (summary["totalRequests"], summary["modelCalls"]) == (300, 300)
    assert (summary["promptTokens"], summary["completionTokens"]) == (289_592, 72_517)
    assert summary["totalTokens"] == 289_592 + 72_517
    # gpt-4: 30 and 60 dollars a million tokens.
    assert summary["totalCostUsd"] == pytest.approx(289_592 * 30e-6 + 72_517 * 60e-6)
    assert [model["model"] for model in answer["topModels"]] == ["gpt-4"]
    # Unknown is not zero.
    assert summary["avgLatencyMs"] is None
    assert answer["errorsBreakdown"] == []
    first = RequestLog.objects.order_by("created_at")[0]
    assert first.created_at == dt.datetime(2023, 11, 16, 18, 15, 46, 680_590, dt.UTC)
    assert (first.status_code, first.latency_ms, first.endpoint) == (
        None,
        None,
        "/v1/chat/completions",
    )


def test_an_access_log_shows_its_statuses_and_countries(
    import_requests: Import, dashboard: Dashboard, countries: None
) -> None:
    out, _ = import_requests(ACCESS_LOG, "--format", "combined")
    assert out.startswith("300 read, 300 stored")
    answer = dashboard("2015-05-17", "2015-05-18")
    assert answer["summary"]["totalRequests"] == 300
    assert answer["errorsBreakdown"] == [
        {"statusCode": 404, "label": "Not Found", "count": 2, "percentage": 100}
    ]
    assert [(c["countryCode"], c["requests"]) for c in answer["topCountries"]] == [("RU", 23)]
    # The log tells whole seconds, so "the first" by time would be any of several.
    first = RequestLog.objects.get(path__endswith="/kibana-search.png")
    assert (first.method, first.status_code, first.ip_address) == ("GET", 200, "83.149.9.216")
    agent = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_1)"
    assert str(first.user_agent).startswith(agent)
    assert RequestLog.objects.filter(endpoint="/favicon.ico").count() == 29
    assert not RequestLog.objects.filter(path__contains="?").exists()


def test_the_same_file_again_adds_nothing(import_requests: Import, tmp_path: Path) -> None:
    import_requests(TRACE, *TRACE_OPTIONS)
    cells = list(UsageRollup.objects.order_by("id").values())
    other_name = tmp_path / "renamed.csv"
    shutil.copy(TRACE, other_name)
    for file in (TRACE, other_name):
        out, _ = import_requests(file, *TRACE_OPTIONS)
        assert out.startswith("0 read, 0 stored, 300 already there, 0 rejected")
    assert RequestLog.objects.count() == 300
    assert list(UsageRollup.objects.order_by("id").values()) == cells


def test_the_same_file_read_in_another_way_is_refused(import_requests: Import) -> None:
    import_requests(TRACE, *TRACE_OPTIONS)
    with pytest.raises(CommandError, match="imported before"):
        import_requests(TRACE, *TRACE_OPTIONS, "--set", "method=POST")
    assert RequestLog.objects.count() == 300


def test_two_identical_lines_are_two_requests(import_requests: Import, tmp_path: Path) -> None:
    file = tmp_path / "twins.csv"
    line = "2025-11-01 10:00:00,gpt-4o,10,2\n"
    file.write_text("created_at,model_name,prompt_tokens,completion_tokens\n" + line * 2)
    import_requests(file)
    assert RequestLog.objects.count() == 2
    assert sum(RequestLog.objects.values_list("total_tokens", flat=True)) == 24


def test_all_fields_of_a_request_and_its_call(
    import_requests: Import, tmp_path: Path, user: User
) -> None:
    file = tmp_path / "full.jsonl"
    file.write_text(
        '{"at": 1761991200.25, "method": "post", "path": "/chat?q=1", "endpoint": "/chat",'
        ' "status_code": 500, "latency_ms": 12.5, "user": "ada", "ip_address": "1.2.3.4",'
        ' "country": "de", "user_agent": "curl/8", "error_type": "Boom", "model_name": "m",'
        ' "provider": "p", "usage": {"prompt_tokens": 7, "completion_tokens": 3.0},'
        ' "cost_usd": "0.000000001", "finish_reason": "length", "time_to_first_token_ms": 4}\n'
        '\n{"at": "2025-11-01T11:00:00+01:00", "usage": {}, "user": "nobody"}\n'
    )
    import_requests(
        file,
        *("--map", "created_at=at", "--map", "prompt_tokens=usage.prompt_tokens"),
        *("--map", "completion_tokens=usage.completion_tokens"),
    )
    plain, full = RequestLog.objects.order_by("created_at")
    assert full.created_at == dt.datetime(2025, 11, 1, 10, 0, 0, 250_000, dt.UTC)
    assert (full.method, full.path, full.endpoint) == ("POST", "/chat?q=1", "/chat")
    assert (full.status_code, full.latency_ms, full.error_type) == (500, 12.5, "Boom")
    assert (full.user_id, full.is_authenticated) == (user.pk, True)
    assert (full.ip_address, full.country) == ("1.2.3.4", "DE")
    assert str(full.user_agent) == "curl/8"
    call = ModelCall.objects.get()
    assert (call.model_name, call.provider, call.failed) == ("m", "p", True)
    assert (call.prompt_tokens, call.completion_tokens, call.total_tokens) == (7, 3, 10)
    assert f"{call.cost_usd:.9f}" == "0.000000001"
    assert (call.finish_reason, call.time_to_first_token_ms) == ("length", 4)
    assert plain.created_at == dt.datetime(2025, 11, 1, 10, tzinfo=dt.UTC)
    assert (plain.user_id, plain.model_calls, plain.status_code) == (None, 0, None)


@pytest.mark.parametrize(
    ("storage", "kept"), [("full", "1.2.3.4"), ("truncated", "1.2.3.0"), ("hashed", "sha256:")]
)
def test_addresses_are_kept_as_the_setting_says(
    import_requests: Import, tmp_path: Path, settings: Settings, storage: str, kept: str
) -> None:
    settings.DASHBOARD = {**settings.DASHBOARD, "IP_STORAGE": storage}
    file = tmp_path / "a.csv"
    file.write_text(f"created_at,ip_address,path\n2025-11-01,1.2.3.4,/{storage}\n")
    import_requests(file)
    assert RequestLog.objects.get().ip_address.startswith(kept)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--map", "created_at=WHEN"], "no column 'WHEN' for created_at"),
        (["--map", "colour=TIMESTAMP"], "'colour' is no field"),
        (["--map", "created_at"], "not of the form"),
        ([], "no column for created_at"),
        (["--map", "created_at=TIMESTAMP", "--set", "provider=x"], "needs a model_name"),
        (["--map", "created_at=TIMESTAMP", "--set", "status_code=ok"], "status_code 'ok'"),
        (["--map", "created_at=TIMESTAMP", "--tz", "Mars/Base"], "no time zone"),
    ],
)
def test_a_wrong_mapping_is_told_before_anything_is_read(
    import_requests: Import, options: list[str], message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        import_requests(TRACE, *options)
    assert RequestLog.objects.count() == 0


def test_a_file_without_a_known_suffix_needs_a_format(
    import_requests: Import, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("created_at\n")
    with pytest.raises(CommandError, match="say which --format"):
        import_requests(tmp_path / "data")
    with pytest.raises(CommandError, match="No such file"):
        import_requests(tmp_path / "none.csv")
