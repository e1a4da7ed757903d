"""Worker processes that read articles, and a parent that outlives whatever an article does to them.

One article at a time is with a worker. Where it takes too long, eats memory or crashes the worker, the worker is
replaced and the article is named; a crash is tried once more first, since it may have been another's fault.
"""

from __future__ import annotations

import multiprocessing as mp
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Any

import msgspec

from sayso.errors import SaysoError
from sayso.ingest.work import MAKER, resident, work
from sayso.sources.found import Article
from sayso.store.protocol import Fault
from sayso.store.rows import Bundle

_TICK = 0.2
"""Seconds between two looks at the workers' time and memory."""
_STARTING = 300.0
"""Seconds that a worker may take to be ready."""
_PER_SECOND = 1000
"""Characters of a long article that give it a second more."""
_STILLBORN = 3
"""Workers in a row that may die before they are ready."""


class PoolError(SaysoError):
    """The workers cannot be started."""

    kind = "workers"


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one article may take: ``seconds`` (and one more for each 1,000 characters), and ``memory`` in bytes."""

    seconds: float = 60.0
    memory: int = 2 << 30


class Outcome(msgspec.Struct, frozen=True):
    """What became of an article: what the store keeps of it, or a fault."""

    article: Article
    result: Bundle | Fault


class Pool:
    """``workers`` processes that read articles. ``maker`` and ``given`` say how: see
    :data:`sayso.ingest.work.MAKER`."""

    def __init__(self, workers: int, *, maker: str = MAKER, given: tuple[Any, ...] = (), limits: Limits | None = None):
        self.size, self._limits = workers, limits or Limits()
        self._spec = (maker, given, self._limits.memory)
        self._workers: list[_Worker] = []
        self._stillborn = 0

    def run(self, articles: Iterable[Article]) -> Iterator[Outcome | None]:
        """What became of each article, in the order in which they are done; None where a moment went by without one.

        Raises :class:`PoolError` where the workers cannot be started.
        """
        waiting: deque[Article] = deque()
        tried: set[str] = set()
        source = iter(articles)
        ended = False
        try:
            while True:
                while not ended and len(waiting) < self.size:
                    article = next(source, None)
                    if article is None:
                        ended = True
                    else:
                        waiting.append(article)
                self._hand_out(waiting)
                if ended and not waiting and not any(w.article for w in self._workers):
                    return
                outcomes = self._look()
                for outcome in outcomes:
                    crashed = isinstance(outcome.result, Fault) and outcome.result.kind == "crash"
                    if crashed and outcome.result.key not in tried:
                        tried.add(outcome.result.key)
                        waiting.appendleft(outcome.article)
                    else:
                        yield outcome
                if not outcomes:
                    yield None
        finally:
            self.close()

    def _hand_out(self, waiting: deque[Article]) -> None:
        """Gives what waits to workers that are ready; starts workers where there are fewer than are needed."""
        for worker in self._workers:
            if waiting and worker.ready and worker.article is None:
                article = waiting.popleft()
                worker.give(article, self._limits.seconds + len(article.text) / _PER_SECOND)
        starting = sum(not w.ready for w in self._workers)
        for _ in range(min(self.size - len(self._workers), len(waiting) - starting)):
            self._workers.append(_Worker(self._spec))

    def _look(self) -> list[Outcome]:
        """Waits for a moment until a worker answers or dies, and looks after those that take too much."""
        pipes = {w.pipe: w for w in self._workers}
        answered = [pipes[p] for p in wait(list(pipes), _TICK) if isinstance(p, Connection)] if pipes else []
        outcomes = [o for w in answered if (o := self._heard(w))]
        for worker in self._workers[:]:
            if worker not in answered and (fault := worker.excess(self._limits)):
                outcomes += self._replaced(worker, *fault)
        return outcomes

    def _heard(self, worker: _Worker) -> Outcome | None:
        try:
            told = worker.pipe.recv()
        except (EOFError, OSError):
            return next(iter(self._replaced(worker, "crash", f"reading the article {worker.end()}")), None)
        if told[0] == "broken":
            raise PoolError(f"the workers cannot be started: {told[1]}")
        if told[0] == "ready":
            worker.ready, self._stillborn = True, 0
            return None
        article, worker.article = worker.article, None
        assert article is not None  # a worker speaks only when it is asked
        if told[0] == "done":
            return Outcome(article, told[1])
        if told[1] == "memory":
            self._drop(worker)
        return Outcome(article, _fault(article, told[1], told[2]))

    def _replaced(self, worker: _Worker, kind: str, said: str) -> list[Outcome]:
        """Ends a worker; what became of its article, if it had one."""
        self._drop(worker)
        if worker.article is not None:
            return [Outcome(worker.article, _fault(worker.article, kind, said))]
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _STILLBORN:
                raise PoolError(f"the workers cannot be started: the last {worker.end()}")
        return []

    def _drop(self, worker: _Worker) -> None:
        worker.kill()
        self._workers.remove(worker)

    def close(self) -> None:
        """Ends all workers at once."""
        for worker in self._workers[:]:
            self._drop(worker)


_END: Any = object()


class _Worker:
    """A worker process, its pipe, and the article that it has."""

    def __init__(self, spec: tuple[str, tuple[Any, ...], int]) -> None:
        context = mp.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs, *spec), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.article: Article | None = None
        self._base = 0
        self._until = monotonic() + _STARTING
        self._seconds = _STARTING

    pipe: Connection

    def give(self, article: Article, seconds: float) -> None:
        """Hands an article over, to be done in so many seconds."""
        self._base = self._base or resident(self.process.pid or 0)
        self.article, self._until, self._seconds = article, monotonic() + seconds, seconds
        with suppress(OSError):  # a worker that is dead already is noticed when it is looked at
            self.pipe.send(article)

    def excess(self, limits: Limits) -> tuple[str, str] | None:
        """What the worker takes too much of, as a kind of fault and a sentence."""
        if (self.article is not None or not self.ready) and monotonic() > self._until:
            return "hang", f"reading the article takes longer than {self._seconds:.0f} seconds"
        if self.ready and self.article is not None:
            grown = resident(self.process.pid or 0) - self._base
            if grown > limits.memory:
                return "memory", f"reading the article needs more memory than the {limits.memory >> 20:,} MB allowed"
        return None

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()

    def end(self) -> str:
        """How the process ended, in words."""
        self.process.join(5)
        code = self.process.exitcode
        if code is not None and code < 0:
            with suppress(ValueError):
                return f"ended its worker with {signal.Signals(-code).name}"
        return f"ended its worker with status {code}"


def _fault(article: Article, kind: str, said: str) -> Fault:
    return Fault(key=article.key(), source=article.source, kind=kind, message=said, id=article.id or article.name)
