"""Which mentions mean the same."""

import pytest

from sayso.actors.sieve import person_parts, plain
from tests.actors.cases import actor, record, together


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Idris Sesay met fishermen on Monday. Mr Sesay left early.", ("Idris Sesay", "Mr Sesay")),
        ("L. Kamara spoke first. Lina Kamara spoke of the harvest.", ("L. Kamara", "Lina Kamara")),
        ("The Tulor Free Union (TFU) called a strike. The TFU wants bread.", ("The Tulor Free Union", "The TFU")),
        ("Security Forces (SFs) closed the road. The SFs left at dusk.", ("Security Forces", "The SFs")),
        ("Ada Kai, a harbour inspector, closed the pier.", ("Ada Kai", "a harbour inspector")),
        ("Ada Kai is a harbour inspector. She closed the pier.", ("Ada Kai", "a harbour inspector", "She")),
        ("A nurse fled the fire. The nurse was unhurt.", ("A nurse", "The nurse")),
        ("The army said it had sent two boats.", ("The army", "it")),
        ("The Taliban held the road. The Taliban government denied it.", ("The Taliban", "The Taliban government")),
        ("Kenya’s army crossed the river. The army lost two boats.", ("Kenya’s army", "The army")),
    ],
)
def test_what_means_the_same_is_one_actor(text: str, words: tuple[str, ...]) -> None:
    assert together(record(text), *words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ada Kai met Ben Sesay on Monday.", ("Ada Kai", "Ben Sesay")),
        (
            "The Lagos government signed a pact with the Kano government.",
            ("The Lagos government", "the Kano government"),
        ),
        ("Villagers said that the soldiers had threatened to beat them.", ("the soldiers", "them")),
        ("Kenya has many friends. Ghana, its oldest partner, sent rice.", ("Ghana", "its")),
        ("Mr Kai, a baker, met Mrs Kai, a nurse.", ("Mr Kai", "Mrs Kai")),
        ("A nurse fled the fire. Another nurse was unhurt.", ("A nurse", "Another nurse")),
        ("Ada Kai is not a harbour inspector.", ("Ada Kai", "a harbour inspector")),
    ],
)
def test_what_does_not_stays_apart(text: str, words: tuple[str, ...]) -> None:
    got = record(text)
    assert len({actor(got, w).id for w in words}) == len(words)


def test_i_is_the_speaker_and_we_the_speakers_side() -> None:
    got = record("“I saw no boats there,” Ada Kai said.\n\n“We sent them home,” army spokesman Ali Koné said.")
    assert together(got, "I", "Ada Kai")
    assert together(got, "We", "army")


def test_one_who_speaks_unnamed_is_who_speaks_next_by_a_bare_name() -> None:
    got = record(
        "A former harbour official has warned that the pier may fall. Speaking to reporters, Idris Sesay said that the "
        "pier was a hundred years old.\n\nMr Sesay said: “It will fall.”"
    )
    assert together(got, "A former harbour official", "Idris Sesay", "Mr Sesay")


def test_the_two_sides_are_the_parties_named_before() -> None:
    got = record("Kenya and Somalia signed a truce on Monday. The two sides met in Cairo.")
    assert actor(got, "The two sides").name == "Kenya and Somalia"


def test_somebody_who_speaks_under_initials_is_the_person_of_that_name() -> None:
    got = record(
        "Ada Kai runs the harbour.\n\nTulor Times: Was the boat old?\n\nAK: It was.\n\nTulor Times: Why?\n\nAK: Ask."
    )
    assert together(got, "Ada Kai", "AK")


def test_names_are_compared_without_what_varies() -> None:
    assert plain("the Al-Noor Society’s") == plain("Al Noor Society")
    assert person_parts("President Joseph R. Kai Jr") == ["Joseph", "R.", "Kai"]
