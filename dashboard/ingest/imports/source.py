"""The file as a journal: what it is known by, and whether it was here before."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from pathlib import Path

from dashboard.ingest.imports.mapping import Mapping
from dashboard.models.checkpoint import Checkpoint

_NAMESPACE = uuid.UUID("6c1de3d4-0b1f-5b0e-9a53-3f6f2b8d7c10")
_NAME_LENGTH = 150


class ImportedOtherwise(ValueError):
    """The same content was imported with another format or mapping: it would count twice."""


@dataclass(frozen=True)
class Source:
    """One file with one reading of it. The content makes its id, whatever the file is called."""

    journal: uuid.UUID
    # As a checkpoint shows it: the file's name and its checksum.
    name: str


def identify(path: Path, format_name: str, mapping: Mapping, zone: str) -> Source:
    """The identity of a file as it is to be read. Raises ``ImportedOtherwise``, OSError."""
    with path.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    reading = "\n".join([checksum, format_name, zone, str(mapping)])
    source = Source(
        uuid.uuid5(_NAMESPACE, reading), f"{path.name[:_NAME_LENGTH]} sha256:{checksum[:32]}"
    )
    others = Checkpoint.objects.filter(source__endswith=f" sha256:{checksum[:32]}")
    other = others.exclude(journal=source.journal).exclude(stored=0, sampled=0).first()
    if other is not None:
        raise ImportedOtherwise(
            f"this file was imported before, as {other.source.partition(' sha256:')[0]} with "
            f"another format, mapping or time zone, and {other.stored} of its rows are stored; "
            "read in a new way they would all count twice"
        )
    return source
