"""kill -9 at any point loses nothing that was reported stored and leaves nothing half there."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from sayso.store import Store, open_store
from tests.ingest.test_ingest import contents, good, jsonl

ROOT = Path(__file__).parents[2]
KILLS = 200
COMMAND = (sys.executable, "-m", "tests.ingest.killed")


class Runs:
    """Runs of ingest that can be killed, one after the other."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def killed(self, store: Path, source: str, after: int, wait: float) -> list[str]:
        """The keys that a run reported that was killed when it had reported ``after`` of them and ``wait`` seconds had
        gone by."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([str(store), source]) + "\n")
        self._process.stdin.flush()
        pid = int(self._line().partition(" ")[2])
        told: list[str] = []
        timer: Timer | None = None
        while True:
            if len(told) >= after and timer is None:
                timer = Timer(wait, _kill, (pid,))
                timer.start()
            line = self._line()
            if line == "ended":
                break
            told.append(line)
        if timer:
            timer.cancel()
            timer.join()
        return told

    def ended(self, store: Path, source: str) -> None:
        """A run that is left alone."""
        self.killed(store, source, sys.maxsize, 0.0)

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:  # it was quicker
        return


@pytest.fixture(scope="module")
def runs() -> Iterator[Runs]:
    with subprocess.Popen(COMMAND, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Runs(process)


def whole(store: Store) -> set[str]:
    """The keys of a store whose records can all be read and have all their rows."""
    keys = {key for key, record in store.records() if record.document.text}
    counts = store.counts()
    assert counts["blocks"] == counts["documents"] == len(keys)
    assert {row["article"] for row in store.table("blocks")} == keys
    return keys


def test_a_run_killed_200_times_loses_nothing_that_it_reported(tmp_path: Path, runs: Runs) -> None:
    source = jsonl(tmp_path / "a.jsonl", [good(n) for n in range(KILLS * 5)])
    path, chance, reported = tmp_path / "s.db", random.Random(11), set[str]()
    for number in range(KILLS):
        reported |= set(runs.killed(path, source, chance.randrange(0, 6), chance.random() / 100))
        with open_store(path, make=True) as store:
            known = store.know([(key, source, None) for key in sorted(reported)])
            assert all(known), f"kill {number} lost {known.count(False)} articles"
            if number % 20 == 19:
                assert whole(store) >= reported
    assert 0 < len(reported) < KILLS * 5  # it was killed while it had work
    runs.ended(path, source)
    runs.ended(tmp_path / "never_killed.db", source)
    assert contents(path) == contents(tmp_path / "never_killed.db")


def test_a_store_is_made_whole_or_not_at_all(tmp_path: Path, runs: Runs) -> None:
    source = jsonl(tmp_path / "a.jsonl", [good(n) for n in range(3)])
    for number in range(30):
        path = tmp_path / f"{number}.db"
        runs.killed(path, source, 0, number / 300)
        runs.ended(path, source)
        with open_store(path) as store:
            assert len(whole(store)) == 3


def test_workers_end_with_a_run_that_is_killed(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "a.jsonl", [good(n) for n in range(200)])
    path = tmp_path / "s.db"
    for _ in range(2):
        with subprocess.Popen([*COMMAND, str(path), source], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            told = [process.stdout.readline().strip() for _ in range(5)]
            process.kill()
            told += [line.strip() for line in process.stdout if line.endswith("\n")]
        # its workers held the pipe open too: that it was read to its end says that they are gone
        with open_store(path) as store:
            assert whole(store) >= set(told)
