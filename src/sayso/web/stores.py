"""A store that several requests ask at once: each thread has a connection of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sayso.store import Store, open_store

_T = TypeVar("_T")


class Stores:
    """Asks the store at ``where`` in a few threads. Raises :class:`sayso.errors.InputError` where there is none."""

    def __init__(self, where: str, *, threads: int = 4) -> None:
        self._where = where
        self._mine = threading.local()
        self._opened: list[Store] = []
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="store")
        self._pool.submit(self._open).result()

    def _open(self) -> Store:
        if not hasattr(self._mine, "store"):
            store = open_store(self._where)
            with self._lock:
                self._opened.append(store)
            self._mine.store = store
        found: Store = self._mine.store
        return found

    async def ask(self, question: Callable[[Store], _T]) -> _T:
        """What the question answers; asked in one of the threads."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: question(self._open()))

    def close(self) -> None:
        """Waits for the questions asked and gives the connections back."""
        self._pool.shutdown()
        for store in self._opened:
            store.close()
