"""Invariant 3: rollup equals raw, for any rows, range, zone and filter."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dashboard.ingest.record import Call, Record
from dashboard.models.fields import from_micros, to_micros
from dashboard.models.ids import new_id
from dashboard.queries.dashboard.answer import get_dashboard
from dashboard.queries.filters import Filters
from dashboard.queries.time_range import TimeRange, parse_time_range
from dashboard.rollups import kept
from dashboard.rollups.rebuild import DAY, drift_of_day, rebuild_day
from dashboard.tests.queries import oracle
from dashboard.tests.records import write

# Days on which clocks change: Lord Howe by half an hour, on 6 April and 5 October 2025; Berlin
# and New York by an hour; Kathmandu is 5:45 ahead, Apia once skipped a day.
BASES = [
    dt.datetime(2025, 4, 5, tzinfo=dt.UTC),
    dt.datetime(2025, 10, 4, tzinfo=dt.UTC),
    dt.datetime(2025, 3, 29, tzinfo=dt.UTC),
    dt.datetime(2025, 11, 1, tzinfo=dt.UTC),
]
ZONES = [
    "UTC",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
]
MODELS = ["gpt-4o", "llama-local", "claude"]
AGENTS = [
    "",
    "curl/8.5",
    "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
    "Made-Up-App/7.1",
]
ENDPOINTS = ["/a/", "/b/<int:pk>/"]
SPAN = 4 * 86_400


@st.composite
def calls(draw: st.DrawFn) -> Call:
    prompt, completion = draw(st.integers(0, 5_000)), draw(st.integers(0, 900))
    return Call(
        draw(st.sampled_from(MODELS)),
        "provider",
        prompt_tokens=prompt,
        completion_tokens=completion,
        total_tokens=prompt + completion,
        # Unknown to the price list, so None stays unpriced.
        cost_nanos=draw(st.none() | st.integers(0, 10**9)),
        latency_micros=draw(st.none() | st.integers(0, 10**8)),
        failed=draw(st.booleans()),
    )


@st.composite
def records(draw: st.DrawFn, base: dt.datetime) -> Record:
    micros = to_micros(base) + draw(st.integers(0, SPAN * 10**6))
    # Some right at the edges of buckets.
    if draw(st.booleans()):
        micros -= micros % (900 * 10**6) - draw(st.sampled_from([-1, 0, 1]))
    return Record(
        new_id(micros, seed=draw(st.integers(0, 2**80))),
        micros,
        "GET",
        draw(st.sampled_from(ENDPOINTS)),
        "/",
        status=draw(st.sampled_from([200, 200, 200, 404, 429, 500, None])),
        latency_micros=draw(st.none() | st.integers(0, 10**8)),
        user=draw(st.sampled_from(["", "1", "2", "3"])),
        user_agent=draw(st.sampled_from(AGENTS)),
        country=draw(st.sampled_from(["", "DE", "NP"])),
        calls=draw(st.lists(calls(), max_size=3)),
    )


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[Record], TimeRange, Filters]:
    base = draw(st.sampled_from(BASES))
    rows = draw(st.lists(records(base), max_size=25, unique_by=lambda row: row.id))
    zone = draw(st.sampled_from(ZONES))
    filters = Filters(
        user=draw(st.sampled_from([None, None, "1"])),
        model=draw(st.sampled_from([None, None, "gpt-4o"])),
        endpoint=draw(st.sampled_from([None, None, "/a/"])),
    )
    start = base + dt.timedelta(seconds=draw(st.integers(-3_600, SPAN)))
    length = draw(st.sampled_from([60, 900, 3_600, 86_400, 2 * 86_400, SPAN, 20 * 86_400]))
    end = start + dt.timedelta(seconds=draw(st.integers(1, length)))
    if draw(st.booleans()):
        # As a picker asks: whole local days.
        params = {
            "range": "custom",
            "tz": zone,
            "start": start.astimezone(ZoneInfo(zone)).date().isoformat(),
            "end": (end.astimezone(ZoneInfo(zone)).date() + DAY).isoformat(),
        }
    else:
        params = {
            "range": "custom",
            "tz": zone,
            "start": start.isoformat(),
            "end": end.isoformat(),
        }
    now = base + dt.timedelta(days=60)
    return rows, parse_time_range(params, now), filters


def close(got: float | None, exact: float | None) -> bool:
    """Within the 2 % that a histogram promises (and half a microsecond)."""
    if got is None or exact is None:
        return got is exact
    return abs(got - exact) <= 0.02 * exact + 0.001


class RollupEqualsRaw(TestCase):
    """Answers that come from cells are those that the rows give."""

    @settings(
        max_examples=120,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(questions())
    def test_rollup_equals_raw(self, question: tuple[list[Record], TimeRange, Filters]) -> None:
        rows, time_range, filters = question
        # Each example is a database of its own.
        kept.forget()
        User.objects.bulk_create([User(pk=pk, username=f"user{pk}") for pk in (1, 2, 3)])
        half = len(rows) // 2
        for part in (rows[:half], rows[half:]):
            if part:
                write(part)
        answer = get_dashboard(filters=filters, time_range=time_range, sees_threats=True)
        found = oracle.matching(rows, filters, time_range.start, time_range.end)
        self.check_summary(dict(answer["summary"]), found)
        before = time_range.previous
        earlier = oracle.matching(rows, filters, before.start, before.end)
        self.check_summary(answer["summary"]["previous"], earlier)
        self.check_breakdowns(answer, found)
        self.check_series(answer, rows, time_range, filters)
        for day in {from_micros(row.created_micros).date() for row in rows}:
            assert drift_of_day(day) == 0
            rebuild_day(day)
            assert drift_of_day(day) == 0

    def check_summary(self, got: dict[str, Any], found: Any) -> None:
        for name, value in oracle.sums(found).items():
            assert got[name] == pytest.approx(value, abs=1e-9), name
        for rank, name in ((50, "p50LatencyMs"), (95, "p95LatencyMs"), (99, "p99LatencyMs")):
            assert close(got[name], oracle.nearest_rank(oracle.latencies(found), rank))

    def check_breakdowns(self, answer: Any, found: Any) -> None:
        statuses = {row["statusCode"]: row["count"] for row in answer["errorsBreakdown"]}
        assert statuses == oracle.by_status(found)
        countries = {row["countryCode"]: row["requests"] for row in answer["topCountries"]}
        assert countries == oracle.by_country(found)
        models = {
            row["model"]: (row["calls"], row["failed"], row["totalTokens"])
            for row in answer["topModels"]
        }
        assert models == oracle.by_model(found)
        users = {
            row["userId"]: (row["requests"], row["totalTokens"]) for row in answer["users"]["top"]
        }
        assert users == oracle.by_user(found)
        assert answer["users"]["anonymousRequests"] == sum(not r.user for r, _ in found)

    def check_series(
        self, answer: Any, rows: list[Record], time_range: TimeRange, filters: Filters
    ) -> None:
        assert len(answer["requests"]) == len(time_range.buckets)
        for (begin, after), point, latency in zip(
            time_range.buckets, answer["requests"], answer["latency"], strict=True
        ):
            start, end = max(begin, time_range.start), min(after, time_range.end)
            found = oracle.matching(rows, filters, start, end)
            expected = oracle.sums(found)
            assert point["total"] == expected["totalRequests"]
            assert point["failed"] == expected["failedRequests"]
            assert point["aiRequests"] == expected["aiRequests"]
            assert close(latency["p95Ms"], oracle.nearest_rank(oracle.latencies(found), 95))
