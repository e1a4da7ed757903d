"""What codes the shards: worker processes of this machine, or the workers of a dask cluster. The rows are the same."""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Protocol

from sayso.archive.parts import Row
from sayso.archive.shards import Again, Shard
from sayso.ingest import Outcome, Pool
from sayso.sources import Article, Broken
from sayso.store.protocol import Fault

_MEMORY = "reading the article needs more memory than is allowed"
"""Said whichever of worker and parent finds it out first."""


class Engine(Protocol):
    """Codes shards."""

    def run(self, shards: Iterable[Shard]) -> Iterator[tuple[Shard, list[Row]]]:
        """Each shard with its rows, in the order of its items; the shards in the order in which they are done."""


class PoolEngine:
    """Worker processes of this machine, which outlive whatever an article does to them."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def run(self, shards: Iterable[Shard]) -> Iterator[tuple[Shard, list[Row]]]:
        homes: dict[int, tuple[_Open, int]] = {}
        done: deque[_Open] = deque()

        def articles() -> Iterator[Article]:
            for shard in shards:
                held = _Open(shard)
                if not held.missing:
                    done.append(held)
                for place, item in enumerate(shard.items):
                    if isinstance(item, Article):
                        homes[id(item)] = held, place
                        yield item

        for outcome in self._pool.run(articles()):
            if outcome is not None:
                held, place = homes.pop(id(outcome.article))
                held.put(place, coded(outcome))
                if not held.missing:
                    done.append(held)
            while done:
                yield done.popleft().whole()
        while done:
            yield done.popleft().whole()


class _Open:
    """A shard whose articles are being coded."""

    def __init__(self, shard: Shard) -> None:
        self._shard = shard
        self._rows = [None if isinstance(item, Article) else _told(item) for item in shard.items]
        self.missing = self._rows.count(None)

    def put(self, place: int, row: Row) -> None:
        self._rows[place] = row
        self.missing -= 1

    def whole(self) -> tuple[Shard, list[Row]]:
        return self._shard, [row for row in self._rows if row is not None]


def _told(item: Broken | Again | Article) -> Row:
    if isinstance(item, Broken):
        return Row(key=item.key(), source=item.source, id=item.id, kind=item.kind, message=item.message)
    assert isinstance(item, Again)  # an article is coded
    return Row(key=item.key, source=item.source, id=item.id)


def coded(outcome: Outcome) -> Row:
    """The row of an article that was coded, or could not be."""
    article, result = outcome.article, outcome.result
    if isinstance(result, Fault):
        message = _MEMORY if result.kind == "memory" else result.message
        return Row(key=result.key, source=result.source, id=result.id, kind=result.kind, message=message)
    record = zlib.decompress(result.document[-1]).decode()
    return Row(key=result.key, source=article.source, id=result.document[1], record=record)
