"""Look at the dashboard on this machine, without being able to change anything."""

from __future__ import annotations

import webbrowser
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import run
from django.db import connections
from django.urls import reverse

from dashboard.api.viewer import PARAMETER, NoViewer, Viewer, application, find_user


class Command(BaseCommand):
    help = (
        "Serves the dashboard read-only and opens it in a browser: nobody has to sign in, "
        "nothing is recorded, and the database refuses to be written to. The printed address "
        "holds a key; whoever has it sees what the account sees. Ctrl-C ends it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8089, help="default %(default)s")
        parser.add_argument("--host", default="127.0.0.1", help="default %(default)s")
        parser.add_argument("--user", help="staff to look as (default: the first superuser)")
        parser.add_argument("--no-browser", action="store_true", help="only print the address")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            viewer = Viewer(find_user(options["user"]))
        except NoViewer as error:
            raise CommandError(str(error)) from error
        connections.close_all()
        host, path = options["host"], reverse("dashboard:page")

        def announce(port: object) -> None:
            url = f"http://{host}:{port}{path}?{PARAMETER}={viewer.key}"
            self.stdout.write(f"Looking as {viewer.user}, read-only: {url}")
            if not options["no_browser"]:
                webbrowser.open(url)

        with application(viewer) as handler:
            try:
                run(host, options["port"], handler, threading=True, on_bind=announce)
            except OSError as error:
                raise CommandError(f"{host}:{options['port']}: {error.strerror}") from error
            except KeyboardInterrupt:
                self.stdout.write("ended")
