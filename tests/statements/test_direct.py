"""Direct quotations with their sources, read from the surface of the text."""

import pytest

from sayso import check, read
from sayso.record import Record

Found = list[tuple[str, str | None, str | None, list[str]]]


def said(record: Record) -> Found:
    """(kind, source's words, speaker's name, runs) of each statement."""
    assert check(record) == []
    mentions = {m.id: record.words(m.span) for m in record.mentions}
    names = {a.id: a.name for a in record.actors}
    return [
        (s.kind, mentions.get(s.source or ""), names.get(s.speaker or ""), [record.words(run) for run in s.content])
        for s in record.statements
    ]


@pytest.mark.parametrize(
    ("sentence", "source", "speaker"),
    [
        ("“The boat was old,” Ada Kai said.", "Ada Kai", "Ada Kai"),
        ("“The boat was old,” said Ada Kai, a harbour inspector.", "Ada Kai", "Ada Kai"),
        ('"The boat was old," harbour inspector Ada Kai told reporters.', "harbour inspector Ada Kai", "Ada Kai"),
        ("Last week, inspector Ada Kai said: “The boat was old.”", "inspector Ada Kai", "Ada Kai"),
        ("Ada Kai, who runs the harbour, said, “The boat was old.”", "Ada Kai", "Ada Kai"),
        ("Mr Kai said of the ferry: “The boat was old.”", "Mr Kai", "Kai"),
        ("“The boat was old,” according to Ada Kai.", "Ada Kai", "Ada Kai"),
        ("“The boat was old.” — Ada Kai", "Ada Kai", "Ada Kai"),
        ("Ada Kai: “The boat was old.”", "Ada Kai", "Ada Kai"),
        ("‘The boat was old,’ the inspector said.", "the inspector", "inspector"),
        ("“The boat was old,” the navy said in a statement.", "the navy", "navy"),
    ],
)
def test_frames(sentence: str, source: str, speaker: str) -> None:
    [(kind, words, name, runs)] = said(read(sentence))
    assert kind == "direct"
    assert words == source
    assert name == speaker
    assert runs[0].startswith("The boat was old")


def test_a_quotation_broken_by_its_cue_is_one_statement() -> None:
    assert said(read("“The boat was old,” she said. “It should not have sailed.”")) == [
        ("direct", "she", None, ["The boat was old,", "It should not have sailed."])
    ]


def test_paragraphs_and_teasers_do_not_break_a_quotation() -> None:
    text = (
        "Ferry inquiry opens\n\nAda Kai told the inquiry: “I wrote to them in March.\n\nJUST IN: Minister quits\n\n"
        "“Nobody came.”\n\n“Nobody ever answered.”\n\nThe inquiry goes on.\n"
    )
    assert said(read(text)) == [
        ("direct", "Ada Kai", "Ada Kai", ["I wrote to them in March.", "Nobody came."]),
        ("direct", None, "Ada Kai", ["Nobody ever answered."]),
    ]
    assert [s.continued for s in read(text).statements] == [False, True]


def test_a_short_name_is_the_person_named_before() -> None:
    text = "Inspector Ada Kai saw it.\n\n“The boat was old,” said Ms Kai. “It sank,” Kai added.\n\n“Yes,” she said."
    assert {name for _, _, name, _ in said(read(text))} == {"Ada Kai"}


def test_sources_that_name_nobody_stay_unnamed() -> None:
    record = read("“The boat was old,” a port official said.")
    assert record.statements[0].anonymous == "a port official"
    assert record.statements[0].speaker is None


def test_words_quoted_inside_reported_speech_make_it_mixed() -> None:
    assert said(read("Ada Kai said that the ferry was “far too old” to sail.")) == [
        ("mixed", "Ada Kai", "Ada Kai", ["the ferry was “far too old” to sail"])
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The “Lady of Tulor” sank on Monday.",
        "The K stands for ‘Khorasan,’ a historical region.",
        "His ‘special relationship’ with the harbour is over.",
    ],
)
def test_scare_quotes_and_names_are_no_statements(sentence: str) -> None:
    assert said(read(sentence)) == []


