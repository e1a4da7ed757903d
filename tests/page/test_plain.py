"""Plain text: which lines are the article and which the page around it."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.page.lines import units
from sayso.page.plain import read_plain

TABLOID = """\
Ferry boss ‘ignored warnings’ as families demand answers

Survivor tells of ‘chaos’ on deck

We use your sign-up to send you offers from us and third parties. You can unsubscribe at any time. More info

The head of a ferry firm ignored three warnings before one of its boats sank, an inspector has claimed.

Ada Kai told reporters: “I wrote to them in March. I wrote again in May.

READ MORE: Ferry horror: what we know so far

“Nobody answered, and nobody came.

Tulor: a fishing boat brings survivors ashore

“I still have the letters.”

The company rejects the claim.

Ferry tragedy: mother pays tribute to ‘our sunshine’ [PICTURES]
Ferry owners have shown contempt for us all [COMMENT]

Source: Read Full Article
"""


def kinds(text: str) -> list[tuple[str, str]]:
    page = read_plain(text)
    assert page.text == text
    return [(b.kind, text[b.start : b.end]) for b in page.blocks]


def test_a_tabloid_page_falls_into_article_and_shell() -> None:
    assert [kind for kind, _ in kinds(TABLOID)] == [
        "headline", "standfirst", "notice", "paragraph", "paragraph", "related", "paragraph", "caption", "paragraph",
        "paragraph", "related", "related", "source",
    ]  # fmt: skip


def test_an_agency_wire_has_dateline_and_tail() -> None:
    text = """\
UPDATE 2-Ferry sinks off Tulor, 14 dead

TULOR, March 5 (Reuters) - A ferry sank off Tulor on Tuesday, killing at least 14 people, officials said.

Divers are still searching the wreck.

(Reporting by Ann Lee in Tulor; Editing by Jo Roe)
"""
    assert kinds(text) == [
        ("headline", "UPDATE 2-Ferry sinks off Tulor, 14 dead"),
        ("dateline", "TULOR, March 5 (Reuters) -"),
        ("paragraph", "A ferry sank off Tulor on Tuesday, killing at least 14 people, officials said."),
        ("paragraph", "Divers are still searching the wreck."),
        ("source", "(Reporting by Ann Lee in Tulor; Editing by Jo Roe)"),
    ]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = """\
TULOR, 5 MAR 90 -- [REPORT] [RADIO TULOR] [TEXT] A FERRY SANK OFF THE
COAST OF TULOR THIS MORNING WITH MORE THAN FIFTY PEASANTS ON BOARD. THE
NAVY HAS SENT TWO BOATS TO THE PLACE.

THE OWNER OF THE FERRY HAS NOT BEEN FOUND, AND THE POLICE ARE LOOKING
FOR HIM IN THE CAPITAL.
"""
    page = read_plain(text)
    assert [b.kind for b in page.blocks] == ["dateline", "paragraph", "paragraph"]
    assert text[page.blocks[1].start : page.blocks[1].end].endswith("TO THE PLACE.")


def test_byline_and_time_stamp_under_the_headline() -> None:
    text = """\
Council votes to close the old bridge
By Ann Lee in Tulor
Published 5 March 2024, 10:03 GMT
4 min read

The city council voted on Monday to close the bridge.

Traffic will be led over the dam.
"""
    page = read_plain(text)
    assert [b.kind for b in page.blocks] == ["headline", "byline", "other", "other", "paragraph", "paragraph"]
    assert page.byline == "Ann Lee in Tulor"


def test_subheading_between_paragraphs_and_links_at_the_foot() -> None:
    text = """\
Bridge to close

The city council voted on Monday to close the bridge.

What happens next

Traffic will be led over the dam, the council said.

Mayor opens new swimming pool after long delay
Dog saves boy from river
"""
    assert [k for k, _ in kinds(text)] == ["headline", "paragraph", "subheading", "paragraph", "related", "related"]


def test_lines_under_most_read_are_links_until_prose_comes_back() -> None:
    text = """\
Bridge to close

The city council voted on Monday to close the bridge.

Most read
Dog saves boy from river
Mayor opens new swimming pool
Ten ways to cook rice

Traffic will be led over the dam, the council said.
"""
    assert [k for k, _ in kinds(text)] == ["headline", "paragraph", *["related"] * 4, "paragraph"]


def test_reader_comments_at_the_foot_are_not_the_article() -> None:
    text = """\
Bridge to close

The city council voted on Monday evening to close the old bridge over the river Ola for good.

Traffic will be led over the dam until a new bridge is built, the council said in a statement.

2 Comments

JoeBlogs
They should have closed it years ago. My uncle said so.

© 2024 Tulor Times
"""
    assert [k for k, _ in kinds(text)] == ["headline", "paragraph", "paragraph", *["comment"] * 3, "source"]


def test_a_transcript_is_not_taken_for_datelines() -> None:
    text = """\
Transcript of the mayor's press conference

MAYOR: We will close the bridge.

REPORTER: When will it be opened again?

MAYOR: We do not know yet.
"""
    assert [k for k, _ in kinds(text)][1:] == ["paragraph"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Read more about the war in the second part of this report, the ministry said on Monday.",
        "For the latest round of talks, both sides sent their foreign ministers.",
        "“Sign up to the army,” he told them.",
        "Comments by the minister drew anger in the capital.",
        "Share prices fell by three percent.",
        "Updated rules came into force on Monday.",
        "Police said: “Follow us.”",
    ],
)
def test_article_sentences_that_begin_like_furniture_stay_article(line: str) -> None:
    text = f"Council closes bridge\n\nThe council voted to close it.\n\n{line}\n\nTraffic goes over the dam.\n"
    assert {words: kind for kind, words in kinds(text)}[line] == "paragraph"


def test_a_headline_with_a_full_stop_is_told_by_the_paragraph_that_tells_it_again() -> None:
    text = "Council votes to close the bridge.\n\nThe city council has voted to close the old bridge from Monday on.\n"
    assert [k for k, _ in kinds(text)] == ["headline", "paragraph"]
    text = "Nobody saw it coming.\n\nThe city council has voted to close the old bridge from Monday on.\n"
    assert [k for k, _ in kinds(text)] == ["paragraph", "paragraph"]


def test_a_title_that_the_caller_knows_is_the_headline() -> None:
    text = "Tulor Times\nNobody saw it coming.\n\nThe city council has voted to close the old bridge from Monday on.\n"
    page = read_plain(text, title="Nobody saw it coming")
    assert [b.kind for b in page.blocks] == ["other", "headline", "paragraph"]


def test_one_sentence_alone_is_a_paragraph() -> None:
    assert kinds("Rebels attacked the town of Tulor, killing two") == [
        ("paragraph", "Rebels attacked the town of Tulor, killing two")
    ]


_CHARS = st.characters(codec=None, categories=None) | st.sampled_from("\n\r\t \u200b“”\"'.:[]()" + string.ascii_letters)


@given(st.lists(st.text(_CHARS, max_size=30), max_size=12).map("\n".join))
def test_blocks_cover_every_visible_character_once_and_in_order(text: str) -> None:
    at = 0
    for block in read_plain(text).blocks:
        assert at <= block.start < block.end <= len(text)
        assert not any(c.isalnum() for c in text[at : block.start])
        at = block.end
    assert not any(c.isalnum() for c in text[at:])


def test_units_keep_lines_apart_in_a_text_that_is_not_wrapped() -> None:
    assert len(units("One.\nTwo.\nThree.\n")) == 3
