"""Reading, keeping and finding, side by side: ``python -m bench.collect [--articles 60] [--records 100000]``.

- the whole read beside its encoder alone under onnxruntime (the same windows again) and beside spaCy's own network with
  the components of its small English model (:func:`bench.language.peer`), on the processor's clock, in turns;
- articles a second by worker processes, with the most memory that a worker had;
- the share of each stage;
- records put into a store beside bare sqlite3 with ``executemany`` of the same rows into the same tables and indexes,
  as many in a transaction;
- search over very many records, made of the samples' under ever new names and dates.

Ratios are between things done in turns in this one run: other work on the machine slows both.
"""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from bench.language import peer, words, worked
from bench.stages import ROOMS, stages
from bench.web import COUNTRIES, NAMES, TYPES, WORDS, filled, p95, varied
from corpus.compact import read_article
from sayso import Reader, Record
from sayso.ingest import Pool
from sayso.sources import Article
from sayso.store import Bundle, Query, bundle, open_store
from sayso.store.passages import BITS
from sayso.store.schema import PARTS, documents

HERE = Path(__file__).parent
LOT = 100
"""Records in one transaction, as ``sayso ingest`` has at most."""
QUESTIONS = 200

Text = tuple[str, str | None]
"""An article's words and its date."""


class Kept:
    """An onnxruntime session that keeps what it was asked."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.asked: list[tuple[Any, ...]] = []

    def run(self, *given: Any) -> Any:
        """The session's run."""
        self.asked.append(given)
        return self.session.run(*given)


def whole_and_parts(texts: Sequence[Text], runs: int) -> None:
    """The whole read beside the encoder alone and beside spaCy's network."""
    reader, other = Reader(), peer()
    encoder: Any = reader.language.get_pipe(reader.language.pipe_names[0]).encoder  # type: ignore[attr-defined]
    kept = Kept(encoder.session)
    encoder.session = kept
    _read(reader, texts)
    encoder.session = kept.session
    size = words(other.pipe([text for text, _ in texts]))
    rows = [
        (
            worked(lambda: _read(reader, texts)),
            worked(lambda: [kept.session.run(*given) for given in kept.asked]),
            worked(lambda: list(other.pipe([text for text, _ in texts]))),
        )
        for _ in range(runs)
    ]
    whole = median(row[0] for row in rows)
    print(f"whole read, one core: {len(texts) / whole:.1f} articles/s, {size / whole:,.0f} words/s")
    print(f"  of the encoder alone: {median(b / a for a, b, _ in rows):.0%} (wanted: 50 %)")
    peers = size / median(row[2] for row in rows)
    print(f"  of spaCy's CNN pipeline: {median(c / a for a, _, c in rows):.0%} ({peers:,.0f} words/s)")


def _read(reader: Reader, texts: Sequence[Text]) -> list[Record]:
    return [reader.read(text, published=published) for text, published in texts]


def by_workers(texts: Sequence[Text], workers: int) -> None:
    """Articles a second of worker processes, counted once all of them have begun, and the most memory of one."""
    pool = Pool(workers)
    articles = (Article(text=t, published=p, source=f"{n}", name=f"{n}") for n, (t, p) in enumerate(texts))
    peaks: dict[int, int] = {}
    done, start = 0, 0.0
    for outcome in pool.run(articles):
        for worker in pool._workers:
            peaks[worker.process.pid or 0] = max(peaks.get(worker.process.pid or 0, 0), _peak(worker.process.pid))
        ready = sum(worker.ready for worker in pool._workers) == workers
        if not start and ready:
            start = perf_counter()
        elif outcome is not None and start:
            done += 1
    rate = done / (perf_counter() - start)
    most = max(peaks.values()) / 1024
    print(f"{workers} worker(s): {rate:.1f} articles/s; most memory of a worker {most:.0f} MB (wanted: 600)")


