"""What can be told on the command line."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from dataclasses import dataclass, fields
from pathlib import Path

BENCHMARKS = (
    *("capture", "ingest", "dashboard", "analytics", "admin", "page", "events", "size"),
    "threats",
)

_HELP = """\
Measures what recording costs and how fast questions are answered, beside baselines that run
in the same run, and says of each target whether it is met:

  capture    time and CPU that recording adds to one request, beside an ORM insert,
             DRF-API-Logger, django-request, OpenTelemetry and django-silk
  ingest     requests a second from journals to committed rows, beside bulk_create; import and
             demo data
  dashboard  milliseconds of /api/dashboard/ over 90 days, beside sums over raw rows
  analytics  milliseconds of /api/analytics/: who uses what
  admin      milliseconds of the Django admin's list of requests, by each filter
  page       milliseconds until the overview is drawn in Chromium, with the demo data
  events     events a second that a server takes in batches of 100, and that are written
  size       bytes of database a request
  threats    error rates of the detectors on the real material in --data, and what they cost

By itself it takes small sizes and ends within minutes: targets are meant for --full, which
takes about an hour the first time. Databases are built once in --dir and used again; an
interrupted build goes on. Nothing else should run on the machine meanwhile.
"""
_EXAMPLES = """\
examples:
  python -m bench                               all of it, small
  python -m bench --full --dir /var/tmp/bench   the sizes of docs/benchmarks.md
  python -m bench dashboard --requests 2000000 --users 50000
  python -m bench ingest --database postgres --backlog 100000 --prefilled 1000000
"""


@dataclass(frozen=True)
class Sizes:
    """How much is measured."""

    exchanges: int
    backlog: int
    prefilled: int
    events: int
    requests: int
    listed: int
    users: int
    calls: int
    rounds: int


SMALL = Sizes(2_000, 20_000, 50_000, 50_000, 100_000, 100_000, 2_000, 10, 1)
FULL = Sizes(20_000, 100_000, 1_000_000, 500_000, 10_000_000, 1_000_000, 2_000, 30, 3)

_MEANINGS = {
    "exchanges": "requests timed for each tool (capture)",
    "backlog": "requests that wait in journals (ingest)",
    "prefilled": "requests that are in the database before (ingest)",
    "events": "events that are sent (events)",
    "requests": "requests of 90 days (dashboard, analytics, size)",
    "listed": "requests of 90 days (admin)",
    "users": "signed-in users",
    "calls": "calls of which the median is taken (dashboard, analytics, admin, page)",
    "rounds": "rounds of which the median is taken (ingest)",
}


def parse(texts: list[str] | None = None) -> Namespace:
    """The arguments; the sizes under ``sizes``."""
    parser = ArgumentParser(
        "python -m bench",
        description=_HELP,
        epilog=_EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("benchmark", nargs="?", choices=(*BENCHMARKS, "all"), default="all")
    add("--full", action="store_true", help="the sizes that targets are meant for")
    for field in fields(Sizes):
        small, full = getattr(SMALL, field.name), getattr(FULL, field.name)
        add(
            f"--{field.name}",
            type=int,
            metavar="N",
            help=f"{_MEANINGS[field.name]}: {small:,}; with --full {full:,}",
        )
    add(
        "--database",
        choices=("sqlite", "postgres"),
        action="append",
        help="of ingest, events and size; can be given twice (default: sqlite)",
    )
    add(
        "--server",
        default="postgres://postgres@127.0.0.1:5432/postgres",
        metavar="URL",
        help="PostgreSQL server, on which databases named bench_obs… are made (%(default)s)",
    )
    add(
        "--dir",
        type=Path,
        metavar="DIR",
        help="folder of the databases, kept for the next run (default: a temporary one)",
    )
    add(
        "--data",
        type=Path,
        metavar="DIR",
        default=Path("../shared/data"),
        help="folder of labelled material (threats); without it nothing is measured (%(default)s)",
    )
    given = parser.parse_args(texts)
    usual = FULL if given.full else SMALL
    given.sizes = Sizes(
        **{
            field.name: getattr(given, field.name) or getattr(usual, field.name)
            for field in fields(Sizes)
        }
    )
    given.database = given.database or ["sqlite"]
    return given
