"""How long pages of ``sayso serve`` take over a store of very many records.

``python -m bench.web [--store big.db] [--records 100000] [--samples FOLDER]``. Where there is no store yet, one is made
of the samples' records under ever new names, dates and persons. Pages of every kind are then asked for, each with
many different questions, from a server in a process of its own over one connection; times are to the last byte.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from time import perf_counter
from urllib.parse import quote

import msgspec

from sayso import Reader, Record
from sayso.page import decode
from sayso.store import bundle, open_store

HERE = Path(__file__).parent
LOT = 250
EACH = 40
"""Questions for each kind of page."""
WORDS = (
    "police", "dam", "ceasefire", "minister", "villagers", "attack", "border", "strike", "vote", "storm", "court",
    "rebels", "troops", "clinic", "flood", "talks", '"two people"', "hospital", "mayor", "convoy",
)  # fmt: skip
NAMES = [a + b for a in ("Ka", "Mo", "Li", "Ta", "Su", "Re", "Vo", "Ne") for b in ("rin", "lo", "ven", "dar", "mis")]
TYPES = ("ASSAULT", "REQUEST", "PROTEST", "ACCUSE", "AID", "CONSULT", "COERCE")
COUNTRIES = ("KEN", "COD", "GBR", "HTI", "SDN", "FRA")


def filled(where: Path, records: int, samples: Path) -> None:
    """A store of so many records, made of the samples'."""
    reader = Reader()
    files = sorted(p for p in samples.iterdir() if p.suffix in (".txt", ".html"))
    read = [reader.read(decode(p.read_bytes()), html=None, id=p.stem) for p in files]
    with open_store(where, make=True) as store:
        for first in range(store.counts()["documents"], records, LOT):
            numbers = range(first, min(first + LOT, records))
            store.add([(bundle(f"k{n}", varied(read[n % len(read)], n)), "bench") for n in numbers])


def varied(record: Record, n: int) -> Record:
    """The record as another article, of another day, about other persons."""
    chance = Random(n)
    day = f"{2018 + chance.randrange(8)}-{1 + chance.randrange(12):02}-{1 + chance.randrange(28):02}"
    document = msgspec.structs.replace(record.document, id=f"{record.document.id}-{n}", published=day)
    actors = tuple(
        msgspec.structs.replace(a, name=f"{chance.choice(NAMES)} {chance.choice(NAMES)}", key=None)
        if a.type == "person"
        else a
        for a in record.actors
    )
    return msgspec.structs.replace(record, document=document, actors=actors)


def questions(records: int) -> Iterator[tuple[str, list[str]]]:
    """Kinds of page, and addresses of each."""
    chance = Random(7)

    def some(pattern: str) -> list[str]:
        return [_address(pattern, chance, records) for _ in range(EACH)]

    yield "search, a word", some("/search?text={word}")
    yield "search, word and speaker", some("/search?text={word}&speaker={name}")
    yield "search, word and days", some("/search?text={word}&since={year}&until={year}")
    yield "search, kind of event", some("/search?type={type}&country={country}")
    yield "articles", some("/articles?limit=25&offset={offset}")
    yield "articles, a word and days", some("/articles?text={word}&since={year}&until={year}")
    for table in ("statements", "events", "figures", "relations"):
        yield table, some(f"/{table}?limit=25&offset={{offset}}")
        yield f"{table}, a word", some(f"/{table}?text={{word}}")
    yield "statements, a speaker", some("/statements?speaker={name}")
    yield "events, kind and country", some("/events?type={type}&country={country}")
    yield "events, an actor", some("/events?actor={name}")
    yield "figures, kind and voice", some("/figures?type=killed&voice=police")
    yield "actors", some("/actors?since={year}")
    yield "actors, a name", some("/actors?name={name}")
    yield "an actor", some("/actors/{name}%20{name}")
    yield "an article", some("/articles/k{key}")
    yield "an article as JSON", some("/articles/k{key}.json")


def _address(pattern: str, chance: Random, records: int) -> str:
    given = {
        "word": quote(chance.choice(WORDS)), "name": chance.choice(NAMES), "year": 2018 + chance.randrange(8),
        "type": chance.choice(TYPES), "country": chance.choice(COUNTRIES), "key": chance.randrange(records),
        "offset": 25 * chance.randrange(8),
    }  # fmt: skip
    return pattern.format(**given)


def taken(port: int, addresses: list[str]) -> list[float]:
    """Milliseconds that each address takes, sorted."""
    connection = HTTPConnection("127.0.0.1", port)
    times = []
    for address in addresses:
        start = perf_counter()
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        times.append(1000 * (perf_counter() - start))
        assert answer.status == 200, f"{address}: {answer.status}"
    return sorted(times)


def p95(times: list[float]) -> float:
    """The 95th percentile of sorted times."""
    return times[int(0.95 * (len(times) - 1) + 0.5)]


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="bench.web", description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("bench.db"))
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--samples", type=Path, default=HERE.parent / "samples")
    given = parser.parse_args()
    if not given.store.exists():
        filled(given.store, given.records, given.samples)
    code = "from sayso.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--store", str(given.store), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline().split("/")[2].split(":")[1])
        try:
            every: list[float] = []
            for kind, addresses in questions(given.records):
                times = taken(port, addresses)
                every += times
                median = times[len(times) // 2]
                print(f"{kind:28} median {median:4.0f} ms, p95 {p95(times):4.0f}, most {times[-1]:5.0f}", flush=True)
            print(f"{'all':28} median {sorted(every)[len(every) // 2]:4.0f} ms, p95 {p95(sorted(every)):4.0f}")
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
