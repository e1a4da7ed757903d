"""Reported speech and thought, read from the parse: source, cue, content, setting, and what stands in what."""

from __future__ import annotations

import pytest

from sayso import check, read
from sayso.record import Record, Statement

LEAD = "Flood in Tulor\n\nThe dam above Tulor broke on Monday after a week of heavy rain in the hills.\n\n"

NIGHT = "Nine people drowned in the night"


def said(sentence: str) -> tuple[Record, list[Statement]]:
    """The record of a short article that ends with ``sentence``, and its statements."""
    record = read(LEAD + sentence + "\n", published="2024-05-14")
    assert check(record) == []
    return record, list(record.statements)


def words(record: Record, statement: Statement) -> tuple[str | None, str | None, list[str]]:
    """The words of source, cue and content."""
    source = next((record.words(m.span) for m in record.mentions if m.id == statement.source), None)
    cue = record.words(statement.cue.span) if statement.cue else None
    return source, cue, [record.words(span) for span in statement.content]


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content"),
    [
        ("The ministry said that two bridges had fallen.", "The ministry", "said", ["two bridges had fallen"]),
        ("The ministry said two bridges had fallen.", "The ministry", "said", ["two bridges had fallen"]),
        ("Two bridges had fallen, the ministry said.", "the ministry", "said", ["Two bridges had fallen"]),
        ("Reporters asked whether the road was open.", "Reporters", "asked", ["whether the road was open"]),
        ("The governor promised to rebuild the school.", "The governor", "promised", ["to rebuild the school"]),
        ("The mayor urged residents to boil their water.", "The mayor", "urged", ["to boil their water"]),
        ("The union accused the company of hiding the report.", "The union", "accused", ["hiding the report"]),
        ("The company denied hiding the report.", "The company", "denied", ["hiding the report"]),
        ("The government announced a curfew.", "The government", "announced", ["a curfew"]),
        ("Two bridges fell, according to the ministry.", "the ministry", "according to", ["Two bridges fell"]),
        ("The army rejected the union’s claim that it had fired.", "the union", "claim", ["it had fired"]),
        ("Police put the dead at 31.", "Police", "put", ["the dead at 31"]),
        ("The hospital counted 18 bodies.", "The hospital", "counted", ["18 bodies"]),
        ("The mayor would not say for how long.", "The mayor", "say", ["for how long"]),
        ("The road was open, his wife, Ada Kai, told reporters.", "Ada Kai", "told", ["The road was open"]),
        ("Nine people drowned in the night, by the army’s count.", "the army", "count", [NIGHT]),
        ("Two bridges fell, in the words of Ada Kai.", "Ada Kai", "in the words of", ["Two bridges fell"]),
        ("The rebels had agreed in June to leave the valley.", "The rebels", "agreed", ["to leave the valley"]),
    ],
)  # fmt: skip
def test_frames(sentence: str, source: str, cue: str, content: list[str]) -> None:
    record, statements = said(sentence)
    found = [words(record, s) for s in statements]
    assert (source, cue, content) in found
    assert all(s.kind == "indirect" for s in statements if words(record, s) == (source, cue, content))


def test_quoted_words_inside_a_report_make_it_mixed() -> None:
    record, statements = said("The mayor said the wall was “a disgrace” to the town.")
    assert [(s.kind, *words(record, s)) for s in statements] == [
        ("mixed", "The mayor", "said", ["the wall was “a disgrace” to the town"])
    ]


def test_a_passive_without_an_agent_is_anonymous() -> None:
    record, statements = said("The rebels are believed to be hiding in the hills.")
    assert [(s.anonymous, s.speaker, words(record, s)[2]) for s in statements] == [
        ("believed", None, ["hiding in the hills"])
    ]


def test_an_unnamed_source_keeps_its_words_and_gets_no_name() -> None:
    _, statements = said("Two officials said the gates had been open since Sunday.")
    assert [(s.anonymous, s.speaker) for s in statements] == [("Two officials", None)]


def test_a_second_cue_with_the_same_subject_is_a_second_statement() -> None:
    record, statements = said("The ministry denied that the gates had been open and accused the union of lying.")
    found = [words(record, s) for s in statements]
    assert ("The ministry", "denied", ["the gates had been open"]) in found
    assert ("The ministry", "accused", ["lying"]) in found


def test_reported_speech_nests() -> None:
    record, statements = said("Police said witnesses had reported that a truck was burning.")
    outer, inner = statements
    assert words(record, outer)[0] == "Police"
    assert words(record, inner)[2] == ["a truck was burning"]
    assert inner.parent == outer.id
    assert outer.parent is None


def test_what_is_not_said_is_negative() -> None:
    record, statements = said("The ministry declined to say whether the gates had been open.")
    assert [(s.polarity, words(record, s)[2]) for s in statements] == [
        ("negative", ["whether the gates had been open"])
    ]


def test_addressee_and_venue() -> None:
    record, statements = said("Ada Kai, who lives below the dam, told Radio Tulor that nobody had rung her.")
    actors = {a.id: a.name for a in record.actors}
    (told,) = statements
    assert actors[told.speaker or ""] == "Ada Kai"
    assert "Radio Tulor" in (actors.get(told.addressee or ""), actors.get(told.venue or ""))


def test_a_headline_names_its_source_last() -> None:
    record = read("Dam ‘a death trap’ says engineer\n\nThe dam above Tulor broke on Monday after a week of rain.\n")
    (claim,) = record.statements
    assert words(record, claim) == ("engineer", "says", ["Dam ‘a death trap’"])


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister spoke for an hour.",
        "The K in the name stands for ‘Khor’, an old word for dry river.",
        "Everybody agreed with her.",
    ],
)
def test_no_statement(sentence: str) -> None:
    _, statements = said(sentence)
    assert statements == []


def test_a_source_that_there_is_none_of_is_no_anonymous_one() -> None:
    _, statements = said("No group has claimed that it fired the rockets.")
    assert [(s.source, s.anonymous) for s in statements] == [(None, None)]
