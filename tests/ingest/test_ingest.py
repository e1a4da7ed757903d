"""Taking articles in: each once, in any order, whatever some of them do to the workers."""

import hashlib
import json
import random
from pathlib import Path

import pytest

from sayso.export.formats import FORMATS, write
from sayso.export.view import View
from sayso.ingest import Event, Ingest, Limits, Pool, PoolError, Stored, Tally
from sayso.sources import Options, sources
from sayso.store import Fault, open_store
from sayso.store.schema import PARTS
from tests.store.records import TEXT

QUICK = "tests.ingest.fakes:quick"
RICH = "tests.ingest.fakes:rich"
POISON = ("HANG", "EAT", "DIE", "EXIT", "RAISE", "EMPTY")
KINDS = {"HANG": "hang", "EAT": "memory", "DIE": "crash", "EXIT": "crash", "RAISE": "internal", "EMPTY": "empty"}


def jsonl(path: Path, rows: list[dict[str, str]]) -> str:
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return str(path)


def good(number: int) -> dict[str, str]:
    return {"id": f"a{number:05}", "text": f"Rebels killed {number} traders.", "url": f"https://a.example/{number}"}


def ingest(
    store: Path, *names: str, workers: int = 2, retry: bool = False, maker: str = QUICK, seconds: float = 60.0
) -> tuple[Tally, list[Event]]:
    events: list[Event] = []
    pool = Pool(workers, maker=maker, limits=Limits(seconds=seconds, memory=200 << 20))
    with open_store(store, make=True) as target:
        run = Ingest(target, pool, retry=retry, on=lambda e: events.append(e) if e else None)
        return run.run(list(sources(list(names), Options()))), events


def contents(path: Path) -> str:
    """A digest of all records and rows of a store."""
    seen = hashlib.sha256()
    with open_store(path) as store:
        for key, record in store.records():
            seen.update(repr((key, record)).encode())
        for table in ("documents", *(t.name for t in PARTS)):
            seen.update(repr(list(store.table(table))).encode())
    return seen.hexdigest()


def exported(path: Path) -> dict[str, str]:
    """The digest of every file that the store is exported to; not of trees, for which texts are read again."""
    out, digests = path.with_suffix(".out"), {}
    with open_store(path) as store:
        for kind in (k for k in FORMATS.values() if k.name != "conllu"):
            for file in write((View(key, r) for key, r in store.records()), kind, out / kind.name):
                digests[str(file.relative_to(out))] = hashlib.sha256(file.read_bytes()).hexdigest()
    return digests


def test_what_is_new_is_stored_and_what_is_there_is_not_read_again(tmp_path: Path) -> None:
    first = jsonl(tmp_path / "a.jsonl", [good(n) for n in range(50)])
    more = jsonl(tmp_path / "b.jsonl", [good(n) for n in range(40, 60)])
    tally, events = ingest(tmp_path / "s.db", first)
    assert (tally.stored, tally.known, len(events)) == (50, 0, 50)
    tally, events = ingest(tmp_path / "s.db", first, more)
    assert (tally.stored, tally.known) == (10, 60)
    assert all(isinstance(e, Stored) for e in events)
    assert tally.done == tally.size > 0


def test_twice_shuffled_and_with_more_workers_gives_the_same_store_and_exports(tmp_path: Path) -> None:
    rows = [good(n) | {"text": TEXT.replace("Tulor", f"Tulor{n}")} for n in range(120)]
    rows += [row | {"id": f"other{n}"} for n, row in enumerate(rows[:30])]
    straight = jsonl(tmp_path / "a.jsonl", rows)
    random.Random(7).shuffle(rows)
    shuffled = jsonl(tmp_path / "b.jsonl", rows)
    ingest(tmp_path / "one.db", straight, straight, workers=1, maker=RICH)
    ingest(tmp_path / "two.db", shuffled, workers=3, maker=RICH)
    ingest(tmp_path / "two.db", straight, workers=2, maker=RICH)
    assert contents(tmp_path / "one.db") == contents(tmp_path / "two.db")
    assert exported(tmp_path / "one.db") == exported(tmp_path / "two.db")
    with open_store(tmp_path / "one.db") as store:
        assert store.counts()["documents"] == store.counts()["events"] == 120


