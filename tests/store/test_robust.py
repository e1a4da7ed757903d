"""What befalls a store from outside: two writers, a disk without room, a file that may not be written."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import create_engine

from sayso.errors import InputError
from sayso.store import bundle, open_store
from tests.store.records import record


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """Within, no file of this process can grow beyond so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def put(where: Path, first: int, count: int) -> None:
    with open_store(where, make=True) as store:
        for n in range(first, first + count):
            store.add([(bundle(f"k{n}", record(f"a{n}")), f"source {n}")])


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    open_store(tmp_path / "s.db", make=True).close()
    writers = [Thread(target=put, args=(tmp_path / "s.db", first, 20)) for first in (0, 10)]  # ten articles in common
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with open_store(tmp_path / "s.db") as store:
        assert store.counts()["documents"] == 30
        assert sorted(key for key, _ in store.records()) == sorted(f"k{n}" for n in range(30))


def test_a_writer_that_never_ends_is_told_of_in_a_sentence(tmp_path: Path) -> None:
    where = tmp_path / "s.db"
    open_store(where, make=True).close()
    other = create_engine(f"sqlite:///{where}").connect()
    other.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        with open_store(where) as store:
            raw = store._connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA busy_timeout=1").close()
            with pytest.raises(InputError, match=r"s\.db: another program has been writing to it for a minute; try ag"):
                store.add([(bundle("k", record("a")), "x")])
    finally:
        other.close()
        other.engine.dispose()


def test_a_full_disk_is_named_and_what_was_stored_is_whole(tmp_path: Path) -> None:
    where = tmp_path / "s.db"
    put(where, 0, 3)
    with open_store(where, make=True) as store:
        lots = [(bundle(f"k{n}", record(f"a{n}")), f"source {n}") for n in range(3, 400)]
        full = pytest.raises(InputError, match=r"s\.db: the disk takes no more.*what was stored before is there")
        with files_up_to(where.stat().st_size + 4096), full:
            store.add(lots)
        assert store.counts()["documents"] == 3
        store.add(lots)  # there is room again
        assert store.counts()["documents"] == 400


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is told of otherwise")
def test_the_command_ends_with_the_sentence(tmp_path: Path) -> None:
    where = tmp_path / "s.db"
    open_store(where, make=True).close()
    code = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))\n"
        f"sys.argv = ['sayso', 'ingest', {str(tmp_path / 'a.txt')!r}, '--store', {str(where)!r}, '--workers', '1']\n"
        "from sayso.cli import main; main()"
    )
    (tmp_path / "a.txt").write_text("Rain fell on Lima on Monday, police said.\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "the disk takes no more" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to everything")
def test_a_file_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    where = tmp_path / "s.db"
    open_store(where, make=True).close()
    where.chmod(0o400)
    with pytest.raises(InputError, match="may not be written to"):
        put(where, 0, 1)
