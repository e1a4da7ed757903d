"""What a worker process does: reads the articles that it is given, one after the other, and hands back what the store
keeps of them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from threading import Thread
from time import sleep
from typing import Any

from sayso.errors import SaysoError
from sayso.sources.apart import limit_memory
from sayso.sources.found import Article
from sayso.store.rows import Bundle, bundle

Coder = Callable[[Article], Bundle]
"""Reads an article into what the store keeps of it."""

MAKER = "sayso.ingest.work:coder"
"""The function that makes the workers' coder, as ``module:name``; called in each worker, once."""


def coder(actors: str | None = None) -> Coder:
    """Reads articles with a :class:`sayso.Reader`; ``actors`` is the user's own table of actors."""
    from pathlib import Path

    from sayso.read import Reader

    reader = Reader(actors=Path(actors) if actors else None)

    def code(article: Article) -> Bundle:
        record = reader.read(
            article.text,
            html=article.html,
            id=article.id or article.name,
            title=article.title,
            url=article.url,
            publisher=article.publisher,
            published=article.published,
        )
        return bundle(article.key(), record)

    return code


def work(pipe: Connection, maker: str, given: tuple[Any, ...], memory: int) -> None:
    """A worker's life: says ("ready",), then answers each article with ("done", bundle) or ("failed", kind, message)
    until the pipe is closed. It may have ``memory`` bytes of data above what it has when it is ready."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends us
    _end_with_parent()
    module, _, name = maker.partition(":")
    try:
        code: Coder = getattr(import_module(module), name)(*given)
    except Exception as error:  # told to the parent, who tells the user
        pipe.send(("broken", f"{type(error).__name__}: {error}"))
        return
    limit_memory(_data() + memory)
    pipe.send(("ready",))
    with suppress(EOFError, OSError):
        while True:
            pipe.send(_answer(code, pipe.recv()))


def _answer(code: Coder, article: Article) -> tuple[Any, ...]:
    try:
        return ("done", code(article))
    except SaysoError as error:
        return ("failed", error.kind, str(error))
    except MemoryError:
        return ("failed", "memory", "reading the article needs more memory than is allowed")
    except RecursionError:
        return ("failed", "internal", "the article is nested too deeply to be read")
    except Exception as error:  # one article's bad luck must not end the others
        return ("failed", "internal", f"the article could not be read: {type(error).__name__}: {error}"[:500])


def resident(pid: int) -> int:
    """Bytes of memory that a process has; 0 where that cannot be told."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _data() -> int:
    """Bytes of data that this process has, as the limit counts them."""
    try:
        with open("/proc/self/status", encoding="ascii") as file:
            return next(int(line.split()[1]) << 10 for line in file if line.startswith("VmData:"))
    except (OSError, StopIteration):
        return 1 << 30


def _end_with_parent() -> None:
    """Sees to it that this process ends when its parent is killed, even while it hangs."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        sleep(1)
    os._exit(1)
