"""Coding by dask.distributed (the extra ``dask``): a cluster of this machine, or one whose scheduler is named.

A shard is a task. In each worker a process of its own does the reading, as in :mod:`sayso.ingest.pool`: an article
that hangs, eats memory or crashes takes that process with it and nothing else.
"""

from __future__ import annotations

import multiprocessing as mp
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Lock
from typing import Any

from sayso.archive.engines import PoolEngine
from sayso.archive.parts import Row
from sayso.archive.shards import Shard
from sayso.errors import InputError
from sayso.ingest import MAKER, Limits, Pool

_AHEAD = 2
"""Shards that wait at the cluster for each of its threads."""
_PLUGIN = "sayso"

Spec = tuple[str, tuple[Any, ...], Limits]
"""How articles are read: maker, what it is given, limits; as of :class:`sayso.ingest.Pool`."""


class KeptPool(Pool):
    """A pool of one worker process that stays between two runs."""

    def __init__(self, spec: Spec) -> None:
        maker, given, limits = spec
        super().__init__(1, maker=maker, given=given, limits=limits)

    def close(self) -> None:
        """Keeps the process for the next run."""

    def end(self) -> None:
        """Ends the process."""
        super().close()


class Pools:
    """A plugin of dask's workers: keeps a pool for each thread that codes."""

    def __init__(self, spec: Spec) -> None:
        self.spec, self.name = spec, _PLUGIN

    def setup(self, worker: Any) -> None:
        """Called in each worker when it starts or meets us."""
        self._idle: list[KeptPool] = []
        self._lock = Lock()
        mp.current_process().daemon = False  # dask's nannies start daemons, which may have no processes of their own

    def teardown(self, worker: Any) -> None:
        """Called in each worker when it ends."""
        with self._lock:
            idle, self._idle = self._idle, []
        for pool in idle:
            pool.end()

    @contextmanager
    def one(self) -> Iterator[KeptPool]:
        """A pool for a shard."""
        with self._lock:
            pool = self._idle.pop() if self._idle else KeptPool(self.spec)
        try:
            yield pool
        except BaseException:
            pool.end()
            raise
        with self._lock:
            self._idle.append(pool)


def code(shard: Shard) -> list[Row]:
    """The rows of a shard; runs in a worker of dask."""
    from distributed import get_worker

    pools: Pools = get_worker().plugins[_PLUGIN]
    with pools.one() as pool:
        ((_, rows),) = PoolEngine(pool).run([shard])
    return rows


class DaskEngine:
    """Codes by dask. ``scheduler``: its address; without one, a cluster of ``workers`` threads in this process, each
    with a process that reads."""

    def __init__(
        self,
        workers: int,
        *,
        scheduler: str | None = None,
        maker: str = MAKER,
        given: tuple[Any, ...] = (),
        limits: Limits | None = None,
    ) -> None:
        self._workers, self._scheduler = workers, scheduler
        self._spec: Spec = (maker, given, limits or Limits())

    def run(self, shards: Iterable[Shard]) -> Iterator[tuple[Shard, list[Row]]]:
        try:
            from distributed import wait
        except ImportError:
            raise InputError("the engine dask needs dask.distributed: pip install 'sayso[dask]'") from None
        with ExitStack() as stack:
            client = stack.enter_context(self._client(stack))
            flying: dict[Any, Shard] = {}
            try:
                for shard in shards:
                    flying[client.submit(code, shard, pure=False)] = shard
                    while len(flying) >= _AHEAD * max(1, sum(client.nthreads().values())):
                        yield from _landed(flying, wait(list(flying), return_when="FIRST_COMPLETED").done)
                while flying:
                    yield from _landed(flying, wait(list(flying), return_when="FIRST_COMPLETED").done)
            finally:
                client.cancel(list(flying))

    def _client(self, stack: ExitStack) -> Any:
        from distributed import Client, LocalCluster

        if self._scheduler:
            try:
                client = Client(self._scheduler, timeout="20s")
            except (OSError, ValueError) as error:
                raise InputError(f"there is no dask scheduler at {self._scheduler}: {error}") from None
        else:
            cluster = stack.enter_context(
                LocalCluster(
                    n_workers=self._workers,
                    threads_per_worker=1,
                    processes=False,
                    dashboard_address=None,
                )
            )
            client = Client(cluster)
        client.register_plugin(_plugin(self._spec), name=_PLUGIN)
        return client


def _plugin(spec: Spec) -> Any:
    from distributed import WorkerPlugin

    return type("SaysoPools", (Pools, WorkerPlugin), {})(spec)


def _landed(flying: dict[Any, Shard], done: Iterable[Any]) -> Iterator[tuple[Shard, list[Row]]]:
    for future in done:
        shard = flying.pop(future)
        rows: list[Row] = future.result()
        yield shard, rows
