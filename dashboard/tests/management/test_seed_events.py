"""seed_events."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from dashboard.models import Event, Project, UserSession
from dashboard.tests.capture.recorder import drift

NOW = dt.datetime(2026, 3, 10, 12, 30, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def seed(**options: Any) -> str:
    out = StringIO()
    with time_machine.travel(NOW, tick=False):
        call_command("seed_events", stdout=out, **options)
    return out.getvalue().strip()


def test_events_of_a_shop_counted_once(user: User) -> None:
    project = Project.objects.create(name="Shop", owner=user)
    asked = {"project": project.pk, "days": 3, "events": 400, "seed": 5}
    assert seed(**asked) == "made 400 events of Shop, 400 of them new"
    assert seed(**asked) == "made 400 events of Shop, 0 of them new"
    rows = Event.objects.filter(project=project)
    assert rows.count() == 400
    assert {"page_view", "search", "purchase"} <= set(rows.values_list("name", flat=True))
    first, last = rows.earliest("created_at").created_at, rows.latest("created_at").created_at
    assert NOW - dt.timedelta(days=3, hours=1) < first < last <= NOW
    assert sum(UserSession.objects.values_list("events", flat=True)) == 400
    assert UserSession.objects.values("country").distinct().count() > 5
    assert drift() == "drift: 0 cells"


def test_without_a_project_it_is_the_demos(staff: User) -> None:
    assert seed(events=10).startswith("made 10 events of Demo shop")
    assert Project.objects.get().owner == staff
    seed(events=10)
    assert Project.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"project": 99}, {"days": 0}, {"events": 0}, {}])
def test_what_makes_no_sense_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(CommandError):
        seed(**wrong)
