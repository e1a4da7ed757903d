"""Words: they cover the text, agree with Universal Dependencies, and no input makes them slow."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language._spacy import Doc, English
from sayso.language.tokens import LONGEST, GuardedTokenizer

TOKENIZER = GuardedTokenizer(English().tokenizer)
MARKS = "'\"’”“(<&.,-–—_!?*=#~/@:;)>[]%$…"
TEXTS = st.text(st.sampled_from(f"{MARKS} \n\taAzZ09éЖ漢🙂\u0301\u00a0"), max_size=300) | st.text(max_size=100)


def words(text: str) -> list[str]:
    return [word.text for word in TOKENIZER(text)]


@given(TEXTS)
def test_the_words_and_blanks_are_the_text(text: str) -> None:
    doc = TOKENIZER(text)
    assert "".join(word.text_with_ws for word in doc) == text
    assert all(text[word.idx : word.idx + len(word)] == word.text for word in doc)


@given(st.lists(TEXTS, max_size=4))
def test_texts_one_after_the_other_are_one_doc(texts: list[str]) -> None:
    doc = TOKENIZER.join(TOKENIZER.arrays(text) for text in texts)
    assert doc.text == "".join(texts)
    assert [word.text for word in doc] == [word.text for text in texts for word in TOKENIZER(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pro-Beijing lawmakers", "pro-Beijing|lawmakers"),
        ("Pro-Beijing lawmakers", "Pro-Beijing|lawmakers"),
        ("the re-elected mayor", "the|re-elected|mayor"),
        ("a London-based group", "a|London|-|based|group"),
        ("Gen. Ade met Sen. Ruiz.", "Gen.|Ade|met|Sen.|Ruiz|."),
        ("She cannot go and won't.", "She|can|not|go|and|wo|n't|."),
        ("He said: “No.”", "He|said|:|“|No|.|”"),
        ("the minister's car", "the|minister|'s|car"),
        ("call 555-0142 now", "call|555-0142|now"),
        ("on 2024-05-03 he", "on|2024-05-03|he"),
        ("from 10–12 May", "from|10|–|12|May"),
        ("at 5pm", "at|5|pm"),
        ("$5bn in aid", "$|5|bn|in|aid"),
        ("What?! No!!", "What|?!|No|!!"),
        ("and/or", "and|/|or"),
    ],
)
def test_words_are_those_of_universal_dependencies(text: str, expected: str) -> None:
    assert "|".join(words(text)) == expected


@pytest.mark.parametrize("mark", MARKS.replace("[", "").replace("]", ""))
def test_a_run_of_one_mark_is_a_word(mark: str) -> None:
    run = mark * 5000
    assert words(f"so {run} it goes") == ["so", run, "it", "goes"]


class Recorder:
    """Stands for spaCy's tokenizer and keeps what it is asked to split."""

    def __init__(self, inner: Callable[[str], Doc]) -> None:
        self.inner, self.asked = inner, list[str]()

    def __call__(self, text: str) -> Doc:
        self.asked.append(text)
        return self.inner(text)


HOSTILE = [
    "'",
    "'a",
    "a-",
    "a",
    "(')",
    "<&",
    "a.b",
    "’s",
    "é́",
    "1,",
    "🙂",
    "http://",
    ".?",
    "x'(",
    "&amp;",
    "-'-",
    "漢",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_rules_read_only_short_runs_and_a_bounded_share_of_the_text(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = unit * (20_000 // len(unit))
    recorder = Recorder(TOKENIZER.inner)
    monkeypatch.setattr(TOKENIZER, "inner", recorder)
    assert TOKENIZER(text).text == text
    assert all(len(run) <= LONGEST for asked in recorder.asked for run in re.findall(r"\S+", asked))
    assert sum(map(len, recorder.asked)) <= 2 * len(text)  # once to remember the words, once to split


def test_half_a_character_is_read_as_a_replacement_and_moves_nothing() -> None:
    assert [(w.text, w.idx) for w in TOKENIZER("so \ud800 it goes")] == [
        ("so", 0),
        ("\ufffd", 3),
        ("it", 5),
        ("goes", 8),
    ]


def test_an_address_stays_whole_and_a_hidden_one_is_found() -> None:
    address = "https://example.org/" + "a1/" * 100
    assert address in words(f"see {address} for more")
    assert address in words(f"see {'x' * 100}{address} for more")


def test_rules_survive_a_round_trip_through_bytes() -> None:
    other: Any = GuardedTokenizer(English().tokenizer).from_bytes(TOKENIZER.to_bytes())
    text = "Gen. Ade's pro-Beijing allies met at 5pm."
    assert [word.text for word in other(text)] == words(text)
