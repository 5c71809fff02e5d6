"""``POST /api/events/ingest/``: from a website to rows, sessions and totals."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from typing import Any

import pytest
import time_machine
from django.db import OperationalError
from django.db.models import QuerySet

from dashboard.ingest.buffer import buffer
from dashboard.models import (
    ApiKey,
    Event,
    PageView,
    Project,
    ThreatLog,
    UsageRollup,
    UserSession,
    Visitor,
)
from dashboard.projects.keys import issue, revoke
from dashboard.projects.known_keys import FRESH_SECONDS
from dashboard.tests.api.projects.conftest import INGEST, Site
from dashboard.tests.capture.recorder import ADDRESS, drift

START = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


def at(minutes: float = 0) -> str:
    return (START + minutes * MINUTE).isoformat()


def totals(site: Site) -> dict[str, int]:
    """The project's own sums over all days."""
    cells = UsageRollup.objects.filter(
        scope=f"project:{site.project.pk}", period=3, dimension__in=("events", "sessions")
    )
    names = ("events", "page_views", "sessions")
    return {name: sum(cells.values_list(name, flat=True)) for name in names}


def test_events_become_rows_of_their_visit(site: Site, django_assert_num_queries: Any) -> None:
    page = {
        "event": "page_view",
        "properties": {"plan": "pro", "nested": {"list": [1, 2.5, None, "ü"]}},
        "session_id": "s1",
        "page_url": "https://shop.example/pricing?token=secret#x",
        "referrer": "https://search.example/?q=secret",
        "timestamp": at(0),
        "event_id": "e1",
    }
    buy = {"event": "buy", "session_id": "s1", "timestamp": at(5), "distinct_id": "u7"}
    with time_machine.travel(START + 10 * MINUTE, tick=False), django_assert_num_queries(1):
        assert site.send(page, buy) == {"accepted": 2, "rejected": 0, "errors": []}
        # The key is known by now.
    with time_machine.travel(START + 10 * MINUTE, tick=False), django_assert_num_queries(0):
        site.send({"event": "logged"})
    site.recorder.drain()
    first, second, third = Event.objects.order_by("created_at")
    visit = UserSession.objects.get()
    assert (first.name, first.created_at, first.project_id) == ("page_view", START, site.project.pk)
    assert first.properties == page["properties"]
    assert (first.page_url, first.referrer) == (
        "https://shop.example/pricing",
        "https://search.example/",
    )
    assert (first.client_session, first.distinct_id, second.distinct_id) == ("s1", "", "u7")
    assert (first.session_id, second.session_id, third.session_id) == (visit.pk, visit.pk, None)
    assert first.ip_hash.startswith("sha256:")
    assert third.visitor is None
    assert (visit.events, visit.page_views, visit.requests) == (2, 1, 0)
    assert (visit.session_start, visit.last_activity) == (START, START + 5 * MINUTE)
    assert (visit.project_id, visit.platform) == (site.project.pk, "web")
    assert visit.ip_address == first.ip_hash
    assert {row.distinct_id[:1] for row in Visitor.objects.all()} == {"~", "u"}
    assert ApiKey.objects.get().last_used_on == START.date()
    assert totals(site) == {"events": 3, "page_views": 1, "sessions": 1}
    assert not PageView.objects.exists()
    assert drift() == "drift: 0 cells"


def test_no_address_reaches_the_disk(site: Site) -> None:
    """Hashed with a salt that another day does not have, whatever IP_STORAGE says."""
    for day in range(2):
        with time_machine.travel(START + day * DAY, tick=False):
            site.send({"event": "a", "session_id": "s"})
    assert ADDRESS.encode() not in site.recorder.journal()
    assert site.key.encode() not in site.recorder.journal()
    site.recorder.drain()
    hashes = set(Event.objects.values_list("ip_hash", flat=True))
    assert len(hashes) == 2
    assert Visitor.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_event_sent_again_changes_nothing(site: Site) -> None:
    """Exactly once: in one batch, in another, with another time, and replayed."""
    event = {"event": "buy", "session_id": "s1", "timestamp": at(0), "event_id": "e1"}
    later = {**event, "timestamp": at(20), "event": "sell"}
    with time_machine.travel(START + 40 * MINUTE, tick=False):
        site.send(event, event, later)
        site.recorder.drain()
        before = _everything()
        assert len(before[0]) == 1
        site.send(event, later)
    journal = site.recorder.close_journal()
    shutil.copy(journal, site.recorder.folder / "copy.journal")
    site.recorder.drain()
    site.recorder.drain()
    assert _everything() == before
    assert totals(site) == {"events": 1, "page_views": 0, "sessions": 1}
    assert drift() == "drift: 0 cells"


