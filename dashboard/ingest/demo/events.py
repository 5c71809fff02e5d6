"""Made-up events of a shop: people who look around, search, and now and then buy."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

import msgspec
from django.contrib.auth import get_user_model

from dashboard.conf import conf
from dashboard.ingest.checkpoints import Chunk
from dashboard.ingest.demo.shape import HOUR_MICROS, Hour, hours_until
from dashboard.ingest.demo.visitors import KINDS, Visitors
from dashboard.ingest.record import ProjectEvent
from dashboard.ingest.writer import Writer
from dashboard.models.event import Event
from dashboard.models.fields import to_micros
from dashboard.models.ids import new_id
from dashboard.models.project import Project

SOURCE, SHOP = "seed_events", "Demo shop"
_SITE = "https://shop.example"
_PAGES = ("/", "/products", "/products/lamp", "/products/desk", "/about", "/blog/light")
_REFERRERS = ("", "", "https://search.example/", "https://news.example/light")
_PEOPLE = 400
# What follows a page view, with its chance: each only after the one before.
_FUNNEL = (
    ("search", 0.3),
    ("add_to_cart", 0.45),
    ("checkout_started", 0.6),
    ("purchase", 0.7),
)
_HUMAN = tuple(kind for kind in KINDS if kind.name in ("web", "iOS", "Android"))


class NoOwner(Exception):
    """Nobody is there to whom a project could belong."""


class Seeded(NamedTuple):
    """How many events were made, and how many of them were new."""

    made: int
    stored: int


def demo_shop() -> Project:
    """The project of the demo, which belongs to the first superuser. Raises ``NoOwner``."""
    found = Project.objects.filter(name=SHOP).order_by("pk").first()
    if found is not None:
        return found
    accounts: Any = get_user_model()._default_manager
    owner = accounts.filter(is_superuser=True).order_by("pk").first()
    if owner is None:
        raise NoOwner("No superuser is there to whom a project could belong.")
    return Project.objects.create(name=SHOP, owner=owner)


def seed_events(
    project: Project,
    *,
    days: int,
    events: int,
    seed: int,
    now: dt.datetime,
    progress: Callable[[int], object],
) -> Seeded:
    """Make so many events of a project over the days up to now.

    The same seed makes the same events within an hour, which are then counted once. ``progress``
    is told how many each batch had.
    """
    rows = Event.objects.filter(project=project)
    before, made = rows.count(), 0
    writer, journal = Writer(), uuid.uuid4()
    for batch in _batches(project.pk, days, events, seed, to_micros(now)):
        ends = list(range(made + 1, made + len(batch) + 1))
        writer.write([Chunk(journal, SOURCE, made, ends[-1], [*batch], ends)])
        made = ends[-1]
        progress(len(batch))
    return Seeded(made, rows.count() - before)


def _batches(
    project: int, days: int, events: int, seed: int, now_micros: int
) -> Iterator[list[ProjectEvent]]:
    visitors = Visitors([], seed)
    batch: list[ProjectEvent] = []
    for hour in hours_until(now_micros, days, events, seed):
        batch += _of_hour(project, hour, visitors, seed, now_micros)
        if len(batch) >= conf.BATCH_SIZE:
            yield batch
            batch = []
    if batch:
        yield batch


def _of_hour(
    project: int, hour: Hour, visitors: Visitors, seed: int, now_micros: int
) -> list[ProjectEvent]:
    """Whole visits, as long as there are events left in the hour; the last one is cut."""
    rng = Random(f"{seed}|events|{project}|{hour.number}")
    found: list[ProjectEvent] = []
    while len(found) < hour.requests:
        begin = hour.start + round(rng.random() * HOUR_MICROS * hour.pace)
        found += _visit(project, begin, visitors, rng)
    return [
        msgspec.structs.replace(event, created_micros=min(event.created_micros, now_micros))
        for event in found[: hour.requests]
    ]


def _visit(project: int, at: int, visitors: Visitors, rng: Random) -> list[ProjectEvent]:
    kind = rng.choices(_HUMAN, [each.share for each in _HUMAN])[0]
    visitor = visitors.draw(kind, rng)
    person = rng.randrange(_PEOPLE)
    # One in three has signed in, and is known again.
    distinct_id = f"customer-{person}" if person % 3 == 0 else ""
    session, referrer = f"{rng.getrandbits(64):016x}", rng.choice(_REFERRERS)
    found: list[ProjectEvent] = []

    def happened(name: str, page: str, **properties: object) -> None:
        found.append(
            ProjectEvent(
                new_id(at, rng.getrandbits(80)),
                at,
                project,
                name,
                properties=msgspec.Raw(msgspec.json.encode(properties)),
                client_session=session,
                distinct_id=distinct_id,
                visitor=distinct_id or f"~{session}",
                page_url=_SITE + page,
                referrer=referrer,
                country=visitor.country,
                user_agent=visitor.agent,
            )
        )

    for _ in range(1 + int(rng.expovariate(0.5))):
        page = rng.choice(_PAGES)
        happened(Event.PAGE_VIEW, page)
        referrer = _SITE + page
        at += rng.randrange(4, 90) * 1_000_000
    for name, chance in _FUNNEL:
        if rng.random() > chance:
            break
        happened(name, page, amount=rng.randrange(10, 400), currency="EUR")
        at += rng.randrange(3, 60) * 1_000_000
    return found
