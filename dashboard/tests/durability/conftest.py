"""Sites of real processes. Each has a database and a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard.tests.durability.databases import (
    Database,
    PostgresDatabase,
    SqliteDatabase,
    postgres_server,
)
from dashboard.tests.durability.site import Site

MakeSite = Callable[..., Site]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database with all tables, to begin from."""
    folder = tmp_path_factory.mktemp("migrated")
    server = postgres_server()
    database = PostgresDatabase(server) if server else SqliteDatabase(folder / "db.sqlite3")
    Site(folder, database).manage("migrate", "--verbosity=0")
    yield database
    database.drop()


@pytest.fixture
def make_site(migrated: Database, tmp_path: Path) -> Iterator[MakeSite]:
    """Makes sites, with or without tables; ends their processes afterwards."""
    sites: list[Site] = []

    def make(tables: bool = True, **dashboard: Any) -> Site:
        folder = tmp_path / str(len(sites))
        folder.mkdir()
        database: Database
        if isinstance(migrated, PostgresDatabase):
            template = migrated.name if tables else None
            database = PostgresDatabase(migrated.server, template)
        else:
            database = SqliteDatabase(folder / "db.sqlite3")
            if tables:
                database.copy_of(migrated.path)
        sites.append(Site(folder, database, **dashboard))
        return sites[-1]

    yield make
    for site in sites:
        site.end()
        site.database.drop()


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    """A site with empty tables."""
    return make_site()
