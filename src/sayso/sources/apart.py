"""Work on what strangers wrote, in a process of its own: it may hang, eat memory or crash, and we go on."""

from __future__ import annotations

import multiprocessing as mp
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from sayso.errors import InputError

_T = TypeVar("_T")
_MEMORY = 2 << 30


def apart(job: Callable[..., _T], *given: Any, seconds: float, doing: str) -> _T:
    """What ``job(*given)`` returns, worked out in a fresh process; ``job`` must be a module's function.

    Raises :class:`InputError` where it takes longer than ``seconds``, needs more than 2 GB, crashes or raises;
    ``doing`` says what was done, for the message.
    """
    context = mp.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, job, given), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise InputError(f"{doing} takes longer than {seconds:.0f} seconds")
        done, answer = ours.recv()
    except EOFError:
        raise InputError(f"{doing} ended its process") from None
    finally:
        ours.close()
        process.kill()
        process.join()
    if not done:
        raise InputError(f"{doing} failed: {answer}")
    result: _T = answer
    return result


def _work(pipe: Connection, job: Callable[..., Any], given: tuple[Any, ...]) -> None:
    limit_memory(_MEMORY)
    try:
        pipe.send((True, job(*given)))
    except Exception as error:  # whatever it is, it is told to the one who asked
        pipe.send((False, f"{type(error).__name__}: {error}"[:300]))


def limit_memory(most: int) -> None:
    """Lets this process have no more than so many bytes of data; nothing where the system knows no such limit."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with suppress(ValueError, OSError):  # a limit that is lower already stays
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
