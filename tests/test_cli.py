"""The command line, as a person and as a program uses it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sayso import check, from_json
from sayso.cli import app
from sayso.cli.lines import read_lines
from sayso.read import Reader

ARTICLE = """\
Ferry boss ‘ignored warnings’

Sign up for our newsletter

Inspector Ada Kai told reporters: “I wrote to them in March.”

Read more: Ferry horror
"""
PAGE = (
    "<!doctype html><html lang=en><head><title>Ferry inquiry - Tulor Times</title>"
    '<meta property="article:published_time" content="2024-03-05T10:00:00Z"></head><body><nav><a href=/>Home</a></nav>'
    "<article><h1>Ferry inquiry</h1><p>The inquiry into the ferry that sank off Tulor in March began on Monday.</p>"
    "<p>“I wrote to them in March,” inspector Ada Kai told the inquiry in the old harbour hall.</p></article>"
    "</body></html>"
)


def sayso(*args: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(args), input=stdin, env={"COLUMNS": "80"})


def test_a_person_reads_who_said_what_and_what_was_left_out(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    result = sayso("read", str(tmp_path / "ferry.txt"))
    assert result.exit_code == 0
    assert "Ada Kai (Inspector Ada Kai) told" in result.stdout
    assert "    I wrote to them in March." in result.stdout
    assert "notice   Sign up for our newsletter" in result.stdout
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_json_from_standard_input_is_a_sound_record() -> None:
    result = sayso("read", "-", "--json", "--published", "2024-03-05", "--title", "Ferry", stdin=ARTICLE.encode())
    record = from_json(result.stdout)
    assert check(record) == []
    assert record.document.text == ARTICLE
    assert (record.document.published, record.document.title) == ("2024-03-05", "Ferry")


def test_a_page_is_told_from_a_text_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    record = from_json(sayso("read", "--json", str(tmp_path / "page.txt")).stdout)
    assert record.document.published == "2024-03-05T10:00:00+00:00"
    assert "<p>" not in record.document.text
    assert [s.kind for s in record.statements] == ["direct"]


def test_a_folder_is_read_file_by_file_and_the_bad_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.7 \x00\x01")
    (tmp_path / "c.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "notes.csv").write_text("no article", encoding="utf-8")
    result = sayso("read", "--json", str(tmp_path))
    assert result.exit_code == 1
    assert [from_json(line).document.id for line in result.stdout.splitlines()] == ["a", "c"]
    assert "b.txt: " in result.stderr
    assert "PDF" in result.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["read"], "give either FILES"),
        (["read", "nowhere.txt"], "nowhere.txt: No such file"),
        (["read", "-", "--published", "last May"], "ISO 8601"),
        (["read", "--jsonl", "nowhere.jsonl"], "nowhere.jsonl: No such file"),
    ],
)
def test_errors_are_one_sentence_on_standard_error(args: list[str], message: str) -> None:
    result = sayso(*args, stdin=b"A ferry sank.")
    assert result.exit_code in (1, 2)
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_json_lines_keep_their_order_and_a_bad_one_loses_only_itself() -> None:
    rows = [
        b'{"id": "a", "text": "Ada Kai said: \\u201cIt sank.\\u201d"}',
        b'{"id": "b", "text": 3}',
        b"not json",
        b"",
        b'{"id": "c"}',
        b'{"id": "d", "html": "<p>A ferry sank off Tulor on Monday, the navy said in a statement.</p>"}',
        b'{"id": "e", "text": "", "title": "x"}',
        b'{"id": "f", "text": "lone \\ud800 half"}',
        b'{"id": 7, "text": "A ferry sank.", "published": "yesterday"}',
        b'{"id": "g", "text": "\xff"}',
        b"[" * 100_000,
        b'{"id": "h", "text": "A ferry sank."}',
    ]
    lines = [json.loads(line) for line in read_lines(Reader(), rows)]
    found = [
        (line["document"]["id"], None) if "document" in line else (line["id"], line["error"]["kind"]) for line in lines
    ]
    assert found == [
        ("a", None), ("b", "input"), (None, "input"), ("c", "input"), ("d", None), ("e", "empty"), ("f", None),
        ("7", "input"), (None, "input"), (None, "input"), ("h", None),
    ]  # fmt: skip
    assert "line 3 is not JSON" in lines[2]["error"]["message"]


def test_json_lines_on_the_command_line(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": "x", "text": ARTICLE}) + "\n", encoding="utf-8")
    assert from_json(sayso("read", "--jsonl", str(source)).stdout).document.id == "x"


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (sayso("read", "-", "--json", stdin=ARTICLE.encode()).stdout_bytes for _ in range(2))
    assert first == second


def test_schema_and_version() -> None:
    assert json.loads(sayso("schema").stdout)["title"] == "sayso.record/1"
    assert sayso("--version").stdout.strip() == "0.1.0"


def test_terminal_controls_in_an_article_are_not_obeyed() -> None:
    result = sayso("read", "-", stdin="Ada Kai said: “It \x1b[31msank\x07 today.”".encode())
    assert "\x1b" not in result.stdout
    assert "\x07" not in result.stdout


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    command = [sys.executable, "-c", "from sayso.cli import main; main()", "read", str(tmp_path / "ferry.txt")]
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(writer)
    assert done.returncode == 1
    assert done.stderr == b""


def test_a_person_sees_how_many_where_and_when_beside_what_happened(tmp_path: Path) -> None:
    (tmp_path / "raid.txt").write_text(
        "Gunmen ‘torched’ school in Djibo\n\n"
        "Gunmen killed at least 12 people in Djibo on Tuesday, the governor said.\n\n"
        "Police arrested two farmers.\n",
        encoding="utf-8",
    )
    shown = " ".join(sayso("read", str(tmp_path / "raid.txt"), "--published", "2024-03-08").stdout.split())
    assert "nowhere ‘torched’" in shown
    assert "2024-03-05 (Tuesday) · Djibo" in shown
    assert "2024-03-05 (Tuesday, as told before)" in shown
    assert "12 killed" in shown
    assert "or more" in shown
    assert "says governor" in shown
