"""Relations: who stands with and against whom, since when, and on whose say-so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import Record, read
from sayso.invariants import check
from sayso.record import Relation
from sayso.relations.ties import SIGNS, shipped


def ties(text: str) -> list[tuple[str, str, int]]:
    """Each tie as its parties' words in order of the text, and its sign."""
    record = read(text)
    return [(min(words(record, r)), max(words(record, r)), r.sign) for r in record.relations]


def words(record: Record, relation: Relation) -> list[str]:
    spans = {m.id: m.span for m in record.mentions}
    return [record.words(spans[m]) for m in relation.mentions]


def one(text: str) -> tuple[Record, Relation]:
    record = read(text)
    [relation] = record.relations
    return record, relation


@pytest.mark.parametrize(
    ("text", "a", "b", "sign"),
    [
        ("Algeria and Morocco are at odds.", "Algeria", "Morocco", -1),
        ("Serbia is an ally of Russia.", "Russia", "Serbia", 1),
        ("Ghana distrusts Togo.", "Ghana", "Togo", -1),
        ("Peru, a rival of Chile, sent nobody.", "Chile", "Peru", -1),
        ("Brazil sees Argentina as a friend.", "Argentina", "Brazil", 1),
        ("The feud between Kenya and Uganda has lasted for years.", "Kenya", "Uganda", -1),
        ("Hungary is loyal to Austria.", "Austria", "Hungary", 1),
        ("Cyprus sided with Malta.", "Cyprus", "Malta", 1),
        ("Sudan is hostile to Chad.", "Chad", "Sudan", -1),
        ("Denmark stands shoulder to shoulder with Norway.", "Denmark", "Norway", 1),
    ],
)
def test_words_that_assert_a_tie(text: str, a: str, b: str, sign: int) -> None:
    assert ties(text) == [(a, b, sign)]


def test_a_common_enemy_is_each_ones_enemy() -> None:
    assert ties("Rwanda is a common enemy of Burundi and Tanzania.") == [
        ("Burundi", "Rwanda", -1),
        ("Rwanda", "Tanzania", -1),
    ]


def test_they_who_dislike_each_other_are_the_two_named_before() -> None:
    text = "There is no love between Oman and Qatar. They do not like each other."
    record = read(text)
    relation = record.relations[-1]
    assert sorted(words(record, relation)) == ["Oman", "Qatar"]
    assert (relation.sign, relation.kind) == (-1, "distrust")
    assert record.words(relation.span or (0, 0)) == "do not like each other"


def test_the_foes_are_the_parties_named_before() -> None:
    record = read("Egypt and Turkey exchanged ambassadors. The long-time foes had not spoken for a decade.")
    [relation] = [r for r in record.relations if r.sign < 0]
    assert sorted(words(record, relation)) == ["Egypt", "Turkey"]
    assert record.words(relation.span or (0, 0)) == "long-time foes"


@pytest.mark.parametrize(
    "text",
    [
        "Ghana does not oppose Togo.",
        "Ghana may side with Togo.",
        "Ghana would side with Togo if asked.",
        "Ghana refused an alliance with Togo.",
        "Ghana sought an alliance with Togo.",
    ],
)
def test_what_is_denied_possible_or_asked_for_is_no_tie(text: str) -> None:
    assert not [r for r in read(text).relations if r.basis is None]


def test_to_be_no_friend_is_a_tie_of_the_other_sign() -> None:
    _, relation = one("Latvia is not a friend of Belarus.")
    assert relation.sign == -1


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("Vietnam is an ally of Laos.", "present"),
        ("Vietnam was an ally of Laos.", "past"),
        ("Vietnam, a former ally of Laos, abstained.", "past"),
        ("Vietnam ended its alliance with Laos.", "past"),
        ("Vietnam and Laos have been at odds for years.", "present"),
    ],
)
def test_the_tense_is_that_of_the_tie(text: str, tense: str) -> None:
    relation = next(r for r in read(text).relations if r.basis is None)
    assert relation.tense == tense


def test_a_tie_has_the_voice_of_the_statement_that_says_it() -> None:
    record, relation = one("“Iran is an enemy of Israel,” said Ruth Adler.")
    assert relation.voice == record.statements[0].id


def test_an_attack_is_hostile_and_has_the_event_as_its_basis() -> None:
    record = read("Turkish soldiers bombed Kurdish fighters near Sinjar.")
    [relation] = record.relations
    [event] = record.events
    assert (relation.sign, relation.basis, relation.span) == (-1, event.id, event.trigger)


def test_a_denied_attack_is_no_tie() -> None:
    assert read("Turkish soldiers did not bomb Kurdish fighters near Sinjar.").relations == ()


def test_who_accuses_is_against_the_accused_in_the_articles_voice_and_in_his_own() -> None:
    record = read("Eritrea accused Ethiopia of shelling its towns.")
    voices = {r.voice for r in record.relations if r.sign < 0 and sorted(words(record, r)) == ["Eritrea", "Ethiopia"]}
    assert None in voices
    assert voices & {s.id for s in record.statements}


def test_who_use_force_together_are_on_one_side() -> None:
    found = ties("French soldiers and Malian soldiers attacked jihadist fighters near Gao.")
    assert ("French soldiers", "Malian soldiers", 1) in found


def test_compounds_name_the_backer() -> None:
    record = read("The Iran-backed militia left Erbil.")
    assert [(r.sign, r.kind) for r in record.relations if r.basis is None] == [(1, "backing")]


def test_the_network_has_the_signs_and_sees_what_the_encoder_gives() -> None:
    net = shipped()
    assert net.last.shape == (len(SIGNS),)
    assert net.dense.shape[0] % 3 == 0
    assert net.dense.shape[0] > 0


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            (
                "Iran",
                "Iraq",
                "and",
                "is",
                "an",
                "enemy",
                "ally",
                "of",
                "the",
                "foes",
                "They",
                "like",
                "each",
                "other",
                ".",
                "“",
                "”",
            )
        ),
        max_size=30,
    )
)
def test_any_words_give_a_sound_record(tokens: list[str]) -> None:
    record = read("Kenya and Chad met. " + " ".join(tokens))
    assert list(check(record)) == []
    assert all(r.a != r.b for r in record.relations)
