"""The compact form: marks and notes compile to a record with exact spans."""

import pytest

from corpus.__main__ import articles
from corpus.compact import CompactError, compile_article, read_article
from sayso import check

SOURCE = """\
id: ferry
published: 2024-03-05
---
@headline Ferry {t2 sinks}: {d=min minister} blames ‘{h1 greed}’

@dateline TULOR, March 5 (Tulor Wire) - @@paragraph {d=dead#1 At least {f1 12} people} {t1 died} {d1 on Monday}, \
{n=kai#1 Ada Kai}, {d=kai a harbour inspector}, {c1 said}. \
“{q1 The boat was full,}” {o=kai#2 she} {c2 said}. “{q1 It was \\{old\\}.}”

@notice Sign up to our newsletter
===
actor kai "Ada Kai" person country=SLE role="harbour inspector@kai#1"
actor dead "at least 12 people" people
actor min "minister" person
time d1 2024-03-04 day
stmt s1 direct q1 cue=c2:say:say source=kai#2
figure f1 12 killed of=dead#1 bound=at_least
head h1 scare_quote none
"""


def test_marks_and_notes_become_a_sound_record() -> None:
    record = compile_article(SOURCE).record
    assert check(record) == []
    assert record.document.text.startswith(
        "Ferry sinks: minister blames ‘greed’\n\nTULOR, March 5 (Tulor Wire) - At least 12"
    )
    assert [b.kind for b in record.blocks] == ["headline", "dateline", "paragraph", "notice"]
    [statement] = record.statements
    assert [record.words(run) for run in statement.content] == ["The boat was full,", "It was {old}."]
    assert statement.cue is not None
    assert record.words(statement.cue.span) == "said"
    assert statement.speaker == next(a.id for a in record.actors if a.name == "Ada Kai")
    assert record.figures[0].value == 12
    assert record.times[0].value == "2024-03-04"
    assert record.headline[0].support == "none"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("===\n", "", "one line '==='"),
        ("id: ferry\n", "", "no 'id'"),
        ("{h1 greed}", "{h1 greed", "not closed on its line"),
        ("{h1 greed}", "greed}", "without an opening one"),
        ("{d=min minister}", "{d=mayor minister}", "a mention is of 'mayor'"),
        ("direct q1", "direct q9", "no words are marked 'q9'"),
        ("direct q1", "spoken q1", "Invalid enum value 'spoken'"),
        ("source=kai#2", "source=kai#7", "kai#7"),
        ("head h1", "heading h1", "no such kind of note"),
        ("{o=kai#2 she}", "{o=kai#1 she}", "two mentions are labelled 'kai#1'"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, message: str) -> None:
    with pytest.raises(CompactError, match=message):
        compile_article(SOURCE.replace(old, new))


@pytest.mark.parametrize("path", articles(), ids=lambda p: p.stem)
def test_every_article_of_the_corpus_is_sound(path) -> None:  # type: ignore[no-untyped-def]
    article = read_article(path)
    assert article.head["id"] == path.stem
    assert check(article.record) == []
