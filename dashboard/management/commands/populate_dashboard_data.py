"""Fill the dashboard with demo data, and take it away again."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dashboard.ingest.demo import dialog
from dashboard.ingest.demo.populate import REQUESTS_A_DAY, AlreadyPopulated


class Command(BaseCommand):
    help = (
        "Makes up requests over the days until now, with users, sessions, model calls, feedback "
        "and threats. All of it is marked as demo data: --clear removes that alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--days", type=int, help="days up to now (default: 14)")
        add("--users", type=int, help="accounts that sign in (default: 3)")
        add("--requests", type=int, help=f"in all (default: about {REQUESTS_A_DAY} a day)")
        add("--seed", type=int, help="the same seed makes the same data (default: a new one)")
        add(
            "--clear",
            action="store_true",
            help="remove the demo data; with any of the others, make new data after that",
        )
        add("--no-input", "--noinput", action="store_false", dest="interactive", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for answer in dialog.answers(options):
                self.stdout.write(answer)
        except (dialog.Refused, AlreadyPopulated, ValueError) as error:
            raise CommandError(str(error)) from error