def _everything() -> tuple[list[Any], ...]:
    cells = UsageRollup.objects.order_by("pk").values_list(
        "dimension", "bucket", "events", "user_lanes"
    )
    visits = UserSession.objects.values_list("pk", "session_start", "last_activity", "events")
    return (
        list(Event.objects.order_by("pk").values_list()),
        list(visits),
        [(*row[:3], bytes(row[3] or b"")) for row in cells],
    )


def test_two_projects_may_use_the_same_id(site: Site, user: Any) -> None:
    other = _other_site(site, user)
    event = {"event": "buy", "event_id": "1", "session_id": "s", "distinct_id": "u"}
    site.send(event)
    other.send(event)
    site.recorder.drain()
    assert Event.objects.count() == UserSession.objects.count() == Visitor.objects.count() == 2
    assert totals(site) == totals(other) == {"events": 1, "page_views": 0, "sessions": 1}
    assert drift() == "drift: 0 cells"


def _other_site(site: Site, user: Any) -> Site:
    blog = Project.objects.create(name="Blog", owner=user)
    return Site(blog, issue(blog, by=user).key, site.recorder)


@pytest.mark.parametrize(
    ("event", "code", "field"),
    [
        ({}, "INVALID_NAME", "event"),
        ({"event": ""}, "INVALID_NAME", "event"),
        ({"event": "  "}, "INVALID_NAME", "event"),
        ({"event": "a\x00b"}, "INVALID_NAME", "event"),
        ({"event": "x" * 101}, "INVALID_NAME", "event"),
        ({"event": 5}, "INVALID_NAME", "event"),
        ({"event": "a", "properties": []}, "INVALID_PROPERTIES", "properties"),
        ({"event": "a", "properties": {"x": "y" * 32_768}}, "PROPERTIES_TOO_LARGE", "properties"),
        ({"event": "a", "timestamp": "yesterday"}, "INVALID_TIMESTAMP", "timestamp"),
        ({"event": "a", "timestamp": at(6)}, "TIMESTAMP_IN_FUTURE", "timestamp"),
        ({"event": "a", "timestamp": "2020-01-01T00:00:00Z"}, "TIMESTAMP_TOO_OLD", "timestamp"),
        ({"event": "a", "session_id": "s" * 65}, "INVALID_SESSION_ID", "session_id"),
        ({"event": "a", "page_url": "s" * 2001}, "INVALID_PAGE_URL", "page_url"),
        ({"event": "a", "distinct_id": "~7"}, "INVALID_DISTINCT_ID", "distinct_id"),
        ("text", "INVALID_EVENT", ""),
    ],
)
def test_each_event_is_judged_alone(site: Site, event: Any, code: str, field: str) -> None:
    with time_machine.travel(START, tick=False):
        answer = site.send({"event": "first"}, event, {"event": "last"})
    assert (answer["accepted"], answer["rejected"]) == (2, 1)
    (error,) = answer["errors"]
    assert (error["index"], error["code"], error["field"]) == (1, code, field)
    assert error["message"].endswith(".")
    site.recorder.drain()
    assert set(Event.objects.values_list("name", flat=True)) == {"first", "last"}


