"""Everything about an import that can be wrong before its first row is read."""

from __future__ import annotations

import zoneinfo

from django.utils import timezone

from dashboard.ingest.imports.arguments import Arguments
from dashboard.ingest.imports.formats import FORMATS, format_of
from dashboard.ingest.imports.importer import Importer
from dashboard.ingest.imports.instants import InstantParser
from dashboard.ingest.imports.lines import Lines
from dashboard.ingest.imports.mapping import MappingError, make_mapping, parse_pairs
from dashboard.ingest.imports.rejects import SUFFIX
from dashboard.ingest.imports.request_maker import RequestMaker, StoredAddress
from dashboard.ingest.imports.row_format import BadRow
from dashboard.ingest.imports.source import ImportedOtherwise, identify


class CannotImport(Exception):
    """The import cannot begin or go on; says why."""


def prepare(arguments: Arguments, stored_address: StoredAddress) -> Importer:
    """The import that the arguments ask for, ready to run.

    ``stored_address`` gives the form in which addresses may be kept. Raises ``CannotImport``.
    """
    try:
        return _prepare(arguments, stored_address)
    except (MappingError, BadRow, ImportedOtherwise, OSError) as error:
        raise CannotImport(str(error)) from error


def _prepare(arguments: Arguments, stored_address: StoredAddress) -> Importer:
    path = arguments.file
    name = arguments.format or format_of(path)
    if name is None:
        raise CannotImport(f"say which --format {path.name} has: {', '.join(sorted(FORMATS))}")
    try:
        zone = zoneinfo.ZoneInfo(arguments.zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise CannotImport(f"{arguments.zone!r} is no time zone such as Europe/Berlin") from None
    columns, constants = parse_pairs(arguments.maps), parse_pairs(arguments.sets)
    row_format = FORMATS[name]()
    lines = Lines(path)
    row_format.read_columns(lines)
    lines.close()
    mapping = make_mapping(row_format, columns, constants)
    source = identify(path, name, mapping, arguments.zone)
    maker = RequestMaker(
        mapping, InstantParser(zone, timezone.now()), stored_address, source.journal.bytes
    )
    return Importer(
        path,
        arguments.rejects or path.with_name(path.name + SUFFIX),
        source,
        row_format,
        row_format.picker(list(mapping.columns.values())),
        maker,
    )
