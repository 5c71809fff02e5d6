"""How far a journal has been written, and what became of its records."""

from __future__ import annotations

from django.db import models

from dashboard.models.fields import InstantField


class Checkpoint(models.Model):
    """The position reached in one journal, saved in the transaction of the rows it stands for.

    Its counters are the loss ledger: what the journal's process accepted is stored, sampled
    away, rejected or lost, or still waits beyond ``position``.
    """

    journal = models.UUIDField(primary_key=True)
    source = models.CharField(max_length=200, help_text="The journal's file, or an imported one.")
    position = models.BigIntegerField(default=0, help_text="Bytes of the file that are done.")
    line = models.BigIntegerField(default=0, help_text="Lines of the file that are done.")
    stored = models.BigIntegerField(default=0)
    sampled = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    lost = models.BigIntegerField(default=0)
    scanned = models.BigIntegerField(default=0, help_text="Requests searched for attacks.")
    unscanned = models.BigIntegerField(
        default=0, help_text="Requests that could not be searched: too many waited."
    )
    failed_scans = models.BigIntegerField(default=0, help_text="Detectors that failed.")
    updated_at = InstantField(auto_now=True)

    def __str__(self) -> str:
        return self.source
