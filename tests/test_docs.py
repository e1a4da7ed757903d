"""What the documentation says is what the project does."""

import re
from pathlib import Path

from typer.testing import CliRunner

import sayso
from sayso.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    """The lines of README's two opening commands."""
    return re.findall(r"^(python3 -m venv .*)$", README, flags=re.M)


def test_readme_has_the_two_commands_and_ci_runs_the_second() -> None:
    install, test = commands()
    assert "sayso read" in install
    assert test in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_readme_shows_what_the_command_prints() -> None:
    shown = re.search(r"```\n\$ (sayso [^\n]*)\n(.*?)\n```", README, flags=re.S)
    assert shown is not None
    command, output = shown.groups()
    sample = ROOT / command.rpartition(" ")[2]
    assert CliRunner().invoke(app, ["read", str(sample)]).stdout.rstrip() == output


def test_the_samples_that_readme_reads_are_there() -> None:
    folder = commands()[0].rpartition(" ")[2]
    suffixes = [p.suffix for p in (ROOT / folder).iterdir()]
    assert suffixes.count(".txt") >= 20
    assert suffixes.count(".html") >= 8


def test_every_public_name_is_in_the_reference() -> None:
    for name in sayso.__all__:
        assert f"`{name}`" in REFERENCE or f"`sayso.{name}" in REFERENCE, f"{name} is not in docs/reference.md"


def test_every_command_and_option_is_in_the_reference() -> None:
    import typer

    group = typer.main.get_command(app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        assert f"### `sayso {name}" in REFERENCE
        for parameter in command.params:
            for option in parameter.opts:
                assert not option.startswith("-") or f"`{option}" in REFERENCE, f"{name} {option} is not documented"


def test_block_kinds_are_those_of_the_reference() -> None:
    from typing import get_args

    from sayso.record import BlockKind

    for kind in get_args(BlockKind):
        assert f"`{kind}`" in REFERENCE
