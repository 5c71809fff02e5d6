"""Requests by the front door, and the rows that the writer makes of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from dashboard.capture.inspector import inspector
from dashboard.ingest.background import background
from dashboard.ingest.buffer import buffer
from dashboard.ingest.drain import Drain
from dashboard.models import ModelCall, RequestLog, UserSession
from dashboard.models.usage_rollup import UsageRollup
from dashboard.rollups.declarations import TOTAL

PLAIN = b"plain \x00\xff bytes"
ADDRESS = "203.0.113.77"


class Recorder:
    """A client of the host's project, with its journal folder and the writer at hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.client = Client(raise_request_exception=False, REMOTE_ADDR=ADDRESS)

    def drain(self) -> int:
        """Search what waits, and write what is in the journals; how many entries that were."""
        inspector.drain()
        drain = Drain(self.folder)
        return sum(iter(drain.once, 0))

    def row(self) -> Any:
        """The one row there is after a drain."""
        self.drain()
        return RequestLog.objects.get()

    def rows(self) -> list[Any]:
        """All rows after a drain, oldest first."""
        self.drain()
        return list(RequestLog.objects.order_by("created_at"))

    def log(self, calls: list[dict[str, Any]], path: str = "/calls/") -> Any:
        """Have a view log model calls; the response."""
        return self.client.post(path, json.dumps(calls), content_type="application/json")

    def journal(self) -> bytes:
        """Every byte in the journal folder."""
        return b"".join(path.read_bytes() for path in sorted(self.folder.iterdir()))

    def close_journal(self) -> Path:
        """End this process's journal, as its death would; the file."""
        path = max(self.folder.glob("*.journal"))
        buffer.journal.close()
        return path


def totals() -> dict[str, int]:
    """The rollups' totals, over all days."""
    cells = UsageRollup.objects.filter(dimension=TOTAL.dimension, period=UsageRollup.Period.DAY)
    names = ("requests", "failed", "calls", "prompt_tokens", "completion_tokens", "total_tokens")
    return {name: sum(cells.values_list(name, flat=True)) for name in names}


def session_totals() -> dict[str, int]:
    """Requests and tokens over all sessions."""
    sessions = UserSession.objects.values_list("requests", "total_tokens")
    requests, tokens = zip(*sessions) if sessions else ((), ())
    return {"requests": sum(requests), "total_tokens": sum(tokens)}


def call_rows() -> list[tuple[str, int, int, int]]:
    """Model, prompt, completion and total tokens of each call, in order."""
    fields = ("model_name", "prompt_tokens", "completion_tokens", "total_tokens")
    return list(ModelCall.objects.order_by("id").values_list(*fields))


def drift() -> str:
    """What ``rebuild_rollups --check`` prints first. It raises when anything differs."""
    out = StringIO()
    call_command("rebuild_rollups", check=True, stdout=out)
    return out.getvalue().split(",")[0]


@pytest.fixture
def journal_folder(tmp_path: Path) -> Path:
    """Where the test's journals are."""
    return tmp_path / "journal"


@pytest.fixture
def recorder(
    db: None, settings: Any, journal_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Recorder]:
    """The host's project of the tests, with a journal folder and nothing written yet.

    The writer is called by hand: its thread would write beside the test's transaction. The
    thread is shown in real server processes (tests/durability).
    """
    background.stop()
    monkeypatch.setattr(background, "ensure", lambda: None)
    inspector.forget()
    monkeypatch.setattr(inspector, "ensure", lambda: None)
    settings.ROOT_URLCONF = "dashboard.tests.capture.host"
    settings.DASHBOARD = {**settings.DASHBOARD, "JOURNAL_DIR": journal_folder}
    buffer.restart()
    yield Recorder(journal_folder)
    buffer.restart()


@pytest.fixture
def configure(settings: Any, recorder: Recorder) -> Any:
    """Change settings of the DASHBOARD dict for the rest of the test."""

    def change(**values: Any) -> None:
        settings.DASHBOARD = {**settings.DASHBOARD, **values}

    return change
