"""A step: commands that write requests, each timed as a process, less an idle one's time."""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.ingest import rows
from bench.ingest.backlog import backlog
from bench.step import ROOT
from dashboard.conf import conf
from dashboard.ingest.buffer import Buffer
from dashboard.ingest.record import Record
from dashboard.models.fields import from_micros

_COLUMNS = (
    *("created_at", "method", "endpoint", "path", "status_code", "latency_ms", "user"),
    *("ip_address", "user_agent", "error_type", "model_name", "provider"),
    *("prompt_tokens", "completion_tokens", "finish_reason"),
)
_WORKER = ("run_ingest_worker", "--once")


def seconds_of(*command: str) -> float:
    """Seconds of a command in a process of its own."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - started


def write_journals(records: Sequence[Record]) -> None:
    """Leave the records as capture does, in a process that has ended since."""
    buffer = Buffer()
    for record in records:
        buffer.accept(record)
    buffer.journal.close()
    assert not buffer.memory
    assert not buffer.lost


def write_csv(records: Sequence[Record], path: Path) -> None:
    """The same requests as another system would have them."""
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(_COLUMNS)
        for record in records:
            call = record.calls[0] if record.calls else None
            out.writerow(
                (
                    from_micros(record.created_micros).isoformat(),
                    record.method,
                    record.endpoint,
                    record.path,
                    record.status,
                    (record.latency_micros or 0) / 1_000,
                    record.user,
                    record.ip,
                    record.user_agent,
                    record.error_type,
                    *(
                        (
                            call.model,
                            call.provider,
                            call.prompt_tokens,
                            call.completion_tokens,
                            call.finish_reason,
                        )
                        if call
                        else [""] * 5
                    ),
                )
            )


def main(what: str, requests: int, users: int) -> dict[str, float]:
    """Time what is asked for: the worker, the import or the demo data."""
    records = backlog(requests, users)
    calls = sum(len(record.calls) for record in records)
    before, path = rows.count(), conf.journal_dir / "requests.csv"
    conf.journal_dir.mkdir(parents=True, exist_ok=True)
    idle = seconds_of(*_WORKER)
    if what == "drain":
        write_journals(records)
        seconds = seconds_of(*_WORKER)
        rows.expect(before, requests, calls)
        assert not list(conf.journal_dir.glob("*.journal")), "a journal is left"
    elif what == "import":
        write_csv(records, path)
        seconds = seconds_of("import_requests", str(path))
        rows.expect(before, requests, calls)
        path.unlink()
    else:
        seconds = seconds_of(
            *("populate_dashboard_data", "--days=14", "--users=50", "--seed=1", "--no-input"),
            f"--requests={requests}",
        )
        assert rows.count().requests == before.requests + requests
    return {"rate": requests / (seconds - idle)}
