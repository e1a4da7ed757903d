"""Writes the sample output in README.md again after a change of what is printed: ``python docs/sample.py``."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from sayso.cli import app

ROOT = Path(__file__).parent.parent
SHOWN = re.compile(r"(```\n\$ sayso ([^\n]*)\n)(.*?)(\n```)", flags=re.S)


def main() -> None:
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    shown = SHOWN.search(text)
    if shown is None:
        raise SystemExit("README.md has no sample: a block that begins with `$ sayso`")
    command, _, sample = shown[2].rpartition(" ")
    output = CliRunner().invoke(app, [*command.split(), str(ROOT / sample)]).stdout.rstrip()
    readme.write_text(text[: shown.start(3)] + output + text[shown.end(3) :], encoding="utf-8")


if __name__ == "__main__":
    main()
