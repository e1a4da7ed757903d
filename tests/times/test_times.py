"""Expressions of time: what is found, and what it means on a day. Published on Wednesday, 6 March 2024."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.actors.words import words
from sayso.article import Article, Part
from sayso.language import load, parts
from sayso.times import attach, read_times, times
from sayso.times.grammar import Grammar
from sayso.times.lexer import tokens

NLP = load()


def article(text: str, published: str | None = "2024-03-06") -> Article:
    blocks = [(0, len(text), "paragraph")]
    parsed = tuple(Part(offset, doc) for offset, doc in parts(NLP, text, blocks))
    return Article(text, ((0, len(text), "paragraph"),), parsed, published)


def read(text: str, published: str | None = "2024-03-06") -> list[tuple[str, str | None]]:
    return [(t.text, t.value) for t in times(article(text, published))]


@pytest.mark.parametrize(
    ("text", "words_", "value"),
    [
        ("The ferry sank yesterday.", "yesterday", "2024-03-05"),
        ("The ferry sank on Tuesday.", "Tuesday", "2024-03-05"),
        ("The ferry will sail on Friday.", "Friday", "2024-03-08"),
        ("Miners walked out last week.", "last week", "2024-W09"),
        ("Miners walked out two weeks ago.", "two weeks ago", "2024-02-21"),
        ("The envoy resigned on May 3, 2021.", "May 3, 2021", "2021-05-03"),
        ("The envoy resigned on 3 May 2021.", "3 May 2021", "2021-05-03"),
        ("The envoy resigned on 05/03/2021.", "05/03/2021", "2021-05-03"),
        ("The envoy resigned on 23/03/2021.", "23/03/2021", "2021-03-23"),
        ("The bridge was built in 2019.", "2019", "2019"),
        ("Wells have been dry since August.", "August", "2023-08/.."),
        ("The 20-year war ended badly.", "20-year war"[:7], "P20Y"),
        ("Shops closed in the 1990s.", "the 1990s", "1990/1999"),
        ("He ruled between 2011 and 2015.", "2011 and 2015", "2011/2015"),
        ("The curfew of 12-13 March 2022 was lifted.", "12-13 March 2022", "2022-03-12/2022-03-13"),
        ("Exports fell in the third quarter of 2016.", "the third quarter of 2016", "2016-07/2016-09"),
        ("Police fired in the early hours of Monday.", "the early hours of Monday", "2024-03-04"),
        ("Shells fell overnight.", "overnight", "2024-03-05/2024-03-06"),
        ("The market burned down at noon on Friday.", "noon on Friday", "2024-03-01T12:00"),
        ("They voted on Easter Monday 2019.", "Easter Monday 2019", "2019-04-22"),
        ("The guards meet every Friday.", "every Friday", None),
        ("The harbour froze last winter.", "last winter", None),
    ],
)
def test_an_expression_and_its_value(text: str, words_: str, value: str | None) -> None:
    assert read(text) == [(words_, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Ms May may march to the capital.",
        "A 20-year-old sailor drowned.",
        "The agency counted 2020 people.",
        "It was the second blast.",
        "The bill came to $2,019 and 3.75 per cent.",
        "Call 138-555-2010 or write.",
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert read(text) == []


def test_without_a_day_of_publication_only_whole_dates_have_values() -> None:
    assert read("He fled yesterday, and on 4 June 2020, for two days.", None) == [
        ("yesterday", None),
        ("4 June 2020", "2020-06-04"),
        ("two days", "P2D"),
    ]


def test_later_is_told_from_the_day_that_the_story_came_to() -> None:
    assert read("The camp burned on 10 February. Two days later the army came.")[1] == ("Two days later", "2024-02-12")


def test_years_later_are_told_from_the_year_before_them() -> None:
    assert read("Fighting began in 2013, and ended two years later.") == [("2013", "2013"), ("two years later", "2015")]
    assert read("Two years later it ended.") == [("Two years later", None)]


def test_an_event_takes_the_date_of_its_clause_its_sentence_or_the_story() -> None:
    text = "Rebels shelled the port on Monday, and troops left on Tuesday. Nobody was hurt."
    read_ = article(text)
    ws = words(read_)
    found = read_times(read_, ws)

    def dated(word: str) -> tuple[str, str] | None:
        start = text.index(word)
        out = attach(ws, found, (start, start + len(word)))
        return (out.when.text, out.where) if out else None

    assert dated("shelled") == ("Monday", "clause")
    assert dated("left") == ("Tuesday", "clause")
    assert dated("hurt") == ("Tuesday", "narrative")


WORDS = "May 3 31 2019 99999999999 the of last week to - / ago two Monday a.m. ٣"
PIECES = st.sampled_from(WORDS.split())


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=25).map(" ".join))
def test_any_jumble_is_read_in_order_and_without_overlap(text: str) -> None:
    found = times(article(text))
    spans = [t.span for t in found if t.span]
    assert [text[s:e] for s, e in spans] == [t.text for t in found]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@settings(max_examples=60, deadline=None)
@given(st.dates())
def test_yesterday_is_the_day_before_on_every_day_of_the_calendar(day: object) -> None:
    value = read("They left yesterday.", str(day))[0][1]
    assert value is None or value < str(day)


OPENINGS = ("the end of ", "early late ", "1 day after ", "night of ", "about ", "3-", "Monday to ")


@pytest.mark.parametrize("piece", OPENINGS)
def test_a_long_run_of_openings_ends(piece: str) -> None:
    found = Grammar(tokens(piece * 2000, 0, len(piece) * 2000)).hits()
    assert all(hit.first < hit.last for hit in found)
