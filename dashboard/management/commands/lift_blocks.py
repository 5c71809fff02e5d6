"""Lift blocks of networks, one or all."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from dashboard.models.ip_block import IPBlock, normal_network
from dashboard.threats.blocking import lift, panic


class Command(BaseCommand):
    help = (
        "Lifts blocks: requests from there are answered again, within five seconds in every "
        "process. For when somebody locked out whom they should not have. With --all, rules of "
        "response go into shadow mode, too, so that they do not block again what was lifted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--all", action="store_true", help="every block; the panic switch")
        which.add_argument("--network", help="blocks of this address or network")

    def handle(self, *args: Any, **options: Any) -> None:
        blocks = IPBlock.objects.all()
        if options["network"]:
            try:
                blocks = blocks.filter(network=normal_network(options["network"]))
            except ValidationError as error:
                raise CommandError(error.messages[0]) from error
        if options["all"]:
            lifted, calmed = panic(by=None)
            self.stdout.write(f"lifted {lifted} blocks, put {calmed} rules into shadow mode")
        else:
            self.stdout.write(f"lifted {lift(blocks, by=None)} blocks")
