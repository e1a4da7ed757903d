"""From a path or URL to a database connection that behaves the same for SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from sayso.errors import InputError

_PRAGMAS = (
    "PRAGMA busy_timeout=60000",  # another process may be writing: wait for it
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-65536",
    "PRAGMA temp_store=MEMORY",
)
_WRITING = (
    "PRAGMA journal_mode=WAL",  # readers and a writer side by side
    "PRAGMA synchronous=FULL",  # a commit that has returned outlives a power cut, not only a kill
)


def engine_of(where: str | Path, *, make: bool) -> tuple[Engine, str]:
    """An engine for a SQLite file (a path or ``sqlite:///path``) or PostgreSQL (``postgresql://…``), and its name for
    messages.

    Raises :class:`InputError` where a file is not there and ``make`` is false, or the URL is of no kind that is known.
    """
    text = str(where)
    url = _url(text) if "://" in text else URL.create("sqlite", database=text)
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        if not path.name or url.database == ":memory:":
            raise InputError(f"{text!r} names no file to keep a store in")
        if not make and not path.exists():
            raise InputError(f"there is no store at {path}; sayso ingest makes one")
        if path.is_dir():
            raise InputError(f"{path} is a folder, not a store")
        if not path.parent.is_dir():
            raise InputError(f"{path}: there is no folder {path.parent}")
        return _sqlite(url), str(path)
    if url.get_backend_name() == "postgresql":
        return _postgresql(url), url.render_as_string(hide_password=True)
    raise InputError(f"a store is a file or a postgresql:// URL, not {text!r}")


def _url(text: str) -> URL:
    try:
        return make_url(text)
    except ArgumentError:
        raise InputError(f"{text!r} is no database URL") from None


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": 60, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def connected(raw: sqlite3.Connection, _: object) -> None:
        raw.isolation_level = None  # transactions are begun by us, below: the driver would leave schema changes outside
        for pragma in _PRAGMAS:
            raw.execute(pragma)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def for_writing(connection: Connection) -> None:
    """Sets a SQLite connection up for writing; nothing for PostgreSQL, whose defaults are safe."""
    if connection.dialect.name == "sqlite":
        raw: Any = connection.connection.driver_connection
        for pragma in _WRITING:
            raw.execute(pragma).close()


def _postgresql(url: URL) -> Engine:
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise InputError("a store in PostgreSQL needs psycopg: pip install 'sayso[postgres]'") from None
    try:
        return create_engine(url.set(drivername="postgresql+psycopg"), poolclass=NullPool, paramstyle="format")
    except NoSuchModuleError:
        raise InputError(f"{url.drivername!r} is no kind of database that sayso knows") from None


@contextmanager
def plainly(name: str) -> Iterator[None]:
    """Database errors within come out as :class:`InputError`, one sentence each."""
    try:
        yield
    except DBAPIError as error:
        said = " ".join(str(error.orig).split())
        if "not a database" in said:
            said = "this is not a SQLite file"
        elif "locked" in said:
            said = "another program has been writing to it for a minute; try again when it is done"
        elif "disk is full" in said or "disk I/O error" in said or "No space left" in said:
            said = f"the disk takes no more of it ({said}); make room: what was stored before is there"
        elif "readonly" in said:
            said = "it may not be written to"
        raise InputError(f"{name}: {said[:500]}") from None
