"""``python -m bench``: measure, and print tables."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bench import arguments, size
from bench.admin import suite as admin
from bench.analytics import suite as analytics
from bench.arguments import BENCHMARKS, FULL
from bench.capture import suite as capture
from bench.dashboard import suite as dashboard
from bench.database import Database, Postgres, Sqlite
from bench.events import suite as events
from bench.ingest import suite as ingest
from bench.page import suite as page
from bench.step import Failed
from bench.table import Line, show
from bench.threats import suite as threats


class Run:
    """One run: its arguments, its databases, and what it has found."""

    def __init__(self, folder: Path) -> None:
        self.given = arguments.parse()
        self.sizes = self.given.sizes
        self.folder = self.given.dir or folder
        self.sqlite = Sqlite(self.folder)
        self.lines: list[Line] = []
        self.failed = False

    def databases(self) -> Iterable[Database]:
        """Those that were asked for."""
        for name in self.given.database:
            yield Postgres(self.given.server, self.folder) if name == "postgres" else self.sqlite

    def run(self) -> None:
        """Run what was asked for, and print as it goes."""
        wanted = BENCHMARKS if self.given.benchmark == "all" else [self.given.benchmark]
        sizes = self.sizes
        print(
            f"Python {platform.python_version()}, {self.sqlite.version()}, {os.cpu_count()} cores"
        )
        if (load := os.getloadavg()[0]) > 0.5:
            print(f"Load average {load:.1f}: something else runs, so the numbers are noisy.")
        if sizes != FULL:
            print("Not the sizes that targets are meant for: see --full.")
        if "capture" in wanted:
            self.show(
                f"capture: {sizes.exchanges:,} requests each, {sizes.users:,} users",
                capture.lines(sizes),
            )
        for database in self.databases():
            if "ingest" in wanted:
                self.show(
                    f"ingest: {sizes.backlog:,} requests, {database.version()} "
                    f"that holds {sizes.prefilled:,}",
                    ingest.lines(database, sizes),
                )
        if "dashboard" in wanted:
            self.show(
                f"dashboard: {sizes.requests:,} requests, {sizes.users:,} users, SQLite",
                dashboard.lines(self.sqlite, sizes),
            )
        if "analytics" in wanted:
            self.show(
                f"analytics: {sizes.requests:,} requests, {sizes.users:,} users, SQLite",
                analytics.lines(self.sqlite, sizes),
            )
        if "admin" in wanted:
            self.show(
                f"admin: {sizes.listed:,} requests, {sizes.users:,} users, SQLite",
                admin.lines(self.sqlite, sizes),
            )
        if "page" in wanted:
            self.show("page: the overview with 14 days of demo data", page.lines(sizes))
        for database in self.databases():
            if "events" in wanted:
                self.show(
                    f"events: {sizes.events:,} in batches of 100, {database.version()}",
                    events.lines(database, sizes),
                )
        for database in self.databases():
            if "size" in wanted:
                self.show(
                    f"size: {sizes.requests:,} requests, {database.name}",
                    size.lines(database, sizes),
                )

        if "threats" in wanted and self.given.data.is_dir():
            self.show(f"threats: {self.given.data}", threats.lines(self.given.data))

    def show(self, title: str, found: Iterable[Line]) -> None:
        """Print a table, once all of it is there. One that fails does not end the run."""
        try:
            lines = list(found)
        except Failed as error:
            self.failed = True
            print(f"\n{title}: {error}", file=sys.stderr)
            return
        self.lines += lines
        show(title, lines)


def main() -> None:
    """Measure; the exit status tells whether everything could be measured."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        run = Run(Path(folder))
        run.run()
    targets = [line for line in run.lines if line.target is not None]
    print(f"\n{sum(line.met for line in targets)} of {len(targets)} targets met")
    sys.exit(run.failed)


main()
