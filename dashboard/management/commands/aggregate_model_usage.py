"""Compute ModelUsageStats again from raw rows."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from dashboard.alerts.watch import watch
from dashboard.management.days import add_day_arguments, days_of
from dashboard.rollups.declarations import MODEL
from dashboard.rollups.periods import Period
from dashboard.rollups.rebuild import days_left, rebuild_day


class Command(BaseCommand):
    help = (
        "Computes the usage of each model on each UTC day again from the raw rows. The writer "
        "keeps it up to date by itself: this is for after a repair of rows. Running it twice "
        "changes nothing; interrupted, it goes on at the next run with the same range."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_day_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        days = days_of(options)
        if days is None:
            self.stdout.write("There are no requests in that range.")
            return
        first, last = days
        left = tqdm(days_left("aggregate_model_usage", first, last), unit="day", disable=None)
        done = [rebuild_day(day, [MODEL], [Period.DAY]) for day in left]
        self.stdout.write(
            f"aggregated {sum(done)} models and days, {len(done)} days, {first} to {last}"
        )
        found = watch()
        self.stdout.write(f"{found.begun} new notices of numbers that are far from usual")
