"""What each room takes of a whole read: ``python -m bench.stages [--articles N] [--runs N]``, over the corpus's texts.

The functions that the order of the rooms calls are timed by the clock, one process, without a profiler; a room is
charged with what it takes itself, not with what it asks of another room meanwhile. The least of several runs counts.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

from corpus.compact import read_article
from sayso import Reader

ARTICLES = Path(__file__).parents[1] / "corpus" / "articles"
ORDER = import_module("sayso.read")
ROOMS: dict[str, tuple[str, ...]] = {
    "page": ("read_page", "language", "origin"),
    "language": ("_article", "words"),
    "actors": ("actors.read", "actors.cast", "actors.with_heads", "kinds"),
    "places": ("located", "with_places", "with_homes", "Wheres.__init__", "Wheres.of"),
    "statements": ("attributions", "statements"),
    "events": ("tellings", "wanted", "parties", "events", "with_figures"),
    "figures": ("figures", "assembled"),
    "times": ("read_times", "date_at", "with_dates"),
    "relations": ("relations",),
    "headline": ("headline",),
}
"""Room → the names in :mod:`sayso.read` by which its functions are called."""
SMALL = ("figures", "times", "places", "headline")
"""The rooms that together should take at most a tenth of a read."""


class Clock:
    """Seconds a room, those of rooms that it calls left out."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = defaultdict(float)
        self._inside: list[str] = []
        self._since = 0.0

    def turn(self, enter: str | None) -> None:
        """Charges the room at work until now, and enters another or (None) leaves the last."""
        now = perf_counter()
        if self._inside:
            self.taken[self._inside[-1]] += now - self._since
        if enter is None:
            self._inside.pop()
        else:
            self._inside.append(enter)
        self._since = perf_counter()

    def timed(self, room: str, job: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed as a part of the room."""

        @wraps(job)
        def run(*given: Any, **named: Any) -> Any:
            self.turn(room)
            try:
                return job(*given, **named)
            finally:
                self.turn(None)

        return run


def watched(clock: Clock) -> Callable[[], None]:
    """Puts the timed functions in the place of the plain ones; what comes back puts these back."""
    plain: list[tuple[Any, str, Any]] = []
    for room, names in ROOMS.items():
        for name in names:
            *path, last = name.split(".")
            owner = ORDER
            for step in path:
                owner = getattr(owner, step)
            plain.append((owner, last, getattr(owner, last)))
            setattr(owner, last, clock.timed(room, getattr(owner, last)))

    def back() -> None:
        for owner, name, job in plain:
            setattr(owner, name, job)

    return back


def stages(articles: list[tuple[str, str | None]], runs: int = 3) -> tuple[float, dict[str, float]]:
    """Seconds of the fastest run over the articles (text, date of publication), and each room's part of them."""
    reader = Reader()
    for text, published in articles[:5]:
        reader.read(text, published=published)
    best: tuple[float, dict[str, float]] = (float("inf"), {})
    for _ in range(runs):
        clock = Clock()
        back = watched(clock)
        start = perf_counter()
        try:
            for text, published in articles:
                reader.read(text, published=published)
        finally:
            whole = perf_counter() - start
            back()
        best = min(best, (whole, dict(clock.taken)), key=lambda run: run[0])
    return best


def main(argv: list[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="bench.stages", description=__doc__)
    parser.add_argument("--articles", type=int, default=150)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args(argv)
    read = [read_article(path) for path in sorted(ARTICLES.glob("*.ann"))[: given.articles]]
    whole, taken = stages([(a.text, a.record.document.published) for a in read], given.runs)
    print(f"{len(read)} articles, {whole:.1f} s, {len(read) / whole:.1f} articles/s, one process")
    for room in ROOMS:
        print(f"{room:<11}{taken.get(room, 0.0):7.2f} s  {taken.get(room, 0.0) / whole:6.1%}")
    rest = whole - sum(taken.values())
    print(f"{'the rest':<11}{rest:7.2f} s  {rest / whole:6.1%}")
    print(f"{' + '.join(SMALL)}: {sum(taken.get(room, 0.0) for room in SMALL) / whole:.1%}")


if __name__ == "__main__":
    main()
