"""The import as somebody at a terminal sees it."""

from __future__ import annotations

from tqdm import tqdm

from dashboard.ingest.bulk import in_bulk
from dashboard.ingest.imports.analytics.importer import AnalyticsImporter, Counts
from dashboard.ingest.imports.interrupt import stop_on_interrupt
from dashboard.ingest.imports.progress import Output

# What is wrong is told so often; the rest is in the counts.
_TOLD = 20


def run(importer: AnalyticsImporter, output: Output, *, quiet: bool = False) -> Counts:
    """Run the import with a progress bar in sessions (on a terminal)."""
    told = 0

    def tell(where: str, why: str) -> None:
        nonlocal told
        told += 1
        if told <= _TOLD:
            output.write(f"{where}: {why}")
        elif told == _TOLD + 1:
            output.write("more is wrong and not told")

    # None is tqdm's word for: unless there is no terminal.
    bar = tqdm(total=len(importer.sessions), unit="session", disable=True if quiet else None)
    with stop_on_interrupt() as stop, in_bulk(), bar:
        return importer.run(stop, bar.update, tell)
