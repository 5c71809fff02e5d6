"""Fill a project with made-up events."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from dashboard.ingest.demo.events import NoOwner, demo_shop, seed_events
from dashboard.models.project import Project


class Command(BaseCommand):
    help = (
        "Makes up events of a shop over the days until now: page views, searches and purchases of "
        "people in many countries. They go the way of all events; with the same seed, the same "
        "ones are counted once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--project", type=int, help="its id; without one, the demo's own project is used")
        add("--days", type=int, default=14, help="days up to now (%(default)s)")
        add("--events", type=int, default=10_000, help="in all (%(default)s)")
        add("--seed", type=int, default=1, help="the same makes the same events (%(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["days"] < 1 or options["events"] < 1:
            raise CommandError("--days and --events are 1 or more.")
        try:
            id = options["project"]
            project = demo_shop() if id is None else Project.objects.get(pk=id)
        except (NoOwner, Project.DoesNotExist) as error:
            raise CommandError(str(error)) from error
        shape = {name: options[name] for name in ("days", "events", "seed")}
        with tqdm(total=options["events"], unit="event", unit_scale=True, disable=None) as bar:
            done = seed_events(project, **shape, now=timezone.now(), progress=bar.update)
        self.stdout.write(f"made {done.made} events of {project}, {done.stored} of them new")