def test_what_a_database_might_refuse(site: Site) -> None:
    """Deep nesting, huge numbers, NUL: taken or rejected, and never in the writer's way."""
    deep: Any = "x"
    for _ in range(40):
        deep = [deep]
    answer = site.send(
        {"event": "nul", "properties": {"a\0": ["b\0", {"c": "\0"}]}},
        {"event": "deep", "properties": {"a": deep}},
        {"event": "big", "properties": {"a": 10**300}},
        {"event": "tabs", "properties": {"a": "\t\n\\ \\N \\u0000 \U0001f600"}},
    )
    assert [(e["index"], e["code"]) for e in answer["errors"]] == [(1, "INVALID_PROPERTIES")]
    raw = [
        b'{"event": "half", "properties": {"a": "\\ud83d \\ud83d\\ude00 \\\\ud83d \\ude00"}}',
        b'{"event": "infinite", "properties": {"a": 1e999}}',
        b'{"event": "latin", "properties": {"a": "\xe9"}}',
        b'{"event": "deeper", "properties": {"a": %s}}' % (b"[" * 600 + b"]" * 600),
    ]
    response = site.post(b'{"events": [%s]}' % b", ".join(raw))
    assert response.json()["rejected"] == 3
    site.recorder.drain()
    rows = dict(Event.objects.values_list("name", "properties"))
    assert rows == {
        "nul": {"a�": ["b�", {"c": "�"}]},
        "big": {"a": 10**300},
        "half": {"a": "� \U0001f600 \\ud83d �"},
        "tabs": {"a": "\t\n\\ \\N \\u0000 \U0001f600"},
    }
    assert not (site.recorder.folder / "rejected.jsonl").exists()


def test_a_clock_that_is_a_little_fast(site: Site) -> None:
    with time_machine.travel(START, tick=False):
        assert site.send({"event": "a", "timestamp": at(4)})["accepted"] == 1
    site.recorder.drain()
    assert Event.objects.get().created_at == START


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "PARSE_ERROR"),
        (b"{", 400, "PARSE_ERROR"),
        (b'{"events": ' + b"[" * 100_000, 400, "PARSE_ERROR"),
        (b"[]", 400, "VALIDATION_ERROR"),
        (b"{}", 400, "VALIDATION_ERROR"),
        (b'{"events": []}', 400, "VALIDATION_ERROR"),
        (b'{"events": {}}', 400, "VALIDATION_ERROR"),
        (json.dumps({"events": [{"event": "a"}] * 501}).encode(), 400, "BATCH_TOO_LARGE"),
        (b" " * (20 * 1024 * 1024 + 1), 413, "BATCH_TOO_LARGE"),
    ],
)
def test_a_body_that_is_no_batch(site: Site, body: bytes, status: int, code: str) -> None:
    response = site.post(body)
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (status, code)
    site.recorder.drain()
    assert not Event.objects.exists()


def test_five_hundred_events_at_once(site: Site) -> None:
    assert site.send(*[{"event": "a"}] * 500)["accepted"] == 500
    site.recorder.drain()
    assert Event.objects.count() == 500


def test_without_a_key_that_is_good(site: Site, user: Any) -> None:
    body = {"events": [{"event": "a"}]}
    assert site.post(body, HTTP_X_API_KEY="").json()["error"]["code"] == "KEY_REQUIRED"
    for wrong in (site.key[:-1], site.key.upper(), "x" * 5_000, ApiKey.objects.get().key_hash):
        response = site.post(body, HTTP_X_API_KEY=wrong)
        assert (response.status_code, response.json()["error"]["code"]) == (401, "KEY_INVALID")
    assert site.recorder.drain() == 0


def test_a_revoked_key_is_refused_within_five_seconds(site: Site, user: Any) -> None:
    with time_machine.travel(START, tick=False) as clock:
        site.send({"event": "a"})
        revoke(ApiKey.objects.get(), by=user)
        clock.shift(FRESH_SECONDS + 0.01)
        assert FRESH_SECONDS == 5
        assert site.post({"events": [{"event": "a"}]}).status_code == 401


