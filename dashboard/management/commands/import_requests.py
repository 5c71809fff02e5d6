"""Import requests that were logged elsewhere."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dashboard.capture.client_address import stored_address
from dashboard.ingest.imports import arguments
from dashboard.ingest.imports.prepare import CannotImport, prepare
from dashboard.ingest.imports.progress import run


class Command(BaseCommand):
    help = arguments.HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        plain = partial(super().create_parser, formatter_class=RawDescriptionHelpFormatter)
        return plain(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        arguments.add_to(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            importer = prepare(arguments.parse(options), stored_address)
            counts = run(importer, self.stderr, quiet=options["verbosity"] == 0)
        except CannotImport as error:
            raise CommandError(str(error)) from error
        self.stdout.write(str(counts))
        if not counts.finished:
            message = "ended before the end: the same command goes on from here"
            raise CommandError(message, returncode=130)
