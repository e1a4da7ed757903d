"""What sources give, cut into shards: the unit that is coded, written and, after a stop, found again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import msgspec

from sayso.sources import Article, Broken, LeftOut, Source


class Again(msgspec.Struct, frozen=True, kw_only=True):
    """An article that an earlier place of the sources gave already: it is not coded twice."""

    key: str
    source: str
    id: str | None = None


Item = Article | Broken | Again


class Shard(msgspec.Struct, frozen=True):
    """Things that follow each other in the sources. ``number`` counts from 0."""

    number: int
    items: tuple[Item, ...]

    @property
    def name(self) -> str:
        """The name of its part."""
        return f"part-{self.number:06}.parquet"

    def digest(self, settings: str) -> str:
        """What the part is made from: the same for the same articles and the same ``settings`` of coding."""
        seen = hashlib.sha256(settings.encode())
        for item in self.items:
            seen.update(repr(_told(item)).encode("utf-8", "surrogatepass"))
        return f"sha256:{seen.hexdigest()}"


def _told(item: Item) -> tuple[object, ...]:
    if isinstance(item, Article):
        return ("article", item.key(), item.source, item.id, item.name, item.html)
    if isinstance(item, Broken):
        return ("broken", item.key(), item.source, item.id, item.kind, item.message)
    return ("again", item.key, item.source, item.id)


class Shards:
    """The shards of sources, ``size`` things each but the last. ``left_out`` counts what is no article, by what it
    is, as far as they have been gone through."""

    def __init__(self, found: Iterable[Source | Broken | LeftOut], size: int) -> None:
        self._found, self.size = found, size
        self.left_out: dict[str, int] = {}

    def __iter__(self) -> Iterator[Shard]:
        number, held = 0, list[Item]()
        for item in self._items():
            held.append(item)
            if len(held) == self.size:
                yield Shard(number, tuple(held))
                number, held = number + 1, []
        if held:
            yield Shard(number, tuple(held))

    def _items(self) -> Iterator[Item]:
        met: set[str] = set()
        for source in self._found:
            for item in (source,) if isinstance(source, (Broken, LeftOut)) else _given(source):
                if isinstance(item, LeftOut):
                    self.left_out[item.what] = self.left_out.get(item.what, 0) + 1
                elif isinstance(item, Article) and (key := item.key()) in met:
                    yield Again(key=key, source=item.source, id=item.id or item.name)
                else:
                    if isinstance(item, Article):
                        met.add(item.key())
                    yield item


def _given(source: Source) -> Iterator[Article | Broken | LeftOut]:
    """What a source gives; where it fails in a way that nobody thought of, that is said, and the next one is read."""
    try:
        yield from source
    except Exception as error:
        said = f"the source could not be read on: {type(error).__name__}: {error}"[:500]
        yield Broken(source=f"{source.name} (from some place on)", kind="internal", message=said)
