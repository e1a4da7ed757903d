"""Archives: the bytes hang on the articles alone, whatever codes them, and nothing that is done is done twice."""

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso.archive import parts
from sayso.archive.engines import Engine, PoolEngine
from sayso.archive.parts import Row
from sayso.archive.run import Archive, Done, into, settings
from sayso.archive.shards import Shard, Shards
from sayso.cli import app
from sayso.errors import InputError
from sayso.ingest import Ingest, Limits, Pool
from sayso.sources import Options, sources
from sayso.store import open_store
from tests.ingest.test_ingest import QUICK, contents, good, jsonl

pytest.importorskip("pyarrow")

LIMITS = Limits(seconds=2.0, memory=200 << 20)


def pool(workers: int = 2) -> PoolEngine:
    return PoolEngine(Pool(workers, maker=QUICK, limits=LIMITS))


def dask(workers: int = 2, scheduler: str | None = None) -> Engine:
    pytest.importorskip("distributed")
    from sayso.archive.cluster import DaskEngine

    return DaskEngine(workers, scheduler=scheduler, maker=QUICK, limits=LIMITS)


def code(folder: Path, engine: Engine, *names: str, size: int = 7, retry: bool = False) -> list[Done]:
    done: list[Done] = []
    shards = Shards(sources(list(names), Options()), size)
    Archive(folder).code(shards, engine, made=settings(QUICK), retry=retry, on=done.append)
    return done


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> str:
    """60 articles: some twice, some that harm their worker, a line that is no article."""
    rows = [good(n) for n in range(50)] + [good(n) | {"id": f"z{n}"} for n in (3, 30)]
    rows += [{"id": f"p{what}", "text": f"{what} now"} for what in ("HANG", "EAT", "DIE", "EXIT", "RAISE", "EMPTY")]
    random.Random(4).shuffle(rows)
    path = tmp_path_factory.mktemp("articles") / "a.jsonl"
    jsonl(path, rows)
    with path.open("a") as file:
        file.write("{broken\n")
    return str(path)


