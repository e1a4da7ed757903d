"""The commands that ask a store: tables for people, JSON and CSV for programs, and how many there are in all."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sayso.cli import app
from sayso.store import Fault, bundle, open_store
from tests.store.records import TEXT, record


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A store of three articles and an error."""
    formula = record("formula", text=TEXT.replace("Army shells", "=HYPERLINK(1) shells"), published="2024-03-07")
    with open_store(tmp_path / "s.db", make=True) as store:
        articles = [record("old", published="2023-12-31"), record("new", url="https://a.example/1"), formula]
        store.add([(bundle(r.document.id, r), "here") for r in articles])
        store.fail([Fault(key="k", source="a.txt\x1b[31m", kind="empty", message="there are no words")])
    return str(tmp_path / "s.db")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_people_see_the_sentence_the_source_and_how_many_there_are(path: str) -> None:
    shown = run("events", "--type", "ASSAULT", "--since", "2024-03-05", "--until", "2024-03-05", "--store", path).stdout
    assert shown == (
        "ASSAULT firearms: rebels → traders [Tulor, TUL, 2024-03-04; says Ada Erdoğan]\n"
        "    General Ada Erdoğan said on Monday that rebels killed 12 traders at the\n"
        "    market.\n"
        "    — 2024-03-05 · Tulor Times · Army shells Tulor market · new ·\n"
        "      https://a.example/1 [73–79]\n"
        "\n"
        "1 in all\n"
    )


@pytest.mark.parametrize(
    ("command", "total", "column", "first"),
    [
        (["search", "traders"], 3, "id", "formula"),
        (["search", "traders", "--speaker", "erdogan", "--country", "TUL", "--until", "2023"], 1, "id", "old"),
        (["search", "--actor", "rebels", "--type", "killed", "--voice", "ada"], 3, "id", "formula"),
        (["statements", "--speaker", "ada", "--type", "warn"], 3, "cue_text", "warned"),
        (["statements", "market"], 6, "sentence", "General Ada Erdoğan said on Monday that rebels killed 12 traders at "
         "the market."),
        (["events", "--actor", "rebels", "--voice", "erdogan"], 3, "recipient_names", "traders"),
        (["figures", "--type", "killed"], 3, "value", 12),
        (["actors", "erdogan"], 1, "documents", 3),
        (["actors", "--type", "armed_group", "--country", "TUL"], 1, "name", "rebels"),
        (["errors"], 1, "kind", "empty"),
    ],
)  # fmt: skip
def test_programs_get_the_total_then_a_line_a_row(
    path: str, command: list[str], total: int, column: str, first: object
) -> None:
    lines = [json.loads(line) for line in run(*command, "--json", "--store", path).stdout.splitlines()]
    assert lines[0] == {"total": total, "shown": total}
    assert (len(lines) - 1, lines[1][column]) == (total, first)
    result = run(*command, "--csv", "--store", path)
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert (len(rows), rows[0][column]) == (total, str(first))
    assert f"{total} in all" in (result.stderr if command[0] != "errors" else result.output)
    assert result.exit_code == 0


def test_a_part_says_of_how_many_it_is(path: str) -> None:
    assert run("search", "traders", "--limit", "1", "--store", path).stdout.endswith("1 of 3; --limit 0 shows all\n")
    assert run("statements", "--limit", "0", "--store", path).stdout.endswith("6 in all\n")
    assert run("events", "--type", "TRADE", "--store", path).stdout == "0 in all\n"


def test_no_cell_is_a_formula(path: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("events", "--csv", "--limit", "1", "--store", path).stdout)))
    assert rows[0]["document_title"] == "'=HYPERLINK(1) shells Tulor market"


def test_no_source_can_paint_the_terminal(path: str) -> None:
    assert "\x1b" not in run("errors", "--store", path).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["search", "--since", "2024"], "there is nothing to search for"),
        (["search", "x", "--since", "soon"], "'soon' is no ISO date"),
        (["events", "--actor", "..."], "there is no word in '...'"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(path: str, arguments: list[str], said: str) -> None:
    result = run(*arguments, "--store", path)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert said in result.stderr


def test_a_store_that_is_not_there_is_said(tmp_path: Path) -> None:
    for command in (["search", "x"], ["statements"], ["events"], ["figures"], ["actors", "x"], ["errors"]):
        result = run(*command, "--store", str(tmp_path / "none.db"))
        assert (result.exit_code, result.stderr) == (
            2,
            f"sayso: there is no store at {tmp_path / 'none.db'}; sayso ingest makes one\n",
        )
