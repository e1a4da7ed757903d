"""kill -9 at any point leaves whole parts only, and the same command goes on to the same bytes."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.archive import parts
from tests.archive.test_archive import code, files, pool
from tests.ingest.test_ingest import good, jsonl

pytest.importorskip("pyarrow")

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("SAYSO_TEST_KILLS", "12")) // 4


def killed(folder: Path, engine: str, source: str, after: int) -> set[str]:
    """The parts that were reported before a run was killed: when it had made so many more."""
    command = [sys.executable, "-m", "tests.archive.killed", str(folder), engine, source]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told: set[str] = set()
        before = len(list(folder.glob("part-*"))) if folder.exists() else 0
        for line in process.stdout:
            told.add(line.strip())
            if len(told) >= before + after:
                process.send_signal(signal.SIGKILL)
                break
        told |= {line.strip() for line in process.stdout.readlines() if line.endswith("\n")}
    return told


@pytest.mark.parametrize("engine", ["pool", "dask"])
def test_a_killed_run_leaves_whole_parts_and_goes_on(engine: str, tmp_path: Path) -> None:
    if engine == "dask":
        pytest.importorskip("distributed")
    source = jsonl(tmp_path / "a.jsonl", [good(n) for n in range(KILLS * 70)])
    chance, folder = random.Random(5), tmp_path / "out"
    for _ in range(KILLS):
        told = killed(folder, engine, source, chance.randrange(1, 8))
        there = {name: data for name, data in files(folder).items() if name.startswith("part-")}
        assert told <= set(there)
        assert all(len(list(parts.rows(data, name))) == 7 for name, data in there.items())
    code(folder, pool(), source)
    code(tmp_path / "never_killed", pool(), source)
    assert files(folder) == files(tmp_path / "never_killed")
