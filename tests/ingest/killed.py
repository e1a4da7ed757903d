"""Runs that are to be killed.

``python -m tests.ingest.killed STORE SOURCE``: takes a source in with a worker process, and prints the key of each
article once it is stored for good.

``python -m tests.ingest.killed`` reads such pairs from standard input, a line of JSON each, and does the same for
each in a child of its own, without workers: says ``pid N``, the keys, and ``ended`` when the child is gone. What is
slow to import is imported once.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import alembic.command
import alembic.config  # noqa: F401 -- before the children part: making a store would import it in each

from sayso.ingest import Event, Ingest, Outcome, Pool, Stored
from sayso.sources import Article, Options, sources
from sayso.store import open_store
from tests.ingest.fakes import quick


class Here:
    """A pool that reads in this very process."""

    def run(self, articles: Iterable[Article]) -> Iterator[Outcome | None]:
        code = quick()
        for article in articles:
            yield Outcome(article, code(article))


def take_in(path: str, source: str, pool: Any) -> None:
    times = iter(range(10**9))
    with open_store(path, make=True) as store:  # by its clock a second goes by every third time it looks
        run = Ingest(store, pool, on=say, clock=lambda: next(times) / 3)
        run.run(list(sources([source], Options())))


def say(event: Event | None) -> None:
    if isinstance(event, Stored):
        tell(event.key)


def tell(line: str) -> None:
    """A line in one piece: whoever is killed has said it or has not."""
    os.write(1, f"{line}\n".encode())


def serve() -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            tell(f"pid {os.getpid()}")
            try:
                take_in(*json.loads(line), Here())
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        tell("ended")


if __name__ == "__main__":
    if sys.argv[1:]:
        take_in(sys.argv[1], sys.argv[2], Pool(1, maker="tests.ingest.fakes:quick"))
    else:
        serve()
