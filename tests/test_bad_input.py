"""Whatever comes in: a sound record, or one clear error; never a hang and never a lost neighbour."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import PageError, SaysoError, check, read
from sayso.page import decode, read_page

SENTENCE = "A ferry sank off Tulor on Monday, and the navy said that it had sent two boats. "


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("“” ‘’ — …", "empty"),
    ],
)
def test_what_cannot_be_read_is_one_clear_error(text: str, kind: str) -> None:
    with pytest.raises(PageError) as error:
        read(text)
    assert error.value.kind == kind
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "„Die Fähre ist am Montag gesunken“, sagte Ada Kai, und die Marine hat zwei Boote geschickt. " * 9,
        "Паром затонул в понедельник, сообщили власти города, и флот направил туда два судна. " * 9,
    ],
)
def test_a_text_that_is_not_english_is_not_coded(text: str) -> None:
    record = read(text)
    assert record.document.language == "und"
    assert record.blocks
    assert not record.statements
    assert not record.mentions


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n\x00\x00", b"%PDF-1.4\n", b"PK\x03\x04abc", bytes(range(256)) * 40])
def test_binary_files_are_named_as_such(raw: bytes) -> None:
    with pytest.raises(PageError):
        decode(raw)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_are_told_apart(encoding: str) -> None:
    text = "Ada Kai said: “The café’s ferry sank.”"
    assert decode(text.encode(encoding)) == text


def test_line_ends_invisible_characters_and_directions_are_kept() -> None:
    text = "\ufeffFerry sinks\r\n\r\nAda\u200b Kai said: \u202b“It sank.”\u202c\r\n\r\nשלום עולם\r\n"
    record = read(text)
    assert record.document.text == text
    assert check(record) == []


@given(st.text(st.characters(codec=None, categories=None), max_size=200))
@settings(max_examples=150)
def test_any_string_is_read_or_refused(text: str) -> None:
    try:
        record = read(text)
    except SaysoError:
        return
    else:
        assert check(record) == []
        assert record.document.text == text


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        page = read_page(decode(raw))
    except SaysoError:
        return
    else:
        assert all(0 <= b.start < b.end <= len(page.text) for b in page.blocks)


HOSTILE = {
    "quote marks": "'\"' * 100_000",
    "opening marks": "'“' * 100_000",
    "single marks": '"\'" * 100_000',
    "brackets": "'(' * 50_000 + '<' * 50_000 + '[' * 50_000",
    "one long word": "'a' * 200_000",
    "one long capital word": "'B' * 200_000",
    "dots": "'. ' * 20_000 + '.' * 300_000",
    "one long line": "'He said “no” and ' * 12_000",
    "blank lines": "'\\n' * 1_000_000",
    "short lines": "'Comments\\nShare\\nRead more\\nBy Ann Lee\\n' * 25_000",
    "unclosed quotations": "'“He said so.\\n\\n' * 5_000",
    "dashes and colons": "'A - B: C — ' * 60_000",
    "capitals": "'Ann Lee ' * 100_000 + '“x y z,” said Ann'",
    "zero width": "'\\u200b' * 500_000",
    "tags in text": "'<p>' * 100_000",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_no_more_than_linear_time(name: str) -> None:
    """A quadratic step would take many minutes on these; the process is given one."""
    text = f"{HOSTILE[name]} + ' {SENTENCE * 20}'"
    code = f"import sayso\ntry:\n    sayso.read({text}, html=None)\nexcept sayso.SaysoError: pass"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
