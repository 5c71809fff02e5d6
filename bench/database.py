"""The databases that are measured: built once in the folder that was told, then copied."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from bench import step


class Sqlite:
    """Files in a folder."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def filled(self, requests: int, users: int) -> str:
        """The URL of a database with so many requests; built now, or gone on with."""
        folder = self._folder.resolve()
        folder.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{folder}/{requests}-requests-{users}-users.sqlite3"
        step.run("bench.prefill", url, folder, requests=requests, users=users)
        return url

    @contextmanager
    def copy(self, url: str) -> Iterator[str]:
        """A copy that is gone afterwards."""
        source = self.path(url)
        copy = source.with_name("copy.sqlite3")
        with contextlib.closing(sqlite3.connect(source)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(source, copy)
        try:
            yield f"sqlite:///{copy}"
        finally:
            for end in ("", "-wal", "-shm"):
                copy.with_name(copy.name + end).unlink(missing_ok=True)

    def size(self, url: str) -> tuple[int, int]:
        """Bytes of a database as it is, and after a VACUUM; both with all indexes."""
        path = self.path(url)
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            as_it_is = path.stat().st_size
            vacuumed = path.with_name("vacuumed.sqlite3")
            vacuumed.unlink(missing_ok=True)
            try:
                connection.execute("VACUUM INTO ?", [str(vacuumed)])
                return as_it_is, vacuumed.stat().st_size
            finally:
                vacuumed.unlink(missing_ok=True)

    def version(self) -> str:
        """Name and version."""
        return f"SQLite {sqlite3.sqlite_version}"

    def path(self, url: str) -> Path:
        """The file of a database."""
        return Path(url.removeprefix("sqlite:///"))


class Postgres:
    """Databases on a server, whose names begin with ``bench_obs``."""

    name = "PostgreSQL"

    def __init__(self, server: str, folder: Path) -> None:
        self._server = server
        self._folder = folder

    def filled(self, requests: int, users: int) -> str:
        """The URL of a database with so many requests; built now, or gone on with."""
        name = f"bench_obs_{requests}_{users}"
        if not self._ask("SELECT 1 FROM pg_database WHERE datname = %s", name):
            self._ask(f"CREATE DATABASE {name}")
        url = self._url(name)
        self._folder.mkdir(parents=True, exist_ok=True)
        step.run("bench.prefill", url, self._folder, requests=requests, users=users)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
        return url

    @contextmanager
    def copy(self, url: str) -> Iterator[str]:
        """A copy that is gone afterwards."""
        name = "bench_obs_copy"
        self._ask(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        template = urlsplit(url).path[1:]
        self._ask(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        try:
            yield self._url(name)
        finally:
            self._ask(f"DROP DATABASE {name} WITH (FORCE)")

    def size(self, url: str) -> tuple[int, int]:
        """Bytes of a database as it is, and after a VACUUM FULL of a copy."""
        as_it_is = self._bytes(url)
        with self.copy(url) as copy:
            with psycopg.connect(copy, autocommit=True) as connection:
                connection.execute("VACUUM FULL")
            return as_it_is, self._bytes(copy)

    def version(self) -> str:
        """Name and version."""
        return f"PostgreSQL {self._ask('SHOW server_version')}"

    def _bytes(self, url: str) -> int:
        return int(self._ask("SELECT pg_database_size(%s)", urlsplit(url).path[1:]))

    def _url(self, name: str) -> str:
        return urlsplit(self._server)._replace(path=f"/{name}").geturl()

    def _ask(self, sql: str, *values: str) -> str:
        """The first value of the answer as text; empty when there is none."""
        with psycopg.connect(self._server, autocommit=True) as connection:
            cursor = connection.execute(sql, values or None)
            row = cursor.fetchone() if cursor.description else None
            return str(row[0]) if row else ""


Database = Sqlite | Postgres