@pytest.fixture(scope="module")
def coded(articles: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Coded by one worker process."""
    folder = tmp_path_factory.mktemp("coded") / "archive"
    code(folder, pool(1), articles)
    return folder


def test_two_workers_give_the_bytes_of_one(articles: str, coded: Path, tmp_path: Path) -> None:
    code(tmp_path / "two", pool(2), articles)
    assert files(tmp_path / "two") == files(coded)


@pytest.mark.parametrize("workers", [1, 2])
def test_dask_gives_the_bytes_of_worker_processes(articles: str, coded: Path, tmp_path: Path, workers: int) -> None:
    code(tmp_path / "dask", dask(workers), articles)
    assert files(tmp_path / "dask") == files(coded)


def test_a_cluster_of_other_processes_gives_the_same(articles: str, coded: Path, tmp_path: Path) -> None:
    """As on many machines: a scheduler that is named, and workers under nannies."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        code(tmp_path / "far", dask(scheduler=cluster.scheduler_address), articles)
    assert files(tmp_path / "far") == files(coded)


def test_the_manifest_tells_what_the_parts_hold(coded: Path) -> None:
    manifest = Archive(coded).manifest()
    assert (manifest.articles, manifest.records, manifest.faults) == (59, 50, 7)
    assert [p.name for p in manifest.parts] == [f"part-{n:06}.parquet" for n in range(9)]
    assert {p.name for p in manifest.parts} | {"manifest.json"} == set(files(coded))
    rows = list(Archive(coded).rows())
    assert {r.kind for r in rows} == {None, "hang", "memory", "crash", "internal", "empty", "input"}
    assert sum(r.record is None and r.kind is None for r in rows) == 2, "two came twice"


class Stopped(Exception):
    """What a test stops a run with."""


class Stopping:
    """An engine that is stopped after so many shards; it counts those that it is asked for."""

    def __init__(self, after: int) -> None:
        self.after = after

    def run(self, shards: Iterable[Shard]) -> Iterator[tuple[Shard, list[Row]]]:
        for done, told in enumerate(pool(1).run(shards)):
            if done == self.after:
                raise Stopped
            yield told


def test_a_run_that_is_stopped_goes_on_where_it_was(articles: str, coded: Path, tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        code(tmp_path / "a", Stopping(4), articles)
    assert len(files(tmp_path / "a")) == 4, "the parts that were done, and no manifest"
    (tmp_path / "a" / ".part-000005.parquet.new").write_bytes(b"half")
    done = code(tmp_path / "a", pool(), articles)
    assert sorted((d.part.name, d.new) for d in done) == [(f"part-{n:06}.parquet", n > 3) for n in range(9)]
    assert files(tmp_path / "a") == files(coded)


def test_a_damaged_part_is_noticed_and_made_anew(articles: str, coded: Path, tmp_path: Path) -> None:
    for name, data in files(coded).items():
        (tmp_path / name).write_bytes(data)
    part = tmp_path / "part-000002.parquet"
    part.write_bytes(part.read_bytes()[:-9])
    with pytest.raises(InputError, match=r"part-000002.parquet is not what the manifest says"):
        list(Archive(tmp_path).rows())
    assert [d.part.name for d in code(tmp_path, pool(), articles) if d.new] == ["part-000002.parquet"]
    assert files(tmp_path) == files(coded)


def test_articles_that_come_later_make_new_parts_only(tmp_path: Path) -> None:
    first = jsonl(tmp_path / "a.jsonl", [good(n) for n in range(14)])
    code(tmp_path / "out", pool(), first)
    more = jsonl(tmp_path / "b.jsonl", [good(n) for n in range(14, 20)])
    done = code(tmp_path / "out", pool(), first, more)
    assert [(d.part.rows, d.new) for d in done] == [(7, False), (7, False), (6, True)]
    code(tmp_path / "out", pool(), first)
    assert len(files(tmp_path / "out")) == 3, "a part that the sources have no articles for goes"


def test_parts_with_faults_are_coded_again_only_when_asked(tmp_path: Path) -> None:
    names = jsonl(tmp_path / "a.jsonl", [*(good(n) for n in range(7)), {"id": "p", "text": "RAISE now"}])
    code(tmp_path / "out", pool(), names)
    assert not any(d.new for d in code(tmp_path / "out", pool(), names))
    assert [d.new for d in code(tmp_path / "out", pool(), names, retry=True)] == [False, True]


def test_a_store_from_an_archive_is_that_of_ingest(articles: str, coded: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "one.db", make=True) as store:
        Ingest(store, Pool(2, maker=QUICK, limits=LIMITS)).run(list(sources([articles], Options())))
        straight = sorted((f.key, f.source, f.kind, f.id) for f in store.faults())
        found = {key: store.sources(key) for key, _ in store.records()}
    for _ in range(2):
        with open_store(tmp_path / "two.db", make=True) as store:
            new, known = into(store, Archive(coded))
            assert sorted((f.key, f.source, f.kind, f.id) for f in store.faults()) == straight
            assert {key: store.sources(key) for key, _ in store.records()} == found
    assert (new, known) == (0, 52)
    assert contents(tmp_path / "one.db") == contents(tmp_path / "two.db")


def test_an_export_from_an_archive_is_that_of_its_store(coded: Path, tmp_path: Path) -> None:
    where = str(tmp_path / "s.db")
    with open_store(where, make=True) as store:
        into(store, Archive(coded))
    told = [["--store", where], ["--records", str(coded)]]
    given = ["export", "--format", "csv", "--table", "documents", "--out", "-"]
    first, second = (CliRunner().invoke(app, [*given, *which]) for which in told)
    assert first.exit_code == second.exit_code == 0, second.output
    assert first.stdout == second.stdout
    assert first.stdout.count("\n") == 51
    assert "7 articles could not be read" in second.stderr


def test_half_characters_in_a_fault_can_be_written() -> None:
    row = Row(key="k", source="a \ud800 b", kind="input", message="bad \ud800")
    data = parts.encoded([row], "made")
    assert [r.message for r in parts.rows(data, "x")] == ["bad ?"]


def test_sources_without_articles_make_an_empty_archive(tmp_path: Path) -> None:
    code(tmp_path / "out", pool(), jsonl(tmp_path / "a.jsonl", []))
    assert json.loads((tmp_path / "out" / "manifest.json").read_bytes())["parts"] == []


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (None, "is no finished archive"),
        ("{", "is no manifest"),
        ("{}", "is no manifest"),
        (
            '{"schema":"x/9","sayso":"1","settings":"","shard":1,"articles":0,"records":0,"faults":0,"left_out":{},"parts":[]}',
            "another kind",
        ),
    ],
)
def test_what_is_no_archive_is_said(manifest: str | None, said: str, tmp_path: Path) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(InputError, match=said):
        Archive(tmp_path).manifest()


def test_no_scheduler_is_one_sentence(tmp_path: Path) -> None:
    engine = dask(scheduler="nonsense://x")
    with pytest.raises(InputError, match="there is no dask scheduler at nonsense://x"):
        code(tmp_path, engine, jsonl(tmp_path / "a.jsonl", [good(1)]))
