"""The split into train, dev and test: made once and kept."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import split
from corpus.__main__ import articles, main
from corpus.sentences import read
from corpus.split import PARTS, SplitError, missing, part, rule, sentence_part, story, table

LINES = split.TABLE.read_text(encoding="utf-8").splitlines()
FIRST = [line for line in LINES if not line.startswith("#")][:53]
"""The heading and the 52 stories that the split was made of."""


def test_the_first_stories_are_never_moved() -> None:
    assert (
        sha256("\n".join(FIRST).encode()).hexdigest()
        == "2e1350fdc812058d4f2ab522bb63ce1a5a628aa6b66495b3b86c2ced24254883"
    )


def test_what_came_later_stands_where_the_rule_puts_it() -> None:
    later = dict(list(table(LINES).items())[52:])
    assert later == {name: rule(name) for name in later}


def test_every_article_has_its_part_with_its_story() -> None:
    assert missing(articles()) == [], "python -m corpus split --add"
    assert {part(path) for path in articles()} == set(PARTS)
    assert all(part(path) == part(story(path)) for path in articles())


def test_parts_have_about_their_share() -> None:
    found = [part(path) for path in articles()]
    shares = {name: found.count(name) / len(found) for name in PARTS}
    assert 0.5 < shares["train"] < 0.7
    assert 0.1 < shares["dev"] < 0.22
    assert 0.18 < shares["test"] < 0.32


def test_a_sentence_keeps_its_part_when_a_comma_changes() -> None:
    assert sentence_part("The rebels, they said, left Tulor.") == sentence_part("The rebels they said left Tulor")


@given(st.text())
def test_every_text_has_one_part_always_the_same(text: str) -> None:
    assert sentence_part(text) in PARTS
    assert sentence_part(text) == sentence_part(text)


def test_sentences_fall_to_the_parts_by_their_share() -> None:
    found = [sentence_part(sentence.text) for sentence in read()]
    for name, share in zip(PARTS, (0.60, 0.15, 0.25), strict=True):
        assert abs(found.count(name) / len(found) - share) < 0.04


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (["story\tpart", "dam\ttrain", "dam\tdev"], "stands twice"),
        (["story\tpart", "dam\tvalidation"], "not a story and its part"),
        (["story\tpart", "dam"], "not a story and its part"),
    ],
)
def test_an_unsound_table_is_refused(rows: list[str], why: str) -> None:
    with pytest.raises(SplitError, match=why):
        table(rows)


def test_an_article_without_a_story_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.ann").write_text("id: x\n---\nstory: no\n===\n", encoding="utf-8")
    with pytest.raises(SplitError, match=r"x\.ann: its header names no story"):
        story(tmp_path / "x.ann")


def test_new_stories_are_appended_by_the_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "split.tsv"
    kept.write_text("story\tpart\ndam\tdev\n", encoding="utf-8")
    monkeypatch.setattr(split, "TABLE", kept)
    split._kept.cache_clear()
    for name in ("ferry", "dam"):
        (tmp_path / f"{name}-1.ann").write_text(f"id: {name}-1\nstory: {name}\n---\n===\n", encoding="utf-8")
    try:
        assert split.add(sorted(tmp_path.glob("*.ann"))) == ["ferry"]
        assert split.add(sorted(tmp_path.glob("*.ann"))) == []
        assert kept.read_text(encoding="utf-8") == f"story\tpart\ndam\tdev\nferry\t{rule('ferry')}\n"
        assert part("dam") == "dev"
    finally:
        split._kept.cache_clear()


def test_the_command_prints_what_each_part_holds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["split"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == ["part", "stories", "articles", "sentences"]
    assert [row[0] for row in rows[1:]] == list(PARTS)
    assert sum(int(row[2]) for row in rows[1:]) == len(articles())
