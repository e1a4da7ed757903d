"""``python -m tests.archive.killed FOLDER ENGINE SOURCE``: codes a source in parts of seven, and prints the name
of each part that is on disk."""

import sys
from pathlib import Path

from sayso.archive.engines import Engine, PoolEngine
from sayso.archive.run import Archive, settings
from sayso.archive.shards import Shards
from sayso.ingest import Pool
from sayso.sources import Options, sources
from tests.ingest.test_ingest import QUICK


def chosen(name: str) -> Engine:
    if name == "pool":
        return PoolEngine(Pool(1, maker=QUICK))
    from sayso.archive.cluster import DaskEngine

    return DaskEngine(1, maker=QUICK)


if __name__ == "__main__":
    folder, engine, *names = sys.argv[1:]
    shards = Shards(sources(names, Options()), 7)
    on_disk = Archive(Path(folder)).code
    on_disk(shards, chosen(engine), made=settings(QUICK), on=lambda done: print(done.part.name, flush=True))
