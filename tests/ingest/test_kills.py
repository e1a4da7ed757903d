"""kill -9 at any point loses nothing that was reported stored and leaves nothing half there."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from sayso.store import open_store
from tests.ingest.test_ingest import good, ingest, jsonl

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("SAYSO_TEST_KILLS", "12"))
"""Times that it is killed; 200 take some minutes."""


def killed(store: Path, source: str, after: int, wait: float) -> list[str]:
    """The keys that were reported before a run was killed: once it had reported so many, and a moment had passed."""
    command = [sys.executable, "-m", "tests.ingest.killed", str(store), source]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = []
        for line in process.stdout:
            told.append(line)
            if len(told) >= after:
                break
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        told += process.stdout.readlines()
    return [line.strip() for line in told if line.endswith("\n")]


def test_a_killed_run_loses_nothing_that_it_reported(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "a.jsonl", [good(n) for n in range(KILLS * 40)])
    path, chance, reported = tmp_path / "s.db", random.Random(11), set[str]()
    for _ in range(KILLS):
        reported |= set(killed(path, source, chance.randrange(0, 30), chance.random() / 20))
        with open_store(path, make=True) as store:
            keys = {key for key, record in store.records() if record.document.text}
            counts = store.counts()
        assert reported <= keys
        assert counts["blocks"] == counts["documents"] == len(keys)
    ingest(path, source)
    ingest(tmp_path / "never_killed.db", source)
    with open_store(path) as one, open_store(tmp_path / "never_killed.db") as other:
        assert list(one.records()) == list(other.records())
        assert one.counts() == other.counts()


def test_what_is_printed_is_stored(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "a.jsonl", [good(n) for n in range(20)])
    assert len(killed(tmp_path / "s.db", source, 10**9, 60.0)) == 20
