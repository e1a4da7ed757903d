"""Every format: its columns are those of the codebook, its bytes hang on nothing but the articles."""

import csv
import io
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso.cli import app
from sayso.export.codebook import codebook
from sayso.export.columns import meanings
from sayso.export.formats import FORMATS, Format, stream
from sayso.export.given import RecordLines, key
from sayso.export.tables import SHEETS
from sayso.export.tables import meanings as table_meanings
from sayso.export.view import View
from sayso.record import Record, to_json
from sayso.store import bundle, open_store
from sayso.store.schema import PARTS, documents
from tests.export.records import attack
from tests.store.records import TEXT, record

DOCS = Path(__file__).parent.parent.parent / "docs" / "exports.md"


def spoken_by(name: str, **given: str) -> Record:
    return record(text=TEXT.replace("Ada Erdoğan", name), speaker=name, **given)


ARTICLES = [spoken_by(f"Ada Erdoğan {n}", id=f"a{n}", url=f"https://a.example/{n}") for n in range(6)]
ARTICLES[2] = attack()
TABLES = [f for f in FORMATS.values() if f.folder and f.name != "parquet"]
LIGHT = [f for f in FORMATS.values() if f.name not in ("parquet", "conllu")]
"""Formats that need neither a model nor an extra."""


def views(records: list[Record]) -> list[View]:
    return [View(key(r.document), r) for r in records]


def written(kind: Format, records: list[Record], table: str | None = None) -> bytes:
    out = io.BytesIO()
    stream(views(records), kind, out, table)
    return out.getvalue()


def rows(data: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=delimiter))


def test_the_codebook_in_the_documentation_is_current() -> None:
    assert DOCS.read_text(encoding="utf-8") == codebook(), "run: sayso export --codebook > docs/exports.md"


def test_the_codebook_tells_of_no_column_that_is_not_there() -> None:
    told = {(s.name, c.name) for f in FORMATS.values() for s in f.sheets for c in s.columns}
    for sheet, columns in meanings().items():
        if sheet != "provenance":
            assert {(sheet, c) for c in columns} <= told
    assert all(
        f"{c.name}" in DOCS.read_text(encoding="utf-8") for f in FORMATS.values() for s in f.sheets for c in s.columns
    )


def test_the_tables_have_the_columns_of_the_store() -> None:
    stored = {t.name: [c.name for c in t.c if c.name not in ("doc", "n")] for t in PARTS}
    stored["blocks"] = [*stored["blocks"], "text"]
    stored["documents"] = [c.name for c in documents.c if c.name not in ("no", "key", "id", "record")]
    assert {name: [c for c in told if c != "."] for name, told in table_meanings().items()} == stored


@pytest.mark.parametrize("kind", [f for f in FORMATS.values() if f.ending in (".csv", ".tsv")], ids=lambda f: f.name)
def test_files_have_exactly_the_columns_of_the_codebook(kind: Format) -> None:
    delimiter = "\t" if kind.ending == ".tsv" else ","
    for sheet in kind.sheets:
        table = rows(written(kind, ARTICLES, sheet.name if kind.folder else None), delimiter)
        assert table[0] == [column.name for column in sheet.columns]
        assert {len(row) for row in table} == {len(sheet.columns)}
        assert len(table) > 1


@pytest.mark.parametrize("kind", LIGHT, ids=lambda f: f.name)
def test_the_order_of_ingestion_leaves_no_trace(kind: Format, tmp_path: Path) -> None:
    orders = [list(ARTICLES), list(ARTICLES)]
    random.Random(5).shuffle(orders[1])
    results = []
    for number, order in enumerate(orders):
        where = str(tmp_path / f"{number}.db")
        with open_store(where, make=True) as store:
            store.add([(bundle(key(r.document), r), "test") for r in order])
        out = tmp_path / f"out{number}"
        given = ["export", "--store", where, "--format", kind.name, "--out", str(out)]
        assert CliRunner().invoke(app, given).exit_code == 0
        results.append(
            {p.name.replace(f"out{number}", ""): p.read_bytes() for p in ([*out.iterdir()] if kind.folder else [out])}
        )
    assert results[0] == results[1]
    assert all(results[0].values())


