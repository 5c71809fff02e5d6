"""Days in the middle of a range are added up once, and again when anything in them has changed."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dashboard.ingest.demo.clear import clear
from dashboard.models.fields import to_micros
from dashboard.models.ids import new_id
from dashboard.models.usage_rollup import UsageRollup
from dashboard.queries.filters import Filters
from dashboard.rollups import kept
from dashboard.rollups.periods import quarter_of_date
from dashboard.rollups.rebuild import rebuild_day
from dashboard.tests.queries.test_edges import afresh, ask
from dashboard.tests.queries.test_rollup_equals_raw import ENDPOINTS, MODELS, records
from dashboard.tests.records import call, record, write

NOW = dt.datetime(2025, 6, 30, 9, 7, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
ZONES = ["UTC", "Asia/Kathmandu", "Australia/Lord_Howe"]
_SEEDS = itertools.count()


@st.composite
def rows_of_a_month(draw: st.DrawFn) -> list[Any]:
    """Rows on a few days of the last five weeks."""
    made = draw(st.lists(records(NOW), max_size=8))
    for row in made:
        back = draw(st.integers(0, 35)) * DAY
        row.created_micros = to_micros(NOW - back) - row.created_micros % (3600 * 10**6)
        row.id = new_id(row.created_micros, seed=next(_SEEDS))
    return made


class PollsEqualFirstAnswers(TestCase):
    """Whatever was asked and written before."""

    @settings(
        max_examples=30,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(
        st.lists(rows_of_a_month(), min_size=1, max_size=3),
        st.sampled_from(["7d", "1m", "3m"]),
        st.sampled_from([Filters(), Filters(endpoint=ENDPOINTS[0]), Filters(model=MODELS[0])]),
        st.sampled_from(ZONES),
    )
    def test_polls_equal_first_answers(
        self, steps: Any, name: str, filters: Filters, zone: str
    ) -> None:
        kept.forget()
        User.objects.bulk_create([User(pk=pk, username=f"user{pk}") for pk in (1, 2, 3)])
        for number, rows in enumerate(steps):
            write(rows)
            for now in (NOW + number * DAY / 4, NOW + number * DAY / 4 + dt.timedelta(seconds=30)):
                assert ask(now, filters, name, zone) == afresh(now, filters, name, zone)


@pytest.fixture
def _known() -> None:
    User.objects.create(pk=1, username="ada")
    write(
        [record(NOW - n * DAY, user="1", calls=[call()], country="NL") for n in range(2, 25)],
    )
    ask(NOW, name="1m")


@pytest.mark.usefixtures("_known")
@pytest.mark.django_db
@pytest.mark.parametrize("zone", ZONES)
def test_a_poll_does_not_add_up_the_days_again(zone: str) -> None:
    first = ask(NOW, name="1m", zone=zone)
    with CaptureQueriesContext(connection) as queries:
        answer = ask(NOW + dt.timedelta(seconds=30), name="1m", zone=zone)
    assert answer["topCountries"][0]["requests"] == 23
    assert answer["requests"] == first["requests"]
    old = NOW - 9 * DAY
    of_day = range(quarter_of_date(old.date()), quarter_of_date(old.date() + DAY))
    read = [q["sql"] for q in queries if any(f" {bucket}," in q["sql"] for bucket in of_day)]
    # The days' totals are looked at, and no cell of a series or a name.
    assert len(read) == 1
    assert "'total'" in read[0]
    assert "latency_lanes" not in read[0]
    assert not [q["sql"] for q in queries if f"{old:%Y-%m-%d}" in q["sql"]]


@pytest.mark.usefixtures("_known")
@pytest.mark.django_db
def test_a_late_record_is_seen_by_the_next_poll() -> None:
    write([record(NOW - 9 * DAY, user="1", calls=[call()], country="FR")])
    countries = ask(NOW, name="1m")["topCountries"]
    assert {row["countryCode"]: row["requests"] for row in countries} == {"NL": 23, "FR": 1}


@pytest.mark.usefixtures("_known")
@pytest.mark.django_db
def test_a_rebuild_is_seen_by_the_next_poll() -> None:
    of_country = UsageRollup.objects.filter(dimension="country", key="NL")
    of_country.update(requests=5)
    kept.forget()
    assert ask(NOW, name="1m")["topCountries"][0]["requests"] == 23 * 5
    for n in range(2, 25):
        rebuild_day((NOW - n * DAY).date())
    assert ask(NOW, name="1m")["topCountries"][0]["requests"] == 23


@pytest.mark.usefixtures("_known")
@pytest.mark.django_db
@pytest.mark.parametrize("before", [9 * DAY, dt.timedelta(minutes=2)])
def test_others_in_the_place_of_demo_rows_are_seen(before: dt.timedelta) -> None:
    at = NOW - before
    for country in ("JP", "FR"):
        write([record(at, country=country, demo=True)])
        countries = {row["countryCode"] for row in ask(NOW, name="1m")["topCountries"]}
        assert countries == {"NL", country}
        clear([at.replace(hour=0, minute=0)], lambda _: None)
