"""A store of each kind: SQLite always; PostgreSQL where SAYSO_TEST_POSTGRES names a database that may be emptied."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.store import open_store
from sayso.store.sql import SqlStore

POSTGRES = os.environ.get("SAYSO_TEST_POSTGRES")


def emptied(url: str) -> str:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store can be made that is not there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "test.db")
    if not POSTGRES:
        pytest.skip("SAYSO_TEST_POSTGRES names no database")
    return emptied(POSTGRES)


@pytest.fixture
def store(where: str) -> Iterator[SqlStore]:
    with open_store(where, make=True) as made:
        yield made