def test_two_files_with_the_same_words_are_one_article(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("b.txt", "a.txt"):
        (folder / name).write_text("Rebels killed traders.", encoding="utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    tally, _ = ingest(tmp_path / "s.db", str(folder))
    assert (tally.stored, tally.known, tally.left_out) == (1, 1, {"a .jpg file": 1})
    with open_store(tmp_path / "s.db") as store:
        assert [r.document.id for _, r in store.records()] == ["a"]


def test_poison_is_named_and_skipped_and_the_good_is_unchanged(tmp_path: Path) -> None:
    """2,000 good articles, 100 that fail, among them some that hang, eat memory or crash their worker."""
    harsh = ["HANG", "EAT", "DIE", "EXIT"]
    mild = ["RAISE", "EMPTY"] * 48
    rows = [good(n) for n in range(2000)]
    alone = jsonl(tmp_path / "good.jsonl", rows)
    rows += [{"id": f"p{n}", "text": f"{what} {n}"} for n, what in enumerate(harsh + mild)]
    random.Random(3).shuffle(rows)
    mixed = jsonl(tmp_path / "mixed.jsonl", rows)
    ingest(tmp_path / "good.db", alone)
    tally, events = ingest(tmp_path / "mixed.db", mixed, seconds=2.0)
    assert (tally.stored, tally.failed) == (2000, 100)
    assert contents(tmp_path / "good.db") == contents(tmp_path / "mixed.db")
    with open_store(tmp_path / "mixed.db") as store:
        faults = list(store.faults())
    assert len([e for e in events if isinstance(e, Fault)]) == len(faults) == 100
    words = {r["id"]: r["text"].partition(" ")[0] for r in rows}
    assert {(f.id, f.kind) for f in faults} == {(i, KINDS[w]) for i, w in words.items() if w in KINDS}
    assert all(f.message and "mixed.jsonl, line " in f.source for f in faults)


def test_what_failed_is_tried_again_only_when_asked(tmp_path: Path) -> None:
    bad = jsonl(tmp_path / "bad.jsonl", [good(1), {"id": "p", "text": "EXIT now"}])
    ingest(tmp_path / "s.db", bad)
    tally, _ = ingest(tmp_path / "s.db", bad)
    assert (tally.known, tally.failed, tally.failed_before) == (1, 0, 1)
    tally, _ = ingest(tmp_path / "s.db", bad, retry=True)
    assert (tally.known, tally.failed, tally.failed_before) == (1, 1, 0)


def test_a_line_that_is_mended_is_no_error_any_more(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": \n', encoding="utf-8")
    tally, _ = ingest(tmp_path / "s.db", str(path))
    assert tally.failed == 1
    ingest(tmp_path / "s.db", jsonl(path, [good(1)]))
    with open_store(tmp_path / "s.db") as store:
        assert list(store.faults()) == []


def test_workers_that_cannot_start_end_it_with_the_reason(tmp_path: Path) -> None:
    articles = jsonl(tmp_path / "a.jsonl", [good(1)])
    with pytest.raises(PoolError, match="there is no model"):
        ingest(tmp_path / "s.db", articles, maker="tests.ingest.fakes:broken")


def test_a_source_that_is_not_there_is_an_error_among_others(tmp_path: Path) -> None:
    tally, events = ingest(tmp_path / "s.db", str(tmp_path / "nowhere"), jsonl(tmp_path / "a.jsonl", [good(1)]))
    assert (tally.stored, tally.failed) == (1, 1)
    assert [e.message for e in events if isinstance(e, Fault)] == ["there is no such file or folder"]
