"""The schema: migrations make what the tables say; stores of others and of newer versions are left alone."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from sayso.errors import InputError
from sayso.store import open_store
from sayso.store.migrate import SCHEMA
from sayso.store.schema import metadata
from sayso.store.sql import SqlStore

DOC = (Path(__file__).parents[2] / "docs" / "store.md").read_text(encoding="utf-8")


def test_the_migrations_make_the_tables_that_the_code_uses(store: SqlStore) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    context = MigrationContext.configure(store._connection, opts={"compare_type": False})
    differences = [d for d in compare_metadata(context, metadata) if "passages" not in str(d)]
    assert differences == []


def test_the_last_migration_is_the_schema() -> None:
    folder = Path(__file__).parents[2] / "src" / "sayso" / "store" / "migrations" / "versions"
    assert max(p.stem for p in folder.glob("v*.py")) == f"v{SCHEMA}"


def test_every_table_is_documented() -> None:
    for table in metadata.tables.values():
        assert f"| `{table.name}` |" in DOC


def test_a_store_is_opened_again(where: str) -> None:
    open_store(where, make=True).close()
    with open_store(where) as store:
        assert store.counts()["documents"] == 0


def test_a_newer_store_is_refused_and_left_alone(where: str) -> None:
    with open_store(where, make=True) as store, store._connection.begin():
        store._connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(InputError, match=r"made by a newer sayso.*9999.*install a newer sayso"):
        open_store(where, make=True)


def test_a_database_of_others_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "theirs.db") as theirs:
        theirs.execute("CREATE TABLE recipes (name TEXT)")
    theirs.close()
    with pytest.raises(InputError, match="not a sayso store: it has a table 'recipes'"):
        open_store(tmp_path / "theirs.db", make=True)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("letter.db", b"Dear all,\n" * 100, "not a SQLite file"),
        ("nothing.db", None, "there is no store at .*nothing.db"),
    ],
)
def test_what_is_no_store_is_named(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        open_store(tmp_path / name)
    assert (tmp_path / name).exists() == (content is not None)


@pytest.mark.parametrize("where", ["mysql://here/x", "http://here/x", "sqlite://", "nowhere/x.db", ":memory:", "."])
def test_a_place_that_cannot_hold_a_store_is_named(where: str) -> None:
    with pytest.raises(InputError, match=r"\w"):
        open_store(where, make=True)


def test_an_empty_file_is_not_made_a_store_by_asking(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with pytest.raises(InputError, match="there is no store"):
        open_store(tmp_path / "empty.db")
    assert (tmp_path / "empty.db").stat().st_size == 0


def test_a_store_is_read_while_another_process_writes(tmp_path: Path) -> None:
    open_store(tmp_path / "s.db", make=True).close()
    writing = create_engine(f"sqlite:///{tmp_path / 's.db'}").connect()
    writing.exec_driver_sql("BEGIN IMMEDIATE")
    with open_store(tmp_path / "s.db") as store:
        assert store.counts()["documents"] == 0
    writing.close()
    writing.engine.dispose()
