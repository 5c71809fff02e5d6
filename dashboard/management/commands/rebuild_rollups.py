"""Make rollups again from raw rows, or check that they agree."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from dashboard.management.days import add_day_arguments, days_of
from dashboard.rollups.rebuild import DAY, days_left, drift_of_day, rebuild_day


class Command(BaseCommand):
    help = (
        "Computes the rollups of UTC days again from the raw rows, a day a transaction; requests "
        "that arrive meanwhile are counted once. Interrupted, it goes on at the next run with the "
        "same range. Days whose raw rows are not complete are never touched. With --check it "
        "changes nothing, prints how many cells differ from the rows, and exits with 1 if any do."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_day_arguments(parser)
        parser.add_argument("--check", action="store_true", help="compare, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        days = days_of(options)
        if days is None:
            self.stdout.write("There are no requests in that range.")
            return
        first, last = days
        if options["check"]:
            span = [first + number * DAY for number in range((last - first).days + 1)]
            drift = sum(map(drift_of_day, tqdm(span, unit="day", disable=None)))
            self.stdout.write(f"drift: {drift} cells, {first} to {last}")
            if drift:
                raise CommandError("The rollups differ from the rows; run rebuild_rollups.")
            return
        left = tqdm(days_left("rebuild_rollups", first, last), unit="day", disable=None)
        done = [rebuild_day(day) for day in left]
        self.stdout.write(f"rebuilt {sum(done)} cells of {len(done)} days, {first} to {last}")