@pytest.mark.parametrize("kind", LIGHT, ids=lambda f: f.name)
def test_records_from_json_lines_give_what_the_store_gives(kind: Format, tmp_path: Path) -> None:
    lines = [to_json(r) for r in (*reversed(ARTICLES), ARTICLES[0])]
    lines.insert(1, b'{"id":"x","error":{"kind":"empty","message":"there are no words"}}')
    file = tmp_path / "records.jsonl"
    file.write_bytes(b"\n".join(lines))
    table = ["--table", "events"] if kind.folder else []
    told = CliRunner().invoke(app, ["export", "--records", str(file), "--format", kind.name, "--out", "-", *table])
    assert told.exit_code == 0, told.output
    assert "1 article could not be read" in told.stderr
    ordered = sorted(ARTICLES, key=lambda r: (r.document.id, key(r.document)))
    assert told.stdout_bytes == written(kind, ordered, "events" if kind.folder else None)


def test_json_lines_are_the_records_themselves() -> None:
    assert written(FORMATS["jsonl"], ARTICLES).splitlines() == [to_json(r) for r in ARTICLES]


@pytest.mark.parametrize("kind", TABLES, ids=lambda f: f.name)
def test_span_text_stands_beside_its_offsets(kind: Format) -> None:
    delimiter = "\t" if kind.ending == ".tsv" else ","
    for sheet in SHEETS[1:]:
        if "start" not in {c.name for c in sheet.columns} or sheet.name == "statements":
            continue
        head, *lines = rows(written(kind, [ARTICLES[0]], sheet.name), delimiter)
        for line in lines:
            cells = dict(zip(head, line, strict=True))
            assert cells["text"] == ARTICLES[0].words((int(cells["start"]), int(cells["end"])))


def test_formulas_are_text() -> None:
    evil = spoken_by("@SUM(A1)\x07 Erdoğan", id="=HYPERLINK(1)")
    out = written(FORMATS["csv"], [evil], "statements").decode()
    assert "'=HYPERLINK(1)" in out
    assert ",@SUM" not in out
    assert "\x07" not in out
    assert "\ufffd Erdoğan" in out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--format", "xls", "--out", "x"], "there is no format 'xls'"),
        (["--format", "csv"], "--out names the file"),
        (["--format", "csv", "--out", "-"], "a file for each table"),
        (["--format", "csv", "--out", "x.csv", "--table", "votes"], "no table 'votes' (tables: documents,"),
        (["--format", "gdelt", "--out", "x", "--table", "events"], "gdelt has no table 'events'"),
        (["--format", "jsonl", "--out", "/nowhere/at/all"], "cannot be written"),
    ],
)
def test_what_is_wrong_is_one_sentence(given: list[str], said: str, tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.write_bytes(to_json(ARTICLES[0]))
    told = CliRunner().invoke(app, ["export", "--records", str(file), *given])
    assert told.exit_code == 2
    assert said in told.stderr
    assert told.stderr.startswith("sayso: ")
    assert told.stderr.count("\n") == 1


def test_a_line_that_is_no_record_is_named() -> None:
    with pytest.raises(ValueError, match="x, line 2: not a sayso record"):
        RecordLines(io.BytesIO(to_json(ARTICLES[0]) + b'\n{"id": 1}\n'), "x")


def test_a_file_that_cannot_be_made_whole_is_left_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("before")
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{}")
    assert (
        CliRunner().invoke(app, ["export", "--records", str(bad), "--format", "jsonl", "--out", str(out)]).exit_code
        == 2
    )
    assert out.read_text() == "before"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.jsonl", "out.jsonl"]
