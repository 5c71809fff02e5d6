"""What ``import_requests`` can be told, and the page that ``--help`` shows."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.ingest.imports.formats import FORMATS
from dashboard.ingest.imports.mapping import FIELDS_OF_A_CALL, FIELDS_OF_A_REQUEST

HELP = f"""\
Imports requests from a file, with their rollups, sessions, countries and prices.

Fields of a request:
  {", ".join(FIELDS_OF_A_REQUEST[:7])},
  {", ".join(FIELDS_OF_A_REQUEST[7:])}
Fields of the model call that it made; there is one where model_name is known:
  model_name, {", ".join(FIELDS_OF_A_CALL[:4])},
  {", ".join(FIELDS_OF_A_CALL[4:])}

A field comes from the column of its name, unless --map or --set say otherwise; only
created_at is needed. A value that is not there stays unknown. The same file again adds
nothing, and an import that was broken off goes on where it ended. docs/importing.md has more.

  import_requests trace.csv --map created_at=TIMESTAMP --map prompt_tokens=ContextTokens \\
      --map completion_tokens=GeneratedTokens --set model_name=gpt-4 --set provider=openai
  import_requests access.log --format combined
"""


@dataclass(frozen=True)
class Arguments:
    """What is to be imported, and how. ``maps`` and ``sets`` are field=value texts."""

    file: Path
    format: str | None
    maps: list[str]
    sets: list[str]
    zone: str
    rejects: Path | None


def add_to(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add = parser.add_argument
    add("file", type=Path, help="a complete file: one that still grows would count twice")
    add("--format", choices=sorted(FORMATS), help="default: what the file's suffix says")
    add(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="which column a field is in (jsonl: usage.prompt_tokens for a value in a value)",
    )
    add(
        "--set",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help="the value of a field in all rows, or where its column has none",
    )
    add("--tz", default="UTC", metavar="ZONE", help="of times that name none (default: UTC)")
    add(
        "--rejects",
        type=Path,
        metavar="PATH",
        help="where bad rows are kept as they are (default: FILE.rejects, if there are any)",
    )


def parse(options: Mapping[str, Any]) -> Arguments:
    """The arguments, from the command's options."""
    return Arguments(
        Path(options["file"]),
        options["format"],
        options["map"],
        options["set"],
        options["tz"],
        Path(options["rejects"]) if options["rejects"] else None,
    )