def _peak(pid: int | None) -> int:
    """The most resident memory of a process so far, in KiB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def inserts(records: Sequence[Record], lots: int, folder: Path) -> None:
    """Records a second into a store, beside bare sqlite3, lot by lot in turns."""
    for name in ("ours.db", "bare.db"):
        open_store(folder / name, make=True).close()
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for pragma in ("cache_size=-65536", "temp_store=MEMORY", "foreign_keys=ON", "synchronous=FULL"):
        bare.execute(f"PRAGMA {pragma}")
    rates: list[tuple[float, float]] = []
    with open_store(folder / "ours.db", make=True) as store:
        for lot in range(lots):
            numbers = range(lot * LOT, (lot + 1) * LOT)
            made = [bundle(f"k{n}", varied(records[n % len(records)], n)) for n in numbers]
            start = perf_counter()
            store.add([(b, f"s{b.key}") for b in made])
            middle = perf_counter()
            _put(bare, made, lot * LOT + 1)
            rates.append((LOT / (middle - start), LOT / (perf_counter() - middle)))
        rows = store.counts()
    same = all(bare.execute(f"SELECT count(*) FROM {t.name}").fetchone()[0] == rows[t.name] for t in PARTS)
    assert same, "both have the same rows"
    bare.close()
    ours, theirs = (median(row[k] for row in rates) for k in (0, 1))
    share = median(a / b for a, b in rates)
    print(f"records into a store: {ours:,.0f}/s, bare sqlite3 {theirs:,.0f}/s: {share:.0%} (wanted: 50 %)")


def _put(bare: sqlite3.Connection, made: Sequence[Bundle], first: int) -> None:
    """The same rows without a store: a table after the other, in one transaction."""
    numbered = list(enumerate(made, first))
    bare.execute("BEGIN IMMEDIATE")
    bare.executemany(_into("documents", len(documents.c)), [(no, *b.document) for no, b in numbered])
    for table in PARTS:
        rows = [(no, *row) for no, b in numbered for row in b.parts[table.name]]
        bare.executemany(_into(table.name, len(table.c)), rows)
    told = [((no << BITS) | p.n, *_told(p)) for no, b in numbered for p in b.passages]
    columns = "rowid, words, speaker, actor, type, country, voice, day"
    bare.executemany(f"INSERT INTO passages ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", told)
    bare.executemany(_into("seen", 2), [(no, f"s{b.key}") for no, b in numbered])
    bare.execute("COMMIT")


def _told(passage: Any) -> tuple[str, ...]:
    return tuple(getattr(passage, c) for c in ("words", "speaker", "actor", "type", "country", "voice", "day"))


def _into(table: str, columns: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"


def searches(where: Path) -> None:
    """How long questions to a store take that are put together by chance."""
    taken: list[float] = []
    worked_at: list[float] = []
    with open_store(where) as store:
        records = store.counts()["documents"]
        for query in _questions():
            start, begun = perf_counter(), process_time()
            store.search(query)
            taken.append(1000 * (perf_counter() - start))
            worked_at.append(1000 * (process_time() - begun))
    taken.sort()
    half, most = taken[len(taken) // 2], taken[-1]
    print(f"search over {records:,} records: median {half:.0f} ms, p95 {p95(taken):.0f} (wanted: 50), most {most:.0f}")
    print(f"  on the processor's clock: p95 {p95(sorted(worked_at)):.0f} ms")


def _questions() -> Iterator[Query]:
    chance = Random(11)
    for _ in range(QUESTIONS):
        year = str(2018 + chance.randrange(8))
        asked: dict[str, str] = {"text": chance.choice(WORDS)}
        more = {
            "speaker": chance.choice(NAMES),
            "type": chance.choice(TYPES),
            "country": chance.choice(COUNTRIES),
            "since": year,
        }
        yield Query(**asked, **{field: value for field, value in more.items() if chance.random() < 0.25})


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="bench.collect", description=__doc__)
    parser.add_argument("--articles", type=int, default=60, help="articles of the corpus that are read")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--lots", type=int, default=20, help=f"lots of {LOT} records that are stored")
    parser.add_argument("--records", type=int, default=100_000, help="records of the store that is searched")
    parser.add_argument("--store", type=Path, help="a store to search; without it one is made, and thrown away")
    parser.add_argument("--long", type=int, default=20_000, help="words of the long article read last by each worker")
    given = parser.parse_args()
    read = [read_article(path) for path in sorted((HERE.parent / "corpus" / "articles").glob("*.ann"))]
    texts = [(a.text, a.record.document.published) for a in read[: given.articles]]
    whole_and_parts(texts, given.runs)
    every = "\n\n".join(text for text, _ in texts).split(" ")
    long = (" ".join(every[k % len(every)] for k in range(given.long)), None)
    for workers in (1, 2):
        by_workers(texts, workers)
    by_workers([long] * 2, 1)
    whole, taken = stages(texts, 1)
    print("stages: " + ", ".join(f"{room} {taken.get(room, 0.0) / whole:.1%}" for room in ROOMS))
    with TemporaryDirectory() as folder:
        records = _read(Reader(), texts[:32])
        inserts(records, given.lots, Path(folder))
        where = given.store or Path(folder) / "big.db"
        if not where.exists():
            filled(where, given.records, HERE.parent / "samples")
        searches(where)


if __name__ == "__main__":
    main()
