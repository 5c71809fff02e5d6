"""Remove raw rows by age; rollups and dashboards stay."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from dashboard.rollups.cleanup import BATCH, count_old, cutoff_of, remove_old


class Command(BaseCommand):
    help = (
        "Removes requests, model calls, page views, events and sessions that are older than so "
        "many days, in batches. Totals and charts of that time stay as they are. Interrupted, it "
        "goes on at the next run."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, required=True, help="keep so many whole days")
        parser.add_argument("--batch", type=int, default=BATCH, help="rows a batch (%(default)s)")
        parser.add_argument("--dry-run", action="store_true", help="count, remove nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["days"] < 1 or options["batch"] < 1:
            raise CommandError("--days and --batch are 1 or more.")
        before = cutoff_of(options["days"], timezone.now())
        old = count_old(before)
        removed = Counter(dict.fromkeys(old, 0))
        if not options["dry_run"]:
            with tqdm(total=sum(old.values()), unit="row", unit_scale=True, disable=None) as bar:
                for name, count in remove_old(before, options["batch"]):
                    removed[name] += count
                    bar.update(count)
        what = "would remove" if options["dry_run"] else "removed"
        found = old if options["dry_run"] else removed
        counts = ", ".join(f"{count} {name}" for name, count in found.items())
        self.stdout.write(f"{what} {counts} from before {before:%Y-%m-%d} UTC")
