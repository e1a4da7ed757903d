"""The tutorial works: its commands and its Python are run as they stand there, in order."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TUTORIAL, flags=re.S | re.M)


def run(arguments: list[str], folder: Path) -> str:
    told = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_its_commands_and_python_go_from_a_folder_to_a_plot(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("matplotlib")
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    (tmp_path / "matplotlibrc").write_text("backend: Agg\n")
    sayso = [sys.executable, "-c", "from sayso.cli import main; main()"]
    for line in (line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()):
        command, *given = shlex.split(line)
        assert command == "sayso"
        run([*sayso, *given], tmp_path)
    printed = run([sys.executable, "-c", "".join(block for kind, block in BLOCKS if kind == "python")], tmp_path)
    assert f"{len(list((ROOT / 'samples').iterdir()))} articles" in printed
    assert "market-blast-1" in printed
    assert "ASSAULT killed" in printed
    assert (tmp_path / "who-tells.png").read_bytes().startswith(b"\x89PNG")


def test_r_and_python_read_columns_that_there_are() -> None:
    from sayso.export.tables import SHEETS

    columns = {column.name for sheet in SHEETS for column in sheet.columns}
    (r,) = (block for kind, block in BLOCKS if kind == "r")
    assert {"polarity", "modality", "same_as", "voice_name", "document", "kind", "text", "bound", "value"} <= columns
    used = set(re.findall(r"events\$(\w+)|happened\$(\w+)", r)) - {("", "told_by")}
    assert {name for pair in used for name in pair if name} <= columns
