"""Who speaks where no words beside a quotation say so: interviews, talks, headlines, what goes on."""

from sayso import read
from sayso.record import Record


def spoken(record: Record) -> list[tuple[str | None, str | None, str]]:
    """(speaker's name, addressee's name, first words) of each statement that stands in no other."""
    names = {a.id: a.name for a in record.actors}
    return [
        (names.get(s.speaker or ""), names.get(s.addressee or ""), record.words(s.content[0])[:14])
        for s in record.statements
        if s.parent is None
    ]


def test_questions_are_the_outlets_and_answers_the_guests() -> None:
    record = read(
        "The engineer of Tulor\n\nAda Kai has built dams for thirty years. She spoke to the Tulor Weekly at her home "
        "on Sunday.\n\nQ. Who opened the gates of the dam?\n\nA. Nobody did. They were never closed.\n\n"
        "Q. Did the ministry know of it?\n\nA. The ministry knows what it wants to know.\n"
    )
    assert spoken(record) == [
        ("Tulor Weekly", "Ada Kai", "Who opened the"),
        ("Ada Kai", None, "Nobody did. Th"),
        ("Tulor Weekly", "Ada Kai", "Did the minist"),
        ("Ada Kai", None, "The ministry k"),
    ]


def test_an_interviewer_whom_nobody_names_stays_unnamed() -> None:
    record = read(
        "The engineer of Tulor\n\nAda Kai, an engineer, has built dams for thirty years.\n\n"
        "Q. Who opened the gates of the dam?\n\nA. Nobody did. They were never closed.\n"
    )
    first, second = record.statements
    assert (first.speaker, first.anonymous) == (None, "interviewer")
    assert second.speaker is not None


def test_a_question_is_put_to_who_speaks_next() -> None:
    record = read(
        "Two engineers talk\n\nThe two met in Tulor on Sunday and spoke for an hour about the dam.\n\n"
        "ADA KAI: Did you ever close the gates?\n\nIVO LOBO: Never in my life. They were rusted.\n\n"
        "ADA KAI: I thought so, and I said so then.\n\nIVO LOBO: You said it to nobody who counted.\n"
    )
    names = {a.id: a.name.title() for a in record.actors}
    first = record.statements[0]
    assert (names[first.speaker or ""], names[first.addressee or ""]) == ("Ada Kai", "Ivo Lobo")


def test_dashes_open_turns_and_their_cues_name_who_speaks() -> None:
    record = read(
        "Water in the streets\n\nAda Kai, a baker, has slept two nights on the roof of her shop in Tulor.\n\n"
        "— And what did you eat up there?\n\n— Bread, what else, said Ada Kai.\n"
    )
    (question, answer) = record.statements
    names = {a.id: a.name for a in record.actors}
    assert record.words(question.content[0]) == "And what did you eat up there?"
    assert [record.words(run) for run in answer.content] == ["Bread, what else"]
    assert names[answer.speaker or ""] == "Ada Kai"


def test_a_list_with_dashes_is_no_talk() -> None:
    record = read(
        "What the plan holds\n\nThe plan of the ministry has three parts, and each of them has its price:\n\n"
        "– New gates for the dam above Tulor;\n\n– A bridge for the road to the north;\n\n– A school.\n"
    )
    assert record.statements == ()


def test_short_quotations_that_alternate_are_question_and_answer() -> None:
    record = read(
        "The night of the flood\n\n“I rang until the line was dead,” Ivo Lobo, the watchman, told this newspaper.\n\n"
        "“Did anybody answer?”\n\n“No.”\n"
    )
    assert [who for who, _, _ in spoken(record)] == ["Ivo Lobo", "newspaper", "Ivo Lobo"]


def test_a_quotation_in_a_headline_is_of_who_says_it_in_the_body() -> None:
    record = read(
        "‘The gates were rusted’\n\nThe dam above Tulor broke on Monday.\n\n"
        "“The gates were rusted through and nobody cared,” said Ada Kai, an engineer.\n"
    )
    assert [who for who, _, _ in spoken(record)] == ["Ada Kai", "Ada Kai"]


def test_a_quotation_without_a_cue_goes_on_with_who_spoke_before() -> None:
    record = read(
        "Dam breaks\n\nThe engineer Ada Kai said on Monday that the gates had rusted through.\n\n"
        "“Nobody cared about them. Nobody came to look.”\n"
    )
    told, more = record.statements
    assert more.continued
    assert more.speaker == told.speaker


def test_whoever_acts_before_a_colon_says_what_follows() -> None:
    record = read(
        "Rain fell on Tulor on Monday, and the river rose by two metres in a night.\n\nAsked about the dead, minister "
        "Ada Kai defended the army: “They did what they could in the dark.”\n\nThe wall had a sign: “No entry.”\n"
    )
    assert spoken(record) == [("Ada Kai", None, "They did what ")]
    assert record.statements[0].cue is not None
    assert record.statements[0].cue.lemma == "defend"


def test_i_think_inside_a_quotation_is_the_speakers() -> None:
    record = read(
        "The crane fell at noon. “It would have been worse,” Ada Kai, an editor, said. “Had it happened five hours "
        "earlier, I think the toll would have been more than a thousand.”\n"
    )
    names = {a.id: a.name for a in record.actors}
    said = [(s.cue.lemma if s.cue else None, names.get(s.speaker or "")) for s in record.statements]
    assert ("think", "Ada Kai") in said


def test_who_hosts_a_talk_answers_whoever_was_quoted_last() -> None:
    record = read(
        "Engineer blames ministry\n\nAda Kai, an engineer, came to the studio on Sunday. “The gates of the dam "
        "were never closed,” she said. “The ministry told us: ‘Wait for the rain.’”\n\n"
        "Tulor FM host Ivo Lobo responded: “And nobody in the whole town was told of it?”\n"
    )
    names = {a.id: a.name for a in record.actors}
    last = next(s for s in record.statements if s.cue and s.cue.lemma == "respond")
    assert names[last.addressee or ""] == "Ada Kai"


def test_a_scare_quoted_adjective_is_not_the_subject() -> None:
    record = read("‘Reckless’ dam owners beg for state help\n\nThe owners of the dam met the minister on Monday.\n")
    sources = {m.id: record.words(m.span) for m in record.mentions}
    assert [sources[s.source] for s in record.statements if s.source] == ["dam owners"]
