"""Lemmas by table and rules; the table that is shipped knows everyday news verbs and nouns."""

from __future__ import annotations

from importlib.resources import as_file, files

import pytest

from sayso.errors import InputError
from sayso.language.lemmas import Lemmas


@pytest.fixture(scope="module")
def shipped() -> Lemmas:
    with as_file(files("sayso.language").joinpath("data/lemmas.tsv")) as path:
        return Lemmas.load(path)


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("said", "VBD", "say"),
        ("went", "VBD", "go"),
        ("bombed", "VBD", "bomb"),
        ("denied", "VBN", "deny"),
        ("resigning", "VBG", "resign"),
        ("killing", "VBG", "kill"),
        ("children", "NNS", "child"),
        ("ministries", "NNS", "ministry"),
        ("Protesters", "NNS", "protester"),
        ("worse", "JJR", "bad"),
        ("Reuters", "NNP", "Reuters"),
        ("meeting", "NN", "meeting"),
        ("meeting", "VBG", "meet"),
        ("'s", "POS", "'s"),
        ("shot", "VBN", "shoot"),
        ("overran", "VBD", "overrun"),
        ("swore", "VBP", "swear"),  # a past form that was taken for a present
        ("exceed", "VB", "exceed"),
    ],
)
def test_everyday_words(shipped: Lemmas, form: str, tag: str, lemma: str) -> None:
    assert shipped(form, tag) == lemma


def test_the_longest_ending_wins_and_the_table_before_all_rules() -> None:
    lemmas = Lemmas(["# a comment", "-s\tNNS\t1\t", "-ies\tNNS\t3\ty", "series\tNNS\tseries"])
    assert [lemmas(w, "NNS") for w in ("cats", "Cities", "series")] == ["cat", "city", "series"]


def test_a_word_without_a_rule_is_its_own_lemma_in_lower_case() -> None:
    assert Lemmas([])("Aloft", "RB") == "aloft"


def test_a_broken_line_is_named() -> None:
    with pytest.raises(InputError, match="line 2"):
        Lemmas(["cats\tNNS\tcat", "cats NNS cat"])
