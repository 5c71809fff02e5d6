"""Write what waits in the journals, in a process of its own."""

from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dashboard.ingest import worker


class Command(BaseCommand):
    help = (
        "Drains the journals of this machine into the database, in place of the threads of the "
        "web processes, which start again when it ends. SIGTERM and Ctrl-C end it after a last "
        "drain. Run one for each journal folder."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when nothing waits any more")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        try:
            total = worker.run(stop, self._report, once=options["once"])
        except worker.AlreadyRunning as error:
            raise CommandError(f"another worker drains {error}") from error
        self.stdout.write(f"wrote {total} records")

    def _report(self, total: int) -> None:
        if self.verbosity > 1:
            self.stdout.write(f"wrote {total} records so far")

    def execute(self, *args: Any, **options: Any) -> str | None:
        self.verbosity: int = options["verbosity"]
        return super().execute(*args, **options)
