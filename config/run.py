"""``python -m config.run``: bring the database up to date, then serve until Ctrl-C.

The web server and the ingest worker run as processes of their own; when one of them ends, so
does the other. ``--dev`` restarts the server when Python code changes, and rebuilds the page
when its sources change.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connections

from config import demo

STOP_SECONDS = 20


def server_command(host: str, port: int, *, dev: bool) -> list[str]:
    """The web server's command line."""
    command = [sys.executable, "-m", "uvicorn", "config.asgi:application"]
    command += ["--host", host, "--port", str(port), "--lifespan", "off", "--no-server-header"]
    # Whom to believe about a client's address is the dashboard's TRUSTED_PROXIES to say.
    command += ["--no-proxy-headers", "--timeout-graceful-shutdown", "5"]
    if dev:
        return [*command, "--reload", "--reload-dir", "config", "--reload-dir", "dashboard"]
    return [*command, "--no-access-log"]


def worker_command() -> list[str]:
    """The ingest worker's command line."""
    return [sys.executable, "manage.py", "run_ingest_worker"]


def prepare() -> None:
    """Migrations; with DEBUG on, demo data on the first start; else static files collected."""
    call_command("migrate", verbosity=0, interactive=False)
    if settings.DEBUG:
        demo.prepare()
    else:
        call_command("collectstatic", verbosity=0, interactive=False)
    connections.close_all()


def announce(host: str, port: int) -> None:
    """Print where everything is, and the demo login while it works."""
    url = f"http://{host}:{port}"
    lines = [f"Dashboard  {url}/", f"Admin      {url}/admin/", f"API docs   {url}/api/docs/"]
    if settings.DEBUG:
        lines.append(f"Demo shop  {url}/demo/")
    account = demo.login() if settings.DEBUG else None
    if account:
        lines.append("Login      {} / {}".format(*account))
    print("\n" + "\n".join(lines) + "\n", flush=True)


def serve(commands: Sequence[Sequence[str]]) -> int:
    """Run the commands until one ends or a signal comes, then stop them all, in order.

    Returns 0 after a signal, else the exit status of the process that ended by itself.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    children: list[subprocess.Popen[bytes]] = []
    try:
        # A session of their own keeps the terminal's Ctrl-C from them: the server must stop
        # before the worker, which writes what the last requests left.
        children.extend(subprocess.Popen(each, start_new_session=True) for each in commands)
        while True:
            for child in children:
                if child.poll() is not None:
                    print(f"{child.args!r} ended with {child.returncode}", file=sys.stderr)
                    return child.returncode or 1
            time.sleep(0.2)
    except SystemExit:
        return 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for child in children:
            _stop(child)


def _leave(number: int, frame: object) -> None:
    raise SystemExit(0)


def _stop(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is not None:
        return
    os.killpg(child.pid, signal.SIGTERM)
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(prog="python -m config.run", description=__doc__)
    parser.add_argument("--dev", action="store_true", help="reload on changes")
    parser.add_argument("--watch", nargs=argparse.REMAINDER, help="a command to run beside")
    options = parser.parse_args()
    host = os.environ.get("HOST") or "127.0.0.1"
    port = int(os.environ.get("PORT") or 8000)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as exc:
        print(exc, file=sys.stderr)
        return 1
    prepare()
    announce(host, port)
    commands = [server_command(host, port, dev=options.dev), worker_command()]
    return serve([*commands, options.watch] if options.watch else commands)


if __name__ == "__main__":
    sys.exit(main())