def test_while_the_database_is_away_a_known_key_is_good(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        site.send({"event": "a"})

        def away(self: Any) -> Any:
            raise OperationalError("no database")

        monkeypatch.setattr(QuerySet, "first", away)
        clock.shift(60)
        site.send({"event": "b"})
        response = site.post({"events": [{"event": "a"}]}, HTTP_X_API_KEY="aio_unknown")
        assert (response.status_code, response["Retry-After"]) == (503, "10")
    monkeypatch.undo()
    site.recorder.drain()
    assert Event.objects.count() == 2


def test_when_the_journal_cannot_be_written(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was accepted waits in memory, each event by itself."""

    def full(line: bytes) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(buffer.journal, "append", full)
    assert site.send({"event": "a"}, {"event": "b"})["accepted"] == 2
    assert [entry.name for entry in buffer.peek(10)] == ["a", "b"]  # type: ignore[union-attr]


def test_too_many_requests_are_a_finding(site: Site, configure: Any) -> None:
    configure(RATE_LIMIT_PER_MINUTE=3)
    with time_machine.travel(START, tick=False):
        for _ in range(3):
            site.send({"event": "a"})
        response = site.post({"events": [{"event": "a"}]})
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert response.json()["error"]["code"] == "THROTTLED"
    site.recorder.drain()
    finding = ThreatLog.objects.get()
    assert (finding.threat_type, finding.evidence["path"]) == ("rate_limit", INGEST)
    assert Event.objects.count() == 3


def test_what_events_say_is_not_searched(site: Site) -> None:
    """A visitor may type what looks like an attack on the website: it is data here."""
    site.send({"event": "search", "properties": {"q": "<script>alert(1)</script>' OR 1=1 --"}})
    site.recorder.drain()
    assert not ThreatLog.objects.exists()


def test_browsers_of_any_website_may_send(site: Site) -> None:
    """A preflight brings no key; refusals can be read, too; no cookie ever goes along."""
    client = site.recorder.client
    preflight = client.options(
        INGEST,
        HTTP_ORIGIN="https://shop.example",
        HTTP_ACCESS_CONTROL_REQUEST_METHOD="POST",
        HTTP_ACCESS_CONTROL_REQUEST_HEADERS="content-type,x-api-key",
    )
    assert preflight.status_code == 204
    assert preflight["Access-Control-Allow-Origin"] == "*"
    assert preflight["Access-Control-Allow-Headers"] == "Content-Type, X-API-Key"
    assert "POST" in preflight["Access-Control-Allow-Methods"]
    for response in (
        site.post({"events": [{"event": "a"}]}, HTTP_ORIGIN="https://shop.example"),
        site.post({"events": []}, HTTP_ORIGIN="https://shop.example"),
        site.post({}, HTTP_ORIGIN="https://shop.example", HTTP_X_API_KEY=""),
    ):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
        assert "Set-Cookie" not in response
    # Elsewhere the settings hold.
    elsewhere = client.get("/api/dashboard/health/", HTTP_ORIGIN="https://shop.example")
    assert "Access-Control-Allow-Origin" not in elsewhere


def test_names_beyond_the_cap_are_counted_together(site: Site, configure: Any) -> None:
    configure(MAX_KEYS_PER_DAY=2)
    site.send({"event": "a"}, {"event": "b"}, {"event": "c"}, {"event": "d"})
    site.recorder.drain()
    site.send({"event": "e"}, {"event": "a"})
    site.recorder.drain()
    cells = UsageRollup.objects.filter(dimension="event", period=3).order_by("key")
    assert list(cells.values_list("key", "events")) == [("(other)", 3), ("a", 2), ("b", 1)]
    assert drift() == "drift: 0 cells"


def test_a_session_ends_after_half_an_hour(site: Site) -> None:
    minutes = (0, 29, 58, 89)
    with time_machine.travel(START + 2 * 60 * MINUTE, tick=False):
        site.send(*({"event": "a", "session_id": "s", "timestamp": at(m)} for m in minutes))
    site.recorder.drain()
    visits = UserSession.objects.order_by("session_start").values_list("session_start", "events")
    assert list(visits) == [(START, 3), (START + 89 * MINUTE, 1)]
    assert drift() == "drift: 0 cells"


def test_a_session_is_that_of_who_was_identified_in_it(site: Site) -> None:
    """Within a batch, and in a later one; going anonymous again changes nothing."""
    page = {"event": "page_view", "session_id": "s"}
    login = {"event": "login", "session_id": "s", "distinct_id": "customer-7"}
    site.send(page, {**page, "session_id": "t"}, {**login, "session_id": "t"})
    site.recorder.drain()
    site.send(login)
    site.recorder.drain()
    site.send(page)
    site.recorder.drain()
    rows = UserSession.objects.order_by("events").values_list("events", "visitor__visitor_key")
    key = f"{site.project.pk}:customer-7"
    assert list(rows) == [(2, key), (3, key)]
    assert drift() == "drift: 0 cells"


def test_events_of_a_project_that_is_gone_are_dropped(site: Site) -> None:
    site.send({"event": "a"})
    site.project.delete()
    site.recorder.drain()
    assert not Event.objects.exists()
    assert not UsageRollup.objects.filter(scope__startswith="project:").exists()
