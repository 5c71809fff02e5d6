"""Hold the hours that are over against what is usual."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from dashboard.alerts.watch import watch


class Command(BaseCommand):
    help = (
        "Compares error rate, p95 latency and cost of each hour that ended since the last run "
        "with the same hours of the past four weeks, and files a notice for what is far above. "
        "Run it every hour, by cron or a systemd timer; a run that is missed is made up for, "
        "two days back at most."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = watch()
        self.stdout.write(
            f"looked at {found.hours} hours: {found.begun} notices, {found.went_on} that go on"
        )
