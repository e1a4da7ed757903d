"""The tables of what the corpus holds, and the slips that the checker finds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import show
from corpus.__main__ import articles, main
from corpus.compact import Article, compile_article, read_article
from corpus.lint import hints, slips

FERRY = """id: ferry
story: ferry
genre: wire
region: africa
published: 2024-03-05
---
@headline {d=min#1 Minister} blames crew

{n=kai#1 Fatmata Kai} {c1 said} {q1 {d=gun#1 gunmen} had {t1 shot} {d=dead#1 {f1 two} sailors}}.
@+ “{q2 It was dark,}” {o=kai#2 she} {c2 said}.
@related More on ferries
===
actor min "minister" person country=SLE sector=GOV
actor kai "Fatmata Kai" person country=SLE
actor gun "gunmen" armed_group country=SLE sector=UAF
actor dead "two sailors" people country=SLE
stmt s1 indirect q1 cue=c1:say:say source=kai#1
stmt s2 direct q2 cue=c2:say:say source=kai#2
event e1 ASSAULT t1 mode=firearms actors=gun#1 recipients=dead#1 figures=f1 effects=killed:dead#1:f1 tense=past voice=s1
figure f1 2 killed of=dead#1 event=e1 voice=s1
"""


@pytest.fixture(scope="module")
def everything() -> list[Article]:
    return [read_article(path) for path in articles()]


def told(before: str, after: str) -> list[str]:
    """The slips of the ferry's article with some words exchanged."""
    assert before in FERRY
    return list(slips(compile_article(FERRY.replace(before, after)).record))


def test_things_are_counted_by_part() -> None:
    tables = show.tables([compile_article(FERRY)])
    (part,) = tables["articles"]["articles"]
    assert tables["articles"]["words"][part] == 19
    assert tables["statements by kind"] == {"indirect": {part: 1}, "direct": {part: 1}}
    assert tables["events by type and mode"] == {"ASSAULT firearms": {part: 1}}
    assert tables["blocks"]["related"] == {part: 1}


def test_page_shell_is_not_among_the_articles_words() -> None:
    assert "ferries" not in show.article_words(compile_article(FERRY))


def test_trigrams_are_counted_within_texts_up_to_a_number_of_words() -> None:
    assert show.distinct_trigrams([["a", "b", "c", "A", "b", "C"]], words=6) == 3 / 4
    assert show.distinct_trigrams([["a", "b", "c", "A", "b", "C"]], words=5) == 1
    assert show.distinct_trigrams([["a", "b"], ["c", "d"]], words=9) == 0
    twice = [["a", "b", "c"], ["a", "b", "c"]]
    assert show.distinct_trigrams(twice, words=6) == 1 / 2


def test_show_compares_with_other_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = tmp_path / "ferry.ann", tmp_path / "others.jsonl"
    ours.write_text(FERRY, encoding="utf-8")
    theirs.write_text(json.dumps({"id": "1", "text": "so it goes and so it goes and"}) + "\n", encoding="utf-8")
    assert main(["show", str(ours), "--against", str(theirs)]) == 0
    out = capsys.readouterr().out
    assert "distinct trigrams in 8 words" in out
    assert "  the other texts                     0.6667" in out
    assert "cues: 2 of 1 lemmas" in out


def test_no_cue_is_above_a_quarter_of_all(everything: list[Article]) -> None:
    found = show.cues(everything)
    assert max(found.values()) <= 0.25 * found.total()


def test_every_article_is_free_of_slips(everything: list[Article]) -> None:
    assert [(article.head["id"], slip) for article in everything for slip in slips(article.record)] == []


def test_every_part_has_every_kind_of_statement_and_type_of_event(everything: list[Article]) -> None:
    tables = show.tables(everything)
    parts = set(tables["articles"]["articles"])
    assert parts == {"train", "dev", "test"}
    for row in tables["statements by kind"].values():
        assert set(row) == parts
    assert len(tables["events by type"]) == 16
    for row in tables["events by type"].values():
        assert set(row) == parts


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("tense=past voice=s1", "tense=past", "e1 'shot' has the voice None and stands in the content of s1"),
        ("event=e1 voice=s1", "event=e1", "f1 'two' has the voice None"),
        ("tense=past voice=s1", "voice=s1", "e1: no tense"),
        ("figures=f1 effects", "effects", "not among its figures"),
        ("event=e1 voice=s1", "voice=s1", "lists the figure f1"),
        ("sailors}}.", "sailors}.}", "ends in '.'"),
        ("stmt s1 indirect", "stmt s1 mixed", "mixed, without quotation marks"),
        ("“{q2 It was dark,}”", "{q2 “It was dark,”}", "with its quotation marks"),
        ("{n=kai#1 Fatmata Kai} ", "{n=kai#1 Fatmata Kai }", "an end that is not its own"),
        ("source=kai#2", "source=kai#2 parent=s1", "s2 has the parent s1 and stands in the content of None"),
        ('actor min "minister"', 'actor ghost "a ghost" person\nactor min "minister"', "without a mention"),
        ("source=kai#1", 'source=kai#1 anonymous="a sailor"', "with an article"),
        ("tense=past", "tense=past mutual=yes", "unlike parties"),
        ('"minister" person', '"minister" person role="minister"', "has no label, though a mention says it"),
        ("{n=kai#1 Fatmata Kai}", "{d=min Freetown}’s {n=kai#1 Fatmata Kai}", "the possessor before 'Fatmata Kai'"),
    ],
)
def test_a_slip_is_named(before: str, after: str, why: str) -> None:
    assert any(why in slip for slip in told(before, after)), told(before, after)


def test_a_sound_article_has_no_slip_and_hints_at_unmarked_words() -> None:
    record = compile_article(FERRY).record
    assert list(slips(record)) == []
    bare = compile_article(FERRY.replace("{o=kai#2 she}", "she").replace("source=kai#2", "speaker=kai")).record
    assert [hint[:14] for hint in hints(bare)] == ["unmarked 'she'"]
