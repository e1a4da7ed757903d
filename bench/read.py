"""Start-up of ``sayso read`` on one article, and articles a second over a folder of samples.

``python -m bench.read [--samples FOLDER]``. Times are medians of runs; start-up stands beside that of a bare
interpreter, reading beside trafilatura alone on the same pages, so that the ratios can be compared between machines.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import trafilatura

from sayso import Reader
from sayso.page import decode

RUNS = 7
HERE = Path(__file__).parent
COMMAND = [sys.executable, "-c", "from sayso.cli import main; main()", "read", "--json"]


def seconds(job: Callable[[], object], runs: int = RUNS) -> float:
    """The median wall time of ``runs`` runs of ``job``, in seconds."""
    taken = []
    for _ in range(runs):
        start = perf_counter()
        job()
        taken.append(perf_counter() - start)
    return median(taken)


def started(command: list[str]) -> float:
    """Median seconds from starting a process to its end."""
    return seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="bench.read", description=__doc__)
    parser.add_argument("--samples", type=Path, default=HERE.parent / "samples")
    folder: Path = parser.parse_args().samples
    files = sorted(p for p in folder.iterdir() if p.suffix in (".txt", ".html"))
    texts = [(p.suffix == ".html", decode(p.read_bytes())) for p in files]
    bare = started([sys.executable, "-c", "pass"])
    one_text = started([*COMMAND, str(next(p for p in files if p.suffix == ".txt"))])
    one_page = started([*COMMAND, str(next(p for p in files if p.suffix == ".html"))])
    print(f"start-up: bare interpreter {bare:.3f} s; sayso read, one text {one_text:.3f} s; one page {one_page:.3f} s")
    reader = Reader()
    for name, wanted in (("texts", False), ("pages", True)):
        some = [text for html, text in texts if html is wanted]
        taken = seconds(lambda some=some, wanted=wanted: [reader.read(t, html=wanted) for t in some])  # type: ignore[misc]
        words = sum(len(t.split()) for t in some)
        print(f"{name}: {len(some) / taken:.0f} articles/s, {words / taken:,.0f} words/s of input, one process")
    pages = [text for html, text in texts if html]
    alone = seconds(lambda: [trafilatura.extract(t, include_comments=False, include_tables=True) for t in pages])
    whole = seconds(lambda: [reader.read(t, html=True) for t in pages])
    print(f"pages: whole read {whole / alone:.2f} × the time of trafilatura alone")
    print(f"resident memory at the end: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
