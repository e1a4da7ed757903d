"""Where records are kept and asked: a SQLite file, or a PostgreSQL database for teams."""

from __future__ import annotations

from pathlib import Path

from sayso.store.protocol import Fault, Page, Query, Store
from sayso.store.rows import Bundle, bundle
from sayso.store.sql import SqlStore

__all__ = ["Bundle", "Fault", "Page", "Query", "Store", "bundle", "open_store"]


def open_store(where: str | Path, *, make: bool = False) -> SqlStore:
    """The store in a SQLite file (a path) or PostgreSQL database (``postgresql://user@host/name``), its schema
    brought up to date.

    ``make``: make it where there is none; needed for writing. Raises :class:`sayso.errors.InputError` where there is
    no store, the database is something else, or it was made by a newer sayso.
    """
    return SqlStore(where, make=make)
