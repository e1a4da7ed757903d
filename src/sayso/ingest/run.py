"""From sources into a store: what is new is read by workers, what is done is committed, what fails is taken down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from time import monotonic

import msgspec

from sayso.ingest.pool import Outcome, Pool
from sayso.sources import Article, Broken, LeftOut, Source
from sayso.store.protocol import Fault, Store
from sayso.store.rows import Bundle

_BATCH = 100
"""Articles in one transaction at most."""
_SECONDS = 1.0
"""Time between two transactions at most, while articles come in."""
_AHEAD = 32
"""Articles that are looked up in the store at once."""


class Stored(msgspec.Struct, frozen=True):
    """An article that is in the store for good."""

    key: str
    id: str
    source: str


Event = Stored | Fault
"""What is reported: only what is committed."""


class Tally(msgspec.Struct):
    """How far it is: ``stored`` new articles, ``known`` ones that were there, ``failed`` now, ``failed_before`` and
    not tried again, ``left_out`` by what it is; ``done`` of ``size`` bytes of the sources."""

    stored: int = 0
    known: int = 0
    failed: int = 0
    failed_before: int = 0
    left_out: dict[str, int] = msgspec.field(default_factory=dict)
    done: int = 0
    size: int = 0


class Ingest:
    """One run. ``on`` is called with each event after it is committed, and with None now and then; ``retry``: what
    failed before is tried again."""

    def __init__(
        self,
        store: Store,
        pool: Pool,
        *,
        on: Callable[[Event | None], None] = lambda _: None,
        retry: bool = False,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.store, self.pool, self.on, self.retry, self._clock = store, pool, on, retry, clock
        self.tally = Tally()
        self._bundles: list[tuple[Bundle, str]] = []
        self._faults: list[Fault] = []
        self._again: list[tuple[str, str, str | None]] = []
        self._flying: set[str] = set()
        self._flushed = clock()

    def run(self, found: Sequence[Source | Broken | LeftOut]) -> Tally:
        """Takes everything in. What was done when it is interrupted is committed."""
        self.tally.size = sum(s.size for s in found if not isinstance(s, (Broken, LeftOut)))
        try:
            for outcome in self.pool.run(self._articles(found)):
                if outcome is not None:
                    self._take(outcome)
                self._flush_when_due()
        finally:
            self._flush()
        return self.tally

    def _take(self, outcome: Outcome) -> None:
        if isinstance(outcome.result, Fault):
            self._faults.append(outcome.result)
        else:
            self._bundles.append((outcome.result, outcome.article.source))

    def _articles(self, found: Sequence[Source | Broken | LeftOut]) -> Iterator[Article]:
        """The articles that are to be read: those that are new."""
        behind = 0
        for source in found:
            if isinstance(source, (Broken, LeftOut)):
                self._set_aside(source)
                continue
            ahead: list[Article] = []
            for item in _items(source):
                self.tally.done = behind + item.at
                if isinstance(item, Article):
                    ahead.append(item)
                else:
                    self._set_aside(item)
                    self._flush_when_due()
                if len(ahead) >= (_AHEAD if source.size else 1):
                    yield from self._new(ahead)
                    ahead = []
            yield from self._new(ahead)
            behind += source.size
            self.tally.done = behind

    def _set_aside(self, item: Broken | LeftOut) -> None:
        if isinstance(item, LeftOut):
            self.tally.left_out[item.what] = self.tally.left_out.get(item.what, 0) + 1
        else:
            told = {"source": item.source, "kind": item.kind, "message": item.message, "id": item.id}
            self._faults.append(Fault(key=item.key(), **told))  # type: ignore[arg-type]

    def _new(self, articles: list[Article]) -> Iterator[Article]:
        """Those of the articles that the store does not know and that are not being read already."""
        if not articles:
            return
        keys = [a.key() for a in articles]
        known = self.store.know([(k, a.source, a.id or a.name) for k, a in zip(keys, articles, strict=True)])
        faulty = set() if self.retry else self.store.faulty(keys)
        for key, article, there in zip(keys, articles, known, strict=True):
            if there:
                self.tally.known += 1
            elif key in faulty:
                self.tally.failed_before += 1
            elif key in self._flying:
                self._again.append((key, article.source, article.id or article.name))
            else:
                self._flying.add(key)
                yield article
        self._flush_when_due()

    def _flush_when_due(self) -> None:
        full = len(self._bundles) + len(self._faults) >= _BATCH
        if full or self._clock() - self._flushed >= _SECONDS:
            self._flush()
            self.on(None)

    def _flush(self) -> None:
        """Commits what is done, and only then reports it."""
        bundles, self._bundles = self._bundles, []
        faults, self._faults = self._faults, []
        if bundles:
            new = self.store.add(bundles)
            for (bundle, source), is_new in zip(bundles, new, strict=True):
                self.tally.stored += is_new
                self.tally.known += not is_new
                self._flying.discard(bundle.key)
                self.on(Stored(bundle.key, bundle.document[1], source))
        if faults:
            self.store.fail(faults)
            self.tally.failed += len(faults)
            for fault in faults:
                self._flying.discard(fault.key)
                self.on(fault)
        self._meet_again()
        self._flushed = self._clock()

    def _meet_again(self) -> None:
        """Takes the other sources down of articles that were being read when they came again."""
        if not self._again:
            return
        known = self.store.know(self._again)
        self.tally.known += sum(known)
        failed = self.store.faulty([k for k, _, _ in self._again])
        self.tally.failed += sum(k in failed for k, _, _ in self._again)
        self._again = [a for a, there in zip(self._again, known, strict=True) if not there and a[0] not in failed]


def _items(source: Source) -> Iterator[Article | Broken | LeftOut]:
    """What a source gives; where it fails in a way that nobody thought of, that is said, and the next one is read."""
    try:
        yield from source
    except Exception as error:
        said = f"the source could not be read on: {type(error).__name__}: {error}"[:500]
        yield Broken(source=f"{source.name} (from some place on)", kind="internal", message=said, at=source.size)
