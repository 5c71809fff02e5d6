"""A database for each test, on the server that the session's tests use."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg


class SqliteDatabase:
    """A file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.url = f"sqlite:///{path}"

    def copy_of(self, template: Path) -> SqliteDatabase:
        """Begin as a copy of another file."""
        shutil.copy(template, self.path)
        return self

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with contextlib.closing(sqlite3.connect(self.path, timeout=10)) as connection:
            return connection.execute(sql).fetchall()

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Somebody else holds the write lock."""
        with contextlib.closing(sqlite3.connect(self.path, isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            yield
            connection.execute("ROLLBACK")

    @contextlib.contextmanager
    def gone(self) -> Iterator[None]:
        """The file is away, and none can be made in its place."""
        away = self.path.with_name("away")
        self.path.rename(away)
        self.path.mkdir()
        yield
        self.path.rmdir()
        away.rename(self.path)

    def drop(self) -> None:
        """The file goes with the test's folder."""


class PostgresDatabase:
    """A database of its own on the session's server."""

    def __init__(self, server: str, template: str | None = None) -> None:
        self.server = server
        self.name = f"durability_{uuid.uuid4().hex}"
        self.url = urlsplit(server)._replace(path=f"/{self.name}").geturl()
        self._admin(f"CREATE DATABASE {self.name} TEMPLATE {template or 'template0'}")

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(sql).fetchall()

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Somebody else holds a lock on a table that every batch writes."""
        with psycopg.connect(self.url) as connection:
            connection.execute("LOCK TABLE dashboard_checkpoint IN ACCESS EXCLUSIVE MODE")
            yield

    @contextlib.contextmanager
    def gone(self) -> Iterator[None]:
        """It refuses all connections, and ends those it has."""
        self._admin(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS false")
        self._admin(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self.name}'"
        )
        yield
        self._admin(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS true")

    def drop(self) -> None:
        """Remove it, whoever is still connected."""
        self._admin(f"DROP DATABASE {self.name} WITH (FORCE)")

    def _admin(self, sql: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(sql)


Database = SqliteDatabase | PostgresDatabase


def postgres_server() -> str | None:
    """The session's PostgreSQL server, if its tests run on one."""
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith("postgres") else None
