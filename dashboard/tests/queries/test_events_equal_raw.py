"""Invariant 3 for events: what is counted of a project is what its events say."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise

from django.contrib.auth.models import User
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dashboard.ingest.record import ProjectEvent
from dashboard.models import Project
from dashboard.models.fields import from_micros, to_micros
from dashboard.models.ids import new_id
from dashboard.models.project import scope_of
from dashboard.queries.filters import Filters
from dashboard.queries.projects.overview import get_project_overview
from dashboard.queries.projects.timeseries import get_event_series
from dashboard.queries.projects.top_events import get_top_events
from dashboard.queries.projects.users import get_project_users
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange, parse_time_range
from dashboard.rollups.rebuild import drift_of_day, rebuild_day
from dashboard.tests.queries.test_rollup_equals_raw import BASES, SPAN, ZONES
from dashboard.tests.records import write

_SILENCE = 30 * 60 * 10**6
PROJECTS = (1, 2)


@st.composite
def events(draw: st.DrawFn, base: dt.datetime) -> ProjectEvent:
    micros = to_micros(base) + draw(st.integers(0, SPAN * 10**6))
    if draw(st.booleans()):
        # Close together, so that there are sessions of several events.
        micros -= micros % (3_600 * 10**6) - draw(st.integers(0, 900 * 10**6))
    return ProjectEvent(
        new_id(micros, seed=draw(st.integers(0, 30))),
        micros,
        draw(st.sampled_from(PROJECTS)),
        draw(st.sampled_from(["page_view", "buy", "signup"])),
        client_session=draw(st.sampled_from(["", "s1", "s2"])),
        visitor=draw(st.sampled_from(["", "ada", "bela", "~x"])),
    )


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[ProjectEvent], TimeRange]:
    base = draw(st.sampled_from(BASES))
    rows = draw(st.lists(events(base), max_size=25))
    start = base + dt.timedelta(seconds=draw(st.integers(-3_600, SPAN)))
    length = draw(st.sampled_from([60, 900, 3_600, 86_400, SPAN, 20 * 86_400]))
    params = {
        "range": "custom",
        "tz": draw(st.sampled_from(ZONES)),
        "start": start.isoformat(),
        "end": (start + dt.timedelta(seconds=draw(st.integers(1, length)))).isoformat(),
    }
    return rows, parse_time_range(params, base + dt.timedelta(days=60))


def sessions_of(rows: list[ProjectEvent]) -> list[dt.datetime]:
    """When the visits of events began, all of which are written in one batch."""
    starts = []
    for name in {row.client_session for row in rows} - {""}:
        times = sorted(row.created_micros for row in rows if row.client_session == name)
        starts += [times[0], *(b for a, b in pairwise(times) if b - a > _SILENCE)]
    return [from_micros(micros) for micros in starts]


class EventsEqualRaw(TestCase):
    """Answers that come from cells are those that the events give."""

    @settings(
        max_examples=100,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(questions())
    def test_events_equal_raw(self, question: tuple[list[ProjectEvent], TimeRange]) -> None:
        sent, time_range = question
        owner = User.objects.create_user("ada")
        Project.objects.bulk_create([Project(pk=pk, name=str(pk), owner=owner) for pk in PROJECTS])
        rows = list({row.id: row for row in reversed(sent)}.values())
        write(sent)
        # Sent again, in another batch: nothing changes.
        write(sent[::2])
        for project in PROJECTS:
            mine = [row for row in rows if row.project == project]
            self.check(project, mine, time_range)
        for day in {from_micros(row.created_micros).date() for row in rows}:
            assert drift_of_day(day) == 0
            rebuild_day(day)
            assert drift_of_day(day) == 0

    def check(self, project: int, rows: list[ProjectEvent], time_range: TimeRange) -> None:
        source = Source(Filters(scope=scope_of(project)))

        def between(start: dt.datetime, end: dt.datetime) -> list[ProjectEvent]:
            return [row for row in rows if start <= from_micros(row.created_micros) < end]

        def numbers(start: dt.datetime, end: dt.datetime) -> tuple[int, int, int, int]:
            found = between(start, end)
            return (
                len(found),
                sum(row.name == "page_view" for row in found),
                sum(start <= begin < end for begin in sessions_of(rows)),
                len({row.visitor for row in found} - {""}),
            )

        names = ("events", "pageViews", "sessions", "uniqueUsers")
        answer = get_project_overview(source=source, time_range=time_range)
        assert tuple(answer[name] for name in names) == numbers(  # type: ignore[literal-required]
            time_range.start, time_range.end
        )
        before = time_range.previous
        earlier = tuple(answer["previous"][name] for name in names)  # type: ignore[literal-required]
        assert earlier == numbers(before.start, before.end)
        points = get_event_series(source=source, time_range=time_range)
        assert len(points) == len(time_range.spans)
        for span, point in zip(time_range.spans, points, strict=True):
            assert tuple(point[name] for name in names) == numbers(*span)  # type: ignore[literal-required]
        found = between(time_range.start, time_range.end)
        top = get_top_events(source=source, time_range=time_range)
        assert {row["event"]: row["count"] for row in top["events"]} == Counter(
            row.name for row in found
        )
        users = get_project_users(source=source, time_range=time_range)
        assert {row["distinctId"]: row["events"] for row in users} == Counter(
            row.visitor for row in found if row.visitor
        )
