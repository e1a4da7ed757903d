"""Which words are mentions, how far they go, and what form and type they have."""

import pytest

from tests.actors.cases import mentions, record

OPENING = "TULOR — "


@pytest.mark.parametrize(
    ("sentence", "words", "form", "kind"),
    [
        ("Harbour inspector Ada Kai closed the pier.", "Harbour inspector Ada Kai", "name", "person"),
        ("Ada Kai, a mother of three, closed the pier.", "a mother of three", "nominal", "person"),
        ("The minister of mines closed the pier.", "The minister of mines", "nominal", "person"),
        ("Three of the men fled to the hills.", "Three of the men", "nominal", "people"),
        ("Gunmen stormed a customs post on Monday.", "Gunmen", "nominal", "armed_group"),
        ("Soldiers guarded the bridge on Monday.", "Soldiers", "nominal", "military"),
        ("A rebel commander spoke on Monday.", "A rebel commander", "nominal", "person"),
        ("An aid group sent two trucks on Monday.", "An aid group", "nominal", "ngo"),
        ("Two trucks left the depot on Monday.", "Two trucks", "nominal", "vehicle"),
        ("The ferry sank, and she swam to the shore.", "she", "pronoun", "person"),
        ("The army spokesman closed the pier.", "army", "nominal", "military"),
    ],
)
def test_a_mention_goes_from_its_first_word_to_its_head(sentence: str, words: str, form: str, kind: str) -> None:
    mention = mentions(record(sentence))[words]
    assert (mention.form, mention.type) == (form, kind)


def test_relative_clauses_possessives_and_appositions_stay_outside() -> None:
    found = mentions(
        record("The captain’s boat sank. A man who poured petrol on the pier, a baker, was held by police.")
    )
    assert {"The captain", "A man", "a baker"} <= set(found)


def test_an_adjective_of_nationality_alone_names_the_party() -> None:
    got = record("Turkish air strikes hit the hills on Monday. Turkish soldiers crossed the border.")
    found = mentions(got)
    assert found["Turkish"].form == "name"
    assert "Turkish soldiers" in found
    assert sum(got.words(m.span) == "Turkish" for m in got.mentions) == 1


@pytest.mark.parametrize("words", ["nobody", "It", "there"])
def test_what_means_nobody_is_no_mention(words: str) -> None:
    assert words not in mentions(record("It rained, and there was nobody at the pier."))


def test_the_full_stop_of_a_sentence_is_no_part_of_a_name() -> None:
    assert "ISIS-K" in mentions(record("The general asked the army to explore strikes against ISIS-K."))


def test_some_of_them_are_what_they_are() -> None:
    got = mentions(record("A group of Yemeni rebels crossed the border. Six military officers followed."))
    assert got["A group of Yemeni rebels"].type == "armed_group"
    assert got["Six military officers"].type == "military"
