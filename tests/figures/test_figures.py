"""Figures: how many, of what, how exactly, and of which whole."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.actors.words import words
from sayso.article import Article, Part
from sayso.figures import Amount, figures
from sayso.figures.lexer import scan, tokens
from sayso.language import load, parts
from sayso.language._spacy import Language


@cache
def nlp() -> Language:
    return load()


def read(text: str) -> list[Amount]:
    blocks = ((0, len(text), "paragraph"),)
    article = Article(text, blocks, tuple(Part(offset, doc) for offset, doc in parts(nlp(), text, blocks)))
    return figures(article, words(article))


def said(text: str) -> list[tuple[str, float | int | None, str]]:
    """The words of each figure, its value and its kind."""
    return [(text[slice(*f.span)], f.value, f.kind) for f in read(text)]


def numbers(text: str) -> list[float | int | None]:
    return [n.value if n.value is not None else n.low for n in scan(tokens(text, 0, len(text)))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-three", 23),
        ("a hundred and forty", 140),
        ("two and a half million", 2_500_000),
        ("half a million", 500_000),
        ("three dozen", 36),
        ("1.5 million", 1_500_000),
        ("12,34,567", 1_234_567),
        ("5 lakh", 500_000),
        ("3 thousand", 3000),
        ("tens of thousands", 20_000),
        ("hundreds of thousands", 200_000),
        ("several hundred", 200),
    ],
)
def test_numbers_in_digits_and_words(text, value):
    assert numbers(text) == [value]


@pytest.mark.parametrize(
    ("text", "words_", "value", "unit"),
    [
        ("The port cost $10bn.", "$10bn", 10_000_000_000, "USD"),
        ("The bridge cost €3m.", "€3m", 3_000_000, "EUR"),
        ("The dam will cost Rs 5 crore.", "Rs 5 crore", 50_000_000, "INR"),
        ("She owed them 40 Canadian dollars.", "40 Canadian dollars", 40, "CAD"),
        ("He was fined US$ 200.", "US$ 200", 200, "USD"),
        ("The ferry firm in Auckland, New Zealand, paid a $900 fine.", "$900", 900, "NZD"),
    ],
)
def test_money(text, words_, value, unit):
    (got,) = [f for f in read(text) if f.kind == "money"]
    assert (text[slice(*got.span)], got.value, got.unit) == (words_, value, unit)


def test_a_range_of_money_shares_its_scale():
    (got,) = read("Repairs will cost $5-10 million.")
    assert (got.value, got.low, got.high, got.unit) == (None, 5_000_000, 10_000_000, "USD")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The siege lasted twenty days.", 20, "day"),
        ("They signed a two-week truce.", 2, "week"),
        ("It took an hour and a half.", 1.5, "hour"),
        ("He ruled for two decades.", 20, "year"),
    ],
)
def test_durations(text, value, unit):
    (got,) = read(text)
    assert (got.kind, got.value, got.unit) == ("duration", value, unit)


def test_percent():
    assert said("Turnout was 41 per cent, and a third of the ballots were void.") == [
        ("41 per cent", 41, "percent"),
        ("a third", 33.3, "percent"),
    ]


@pytest.mark.parametrize(
    ("text", "bound", "value"),
    [
        ("At least 20 miners died.", "at_least", 20),
        ("No fewer than 20 miners died.", "at_least", 20),
        ("Up to 20 miners died.", "at_most", 20),
        ("Some 300 miners died.", "about", 300),
        ("Nearly 300 miners died.", "about", 300),
        ("30 or more miners died.", "at_least", 30),
        ("A dozen miners died.", "about", 12),
        ("Forty miners died.", "exact", 40),
    ],
)
def test_bounds(text, bound, value):
    (got,) = read(text)
    assert (got.bound, got.value, got.kind) == (bound, value, "killed")


def test_vague_numbers_have_the_least_that_they_mean():
    (got,) = read("Dozens of sailors were wounded.")
    assert (got.value, got.low, got.bound, got.kind) == (None, 24, "at_least", "injured")


@pytest.mark.parametrize("text", ["Between 12 and 15 sailors died.", "12-15 sailors died.", "12 to 15 sailors died."])
def test_ranges(text):
    (got,) = read(text)
    assert (got.value, got.low, got.high, got.bound) == (None, 12, 15, "exact")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The blast killed 12 people and wounded 30.", ["killed", "injured"]),
        ("Police arrested nine students.", ["detained"]),
        ("Gunmen kidnapped 16 nurses.", ["abducted"]),
        ("More than 2,000 villagers fled.", ["displaced"]),
        ("Seven fishermen are missing.", ["missing"]),
        ("About 400 nurses marched to the palace.", ["people"]),
        ("They burned 14 lorries.", ["count"]),
        ("The murder of six priests shocked the town.", ["killed"]),
        ("The bodies of 19 soldiers were found.", ["killed"]),
    ],
)
def test_what_befell_those_counted(text, kinds):
    assert [f.kind for f in read(text)] == kinds


def test_a_toll_is_not_the_number_of_those_among_it():
    text = "The death toll from the airport bombing has increased to 170, with US marines among the victims."
    (got,) = read(text)
    assert (got.value, got.kind, got.trend) == (170, "killed", "up")
    assert got.counted is not None
    assert words_at(text, got.counted) == "170"


def words_at(text: str, number: int) -> str:
    blocks = ((0, len(text), "paragraph"),)
    return words(Article(text, blocks, tuple(Part(o, d) for o, d in parts(nlp(), text, blocks)))).text[number]


@pytest.mark.parametrize(
    "text",
    [
        "The storm killed 30 people, including three children.",
        "The storm killed 30 people, among them three children.",
        "The storm killed 30 people, three of them children.",
    ],
)
def test_a_share_names_its_whole_and_takes_its_kind(text):
    whole, share = read(text)
    assert (whole.part_of, share.part_of) == (None, 0)
    assert (share.value, share.kind) == (3, "killed")


def test_a_share_before_its_whole():
    share, whole = read("Six of the ten nurses came home.")
    assert (share.part_of, whole.part_of, whole.value) == (1, None, 10)


def test_conflicting_figures_stand_side_by_side():
    got = read("The army said 12 rebels were killed. Villagers said 40 rebels were killed.")
    assert [(f.value, f.kind, f.part_of) for f in got] == [(12, "killed", None), (40, "killed", None)]


@pytest.mark.parametrize(
    "text",
    [
        "The talks began on 5 March 2019.",
        "It happened in 1998.",
        "A 52-year-old trader spoke.",
        "Amina Sesay, 34, spoke.",
        "The convoy left at 6.30am.",
        "The convoy left at 14:20.",
        "He cited Article 5.",
        "She came 17th.",
        "The well is six miles away.",
        "Call 020-7946-0123 now.",
        "They left two days ago.",
        "An F-16 flew over.",
        "The Hawks won 2-1.",
        "The Hawks lost 1-4 at home.",
        "One wonders why.",
        "The two sides talked.",
    ],
)
def test_what_is_no_figure(text):
    assert read(text) == []


@given(st.text(alphabet="0123456789,.- $%ab\n", max_size=200))
@settings(deadline=None, max_examples=60)
def test_numbers_of_any_text_stand_apart_and_in_order(text):
    row = tokens(text, 0, len(text))
    found = list(scan(row))
    assert all(a.last < b.first for a, b in pairwise(found))


def test_a_long_run_of_digits_is_no_number():
    assert numbers("9" * 100_000) == []
    assert numbers("1-" * 50_000) == []


def test_lengths_and_numbers_without_end_are_read():
    assert numbers("999,999,999 trillion trillion") == []
    assert len(read("They waited 1 day " + "1 year 1 month " * 400)) > 0
