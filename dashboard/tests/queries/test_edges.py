"""A page that polls gets the answer that it would get if it asked for the first time."""

from __future__ import annotations

import datetime as dt
import itertools
from contextlib import ExitStack
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dashboard.models.fields import to_micros
from dashboard.models.ids import new_id
from dashboard.queries.dashboard.answer import get_dashboard
from dashboard.queries.filters import Filters
from dashboard.queries.time_range import parse_time_range
from dashboard.rollups import days, edges, kept
from dashboard.rollups.kept import Kept
from dashboard.tests.queries.test_rollup_equals_raw import ENDPOINTS, MODELS, records
from dashboard.tests.records import call, record, write

BASE = dt.datetime(2025, 6, 2, 9, tzinfo=dt.UTC)
EVERYTHING = Filters()
_SEEDS = itertools.count()
# From the first row on, so that edges of a day ago have some.
POLLS = st.integers(0, 40 * 60).map(lambda s: BASE + dt.timedelta(days=1, seconds=s))


def ask(
    now: dt.datetime, filters: Filters = EVERYTHING, name: str = "24h", zone: str = "UTC"
) -> Any:
    """A range that ends now, as it is at an instant."""
    time_range = parse_time_range({"range": name, "tz": zone}, now)
    return get_dashboard(filters=filters, time_range=time_range, sees_threats=True)


def afresh(
    now: dt.datetime, filters: Filters = EVERYTHING, name: str = "24h", zone: str = "UTC"
) -> Any:
    """The same, of a process that knows nothing, which then knows what it knew."""
    known = ((edges, "_known"), (days, "_known"), (days, "_series"))
    with ExitStack() as stack:
        for room, kept_there in known:
            stack.enter_context(mock.patch.object(room, kept_there, Kept()))
        return ask(now, filters, name, zone)


@st.composite
def rows_near(draw: st.DrawFn) -> list[Any]:
    """Rows within the hour in which the range begins."""
    made = draw(st.lists(records(BASE), max_size=12))
    for row in made:
        row.created_micros = row.created_micros % (40 * 60 * 10**6) + to_micros(BASE)
        row.id = new_id(row.created_micros, seed=next(_SEEDS))
    return made


class PollsEqualFirstAnswers(TestCase):
    """Whatever was asked and written before."""

    @settings(
        max_examples=40,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(
        st.lists(st.tuples(rows_near(), st.lists(POLLS, min_size=1, max_size=4)), max_size=3),
        st.sampled_from([Filters(), Filters(endpoint=ENDPOINTS[0]), Filters(model=MODELS[0])]),
    )
    def test_polls_equal_first_answers(self, steps: Any, filters: Filters) -> None:
        kept.forget()
        User.objects.bulk_create([User(pk=pk, username=f"user{pk}") for pk in (1, 2, 3)])
        for rows, polls in steps:
            write(rows)
            for now in polls:
                assert ask(now, filters) == afresh(now, filters)


@pytest.mark.django_db
def test_a_poll_reads_only_the_rows_that_have_left_the_range() -> None:
    write(
        [record(BASE + dt.timedelta(seconds=10 * n), user="1", calls=[call()]) for n in range(120)]
    )
    now = BASE + dt.timedelta(days=1, minutes=4)
    ask(now)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        again = ask(now)
    assert not _reads_rows(queries)
    moved = now + dt.timedelta(seconds=30)
    assert ask(moved)["summary"]["totalRequests"] == again["summary"]["totalRequests"] - 3


@pytest.mark.django_db
def test_a_late_record_is_seen_by_the_next_poll() -> None:
    now = BASE + dt.timedelta(days=1, minutes=4)
    write([record(BASE + dt.timedelta(minutes=6), status=200)])
    assert ask(now)["summary"]["totalRequests"] == 1
    # The same second, and the same time taken, by another answer.
    write([record(BASE + dt.timedelta(minutes=6), status=500)])
    assert ask(now)["summary"]["failedRequests"] == 1


def _reads_rows(queries: CaptureQueriesContext) -> list[str]:
    """Statements that add up requests of an edge."""
    return [q["sql"] for q in queries if "FROM (SELECT r.* FROM dashboard_requestlog r" in q["sql"]]
