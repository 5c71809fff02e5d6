"""An import as somebody at a terminal sees it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Protocol

from django.db import DatabaseError
from tqdm import tqdm

from dashboard.ingest.bulk import in_bulk
from dashboard.ingest.checkpoints import PositionMoved
from dashboard.ingest.imports.importer import Counts, Importer
from dashboard.ingest.imports.interrupt import stop_on_interrupt
from dashboard.ingest.imports.prepare import CannotImport

# Bad rows that are told one by one; the others are in the rejects file.
_TOLD = 20


class Output(Protocol):
    """Where messages go."""

    def write(self, msg: str) -> object: ...


@dataclass(frozen=True)
class Report:
    """What an import did."""

    counts: Counts
    rejects: str
    seconds: float

    @property
    def finished(self) -> bool:
        """Whether the end of the file was reached."""
        return self.counts.finished

    def __str__(self) -> str:
        counts = self.counts
        rate = counts.read / self.seconds if self.seconds else 0
        where = f" (kept in {self.rejects})" if counts.rejected else ""
        return (
            f"{counts.read} read, {counts.stored} stored, {counts.earlier} already there, "
            f"{counts.rejected} rejected{where}, {self.seconds:.1f} s, {rate:.0f} a second"
        )


def run(importer: Importer, output: Output, *, quiet: bool = False) -> Report:
    """Run an import with a progress bar in bytes (on a terminal). Raises ``CannotImport``."""
    told = 0

    def tell(line: int, reason: str) -> None:
        nonlocal told
        told += 1
        if told <= _TOLD:
            output.write(f"line {line}: {reason}")
        elif told == _TOLD + 1:
            output.write(f"more bad rows go to {importer.rejects_path} untold")

    started = time.monotonic()
    # None is tqdm's word for: unless there is no terminal.
    disable = True if quiet else None
    bar = tqdm(
        total=importer.size, initial=importer.position, unit="B", unit_scale=True, disable=disable
    )

    def show(position: int) -> None:
        bar.update(position - bar.n)

    try:
        with stop_on_interrupt() as stop, in_bulk(), bar:
            counts = importer.run(stop, show, tell)
    except PositionMoved:
        raise CannotImport("another process is importing this file") from None
    except (OSError, DatabaseError) as error:
        raise CannotImport(f"{error}; the same command goes on from here") from error
    return Report(counts, str(importer.rejects_path), time.monotonic() - started)
