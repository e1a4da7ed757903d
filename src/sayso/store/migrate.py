"""Brings a database to this version's schema, or says why that cannot be."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from sayso.errors import InputError

SCHEMA = "0001"
"""The schema that this version of sayso reads and writes: the last of the migrations."""

_HERE = Path(__file__).parent / "migrations"
_LOCK = 7_291_729  # any number, the same for all: PostgreSQL's advisory lock while migrating


def current(connection: Connection, name: str) -> str | None:
    """The schema that the database has; None where it is empty.

    Raises :class:`InputError` where it holds something else than a store, or the store of a newer sayso. ``name`` is
    the database's, for the message.
    """
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        if tables:
            raise InputError(f"{name} is a database but not a sayso store: it has a table {min(tables)!r}")
        return None
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if version is None or not str(version).isdigit():
        raise InputError(f"{name} is a database of another program: its schema is {version!r}")
    if str(version) > SCHEMA:
        raise InputError(
            f"{name} was made by a newer sayso: its schema is {version}, and this sayso knows up to {SCHEMA}; "
            "install a newer sayso to open it"
        )
    return str(version)


def upgrade(connection: Connection) -> None:
    """Runs the migrations that are missing, within the connection's transaction: all of them or none."""
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
