"""Draining: what is torn, foreign, copied or refused never holds up or changes the rest."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from typing import Any

import pytest
import time_machine

from dashboard.ingest.buffer import buffer
from dashboard.ingest.ledger import ledger
from dashboard.models import RequestLog, UserSession
from dashboard.tests.capture.recorder import Recorder, drift, session_totals, totals

CALL = {"model_name": "gpt-4o", "usage_data": {"prompt_tokens": 3, "completion_tokens": 2}}

# A journal that its owner closed goes once its rows are on the disk, which no transaction is.
outside_transactions = pytest.mark.django_db(transaction=True)


def state() -> list[Any]:
    """Every value of every request, and the totals."""
    rows = list(RequestLog.objects.order_by("created_at").values_list())
    return [rows, totals(), session_totals()]


@outside_transactions
@pytest.mark.parametrize("rate", [1, 0])
def test_a_journal_replayed_and_copied_adds_nothing(
    recorder: Recorder, configure: Any, rate: float
) -> None:
    """Under sampling, too, where no row's key would give the copy away."""
    configure(SAMPLE_RATE=rate)
    for _ in range(10):
        recorder.log([CALL])
    journal = recorder.close_journal()
    kept = recorder.folder / "kept"
    shutil.copy(journal, kept)
    shutil.copy(journal, recorder.folder / "0-copy.journal")
    recorder.drain()
    before = state()
    assert before[1]["requests"] == 10
    recorder.client.get("/plain/")
    shutil.copy(kept, journal)
    recorder.drain()
    assert totals()["requests"] == 11
    assert state()[0][: len(before[0])] == before[0]
    assert ledger()[:6] == (11, 11 * rate, 11 * (1 - rate), 0, 0, 0)


@outside_transactions
def test_torn_lines_cost_no_neighbour(recorder: Recorder) -> None:
    for _ in range(3):
        recorder.client.get("/plain/")
    journal = recorder.close_journal()
    header, *lines = [line for line in journal.read_bytes().split(b"\n") if line]
    fragment = lines[1][:40]
    journal.write_bytes(b"\n".join([header, b"", lines[0], fragment, lines[1], lines[2], fragment]))
    recorder.drain()
    recorder.drain()
    assert totals()["requests"] == 3
    assert ledger()[:6] == (5, 3, 0, 2, 0, 0)
    assert not journal.exists()


def test_foreign_files_are_left_alone(recorder: Recorder) -> None:
    recorder.client.get("/plain/")
    files = {
        "a.journal": b"",
        "b.journal": b'{"journal": 5}\n',
        "c.journal": b"\x00\xff\n",
        "d": b"",
    }
    for name, content in files.items():
        (recorder.folder / name).write_bytes(content)
    assert len(recorder.rows()) == 1
    assert {name: (recorder.folder / name).read_bytes() for name in files} == files


def test_an_entry_that_the_database_refuses_is_set_aside(recorder: Recorder) -> None:
    dear = {**CALL, "cost_usd": 10_000_000}
    # No column holds the sum of a thousand such calls.
    bodies = [[CALL]] * 4 + [[dear] * 1_000] + [[CALL]] * 4
    refused = [recorder.log(body)["X-Request-ID"] for body in bodies][4]
    recorder.drain()
    assert totals()["requests"] == 8
    assert ledger()[:6] == (9, 8, 0, 1, 0, 0)
    assert drift() == "drift: 0 cells"
    aside = recorder.folder / "rejected.jsonl"
    [entry] = [json.loads(line) for line in aside.read_text().splitlines()]
    assert len(entry[-2]) == 1_000
    assert refused not in {str(id) for id in RequestLog.objects.values_list("id", flat=True)}
    assert aside.stat().st_mode & 0o777 == 0o600


def test_what_waits_is_told_before_it_is_written(recorder: Recorder) -> None:
    for _ in range(7):
        recorder.client.get("/plain/")
    found = ledger()
    assert found[:6] == (7, 0, 0, 0, 7, 0)
    [journal] = recorder.folder.glob("*.journal")
    assert found.queued_bytes == journal.stat().st_size
    recorder.drain()
    assert ledger() == (7, 7, 0, 0, 0, 0, 0)


def test_a_full_journal_is_followed_by_another(recorder: Recorder, configure: Any) -> None:
    configure(JOURNAL_MAX_BYTES=2_000)
    buffer.restart()
    for _ in range(50):
        recorder.client.get("/plain/")
    sizes = [file.stat().st_size for file in recorder.folder.glob("*.journal")]
    assert len(sizes) >= 3
    assert max(sizes) < 2_500
    assert len(recorder.rows()) == 50


def test_half_an_hour_of_silence_ends_a_visit(recorder: Recorder) -> None:
    start = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
    with time_machine.travel(start, tick=False) as clock:
        for minutes in (0, 29, 30, 31):
            clock.shift(dt.timedelta(minutes=minutes))
            recorder.log([CALL])
    recorder.drain()
    visits = list(
        UserSession.objects.order_by("session_start").values_list(
            "session_start", "last_activity", "requests", "total_tokens"
        )
    )
    minute = dt.timedelta(minutes=1)
    assert visits == [
        (start, start + 59 * minute, 3, 15),
        (start + 90 * minute, start + 90 * minute, 1, 5),
    ]
