"""``python -m tests.ingest.killed STORE SOURCE``: takes a source in and prints the key of each article that is stored
for good."""

import sys

from sayso.ingest import Event, Ingest, Pool, Stored
from sayso.sources import Options, sources
from sayso.store import open_store


def say(event: Event | None) -> None:
    if isinstance(event, Stored):
        print(event.key, flush=True)


if __name__ == "__main__":
    with open_store(sys.argv[1], make=True) as store:
        times = iter(range(10**9))
        run = Ingest(store, Pool(1, maker="tests.ingest.fakes:quick"), on=say, clock=lambda: float(next(times)))
        run.run(list(sources(sys.argv[2:], Options())))
