"""Import the sessions of an app_analytics.json."""

from __future__ import annotations

import zoneinfo
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from dashboard.capture.client_address import stored_address
from dashboard.ingest.imports.analytics.importer import AnalyticsImporter
from dashboard.ingest.imports.analytics.progress import run
from dashboard.ingest.imports.prepare import CannotImport


class Command(BaseCommand):
    help = (
        "Reads sessions with their actions, device and times from an app_analytics.json "
        "(docs/importing.md has an example) into the same tables and totals as live requests "
        "and page views. What is there already is left out, so a file may be imported again "
        "after it has grown, or after a run was interrupted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--tz", default="UTC", help="zone of times without one (default %(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            zone = zoneinfo.ZoneInfo(options["tz"])
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            raise CommandError(f"{options['tz']!r} is no time zone such as Europe/Berlin") from None
        try:
            importer = AnalyticsImporter(options["file"], zone, stored_address)
            counts = run(importer, self.stderr, quiet=options["verbosity"] == 0)
        except (CannotImport, DatabaseError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(str(counts))
        if not counts.finished:
            raise CommandError("ended early: the same command goes on", returncode=130)