def test_turns_of_an_interview_are_direct_statements() -> None:
    text = (
        "The harbour inspector\n\nAda Kai has worked in Tulor for ten years.\n\nTulor Times: Was the boat old?\n\n"
        "AK: It was. I wrote to them.\n\nNobody came.\n\nTulor Times: Why?\n\nAK: Ask them.\n\nShe lives in Tulor.\n"
    )
    assert said(read(text)) == [
        ("direct", "Tulor Times", "Tulor Times", ["Was the boat old?"]),
        ("direct", "AK", "Ada Kai", ["It was. I wrote to them.", "Nobody came."]),
        ("direct", "Tulor Times", "Tulor Times", ["Why?"]),
        ("direct", "AK", "Ada Kai", ["Ask them."]),
    ]


def test_a_fact_box_is_no_dialogue() -> None:
    assert (
        said(
            read("The ferry\n\nIt sank on Monday.\n\nPlace: Off Tulor.\n\nDead: At least twelve.\n\nOwner: Not known.")
        )
        == []
    )


def test_a_single_mark_left_open_in_mid_paragraph_is_taken_up() -> None:
    text = "‘I wrote in March,’ the mayor, Ada Kai, told Radio Tulor. ‘They sent a calendar.\n\n‘I want answers.’"
    assert said(read(text))[0][3] == ["I wrote in March,", "They sent a calendar.", "I want answers."]


def test_a_quotation_in_a_quotation_with_a_cue_is_a_statement_of_its_own() -> None:
    record = read("Ivo Lobo\n\n“My mother said, ‘Leave the dam alone,’ and I did,” Ivo Lobo told reporters.\n")
    outer, inner = record.statements
    assert [record.words(run) for run in inner.content] == ["Leave the dam alone,"]
    assert inner.parent == outer.id


def test_a_quoted_sentence_behind_one_of_the_reporters_is_speech() -> None:
    [(_, words, _, runs)] = said(read("The judge sighed at that. “This is no robbery,” the old man grinned."))
    assert (words, runs) == ("the old man", ["This is no robbery,"])


def test_speech_without_marks_inside_of_a_quotation_is_direct() -> None:
    record = read("Ivo Lobo\n\n“They called me in March. They told me, write about football,” Ivo Lobo told us.\n")
    outer, inner = record.statements
    assert (inner.kind, inner.parent) == ("direct", outer.id)
    assert [record.words(run) for run in inner.content] == ["write about football"]


def test_a_cue_between_commas_inside_of_a_quotation_opens_no_speech() -> None:
    record = read("Ivo Lobo\n\n“In March, she said, the army came to us and burned it all,” Ivo Lobo told us.\n")
    assert [s.kind for s in record.statements].count("direct") == 1


@pytest.mark.parametrize(
    ("sentence", "run"),
    [
        ("Deputies shouted “resign” at the minister.", "resign"),
        ("The envoy praised “the courage of both”.", "the courage of both"),
    ],
)
def test_an_object_in_quotation_marks_is_what_is_said(sentence: str, run: str) -> None:
    [(kind, _, _, runs)] = said(read(sentence))
    assert (kind, runs) == ("direct", [run])


def test_what_is_said_goes_on_to_the_mark_that_closes_it() -> None:
    [(kind, words, _, runs)] = said(
        read("She added that it was lost because, “We vote against nobody. We vote for him.”")
    )
    assert (kind, words) == ("mixed", "She")
    assert runs == ["it was lost because, “We vote against nobody. We vote for him.”"]


@pytest.mark.parametrize(
    "middle", ["The summit did “too little,” he added on Friday.", "Nobody had been detained, he added."]
)
def test_a_quotation_behind_something_else_that_he_said_is_one_of_its_own(middle: str) -> None:
    first, last = "“We are all united,” Ivo Lobo said after the meeting.", "“Without bread there will be no peace.”"
    found = [s for s in read(f"{first} {middle} {last}").statements if s.kind == "direct"]
    assert [len(s.content) for s in found] == [1, 1]
    assert (found[1].continued, found[1].speaker) == (True, found[0].speaker)


def test_what_somebody_is_likened_to_is_said() -> None:
    record = read("Ada Kai likened the rules to “burning the charter”. Ivo Lobo compared prices to those of May.")
    assert [(s.cue and record.words(s.cue.span)) for s in record.statements] == ["likened"]
