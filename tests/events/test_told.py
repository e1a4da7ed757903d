"""Tellings of events in single sentences: trigger, type, parties by syntax, factuality."""

from __future__ import annotations

import pytest

from sayso.actors import cast
from sayso.actors.words import Words, words
from sayso.article import Article, Part
from sayso.events.assembly import parties
from sayso.events.lexicon import frames, rows
from sayso.events.read import Told, told
from sayso.events.taking_part import kinds
from sayso.language import load, parts

NLP = load()


def read(sentence: str) -> tuple[Words, list[Told]]:
    """The words of a sentence and its tellings."""
    blocks = [(0, len(sentence), "paragraph")]
    parsed = tuple(Part(offset, doc) for offset, doc in parts(NLP, sentence, blocks))
    article = Article(sentence, ((0, len(sentence), "paragraph"),), parsed)
    text = words(article)
    found = cast.read(article, (), text=text).found
    return text, told(text, parties(found).__contains__, kinds(text, found))


@pytest.mark.parametrize(
    ("sentence", "type_", "actors", "recipients"),
    [
        ("Gunmen attacked a convoy on Monday.", "ASSAULT", ["Gunmen"], ["convoy"]),
        ("The mayor was arrested by police.", "COERCE", ["police"], ["mayor"]),
        ("Nigeria and Chad signed a treaty.", "SUPPORT", ["Nigeria", "Chad"], ["Nigeria", "Chad"]),
        ("The rebels freed two nurses.", "RETREAT", ["rebels"], ["nurses"]),
        ("France condemned the government.", "ACCUSE", ["France"], ["government"]),
        ("The arrest of the editor by the police drew crowds.", "COERCE", ["police"], ["editor"]),
        ("The army launched an attack on the rebels.", "ASSAULT", ["army"], ["rebels"]),
        ("Kenya threatened to attack Somalia.", "THREATEN", ["Kenya"], ["Somalia"]),
    ],
)
def test_roles(sentence: str, type_: str, actors: list[str], recipients: list[str]) -> None:
    text, found = read(sentence)
    assert (type_, actors, recipients) in [
        (t.type, [text.text[w] for w in t.roles.actors], [text.text[w] for w in t.roles.recipients]) for t in found
    ]


@pytest.mark.parametrize(
    ("sentence", "polarity", "modality", "tense"),
    [
        ("Gunmen attacked the village.", "positive", "asserted", "past"),
        ("Gunmen did not attack the village.", "negative", "asserted", "past"),
        ("Gunmen are plotting to attack the village.", "positive", "intended", "future"),
        ("Gunmen may attack the village.", "positive", "possible", "future"),
    ],
)
def test_factuality(sentence: str, polarity: str, modality: str, tense: str) -> None:
    _, found = read(sentence)
    assert [(t.fact.polarity, t.fact.modality, t.fact.tense) for t in found] == [(polarity, modality, tense)]


def test_parties_that_do_it_together_stand_on_both_sides() -> None:
    text, [met] = read("The Kenyan minister met the Somali president.")
    assert met.type == "CONSULT"
    assert met.roles.mutual
    assert [text.text[w] for w in met.roles.actors] == ["minister", "president"]
    assert met.roles.recipients == met.roles.actors


def test_a_word_that_the_lexicon_shuts_out_takes_the_sense_away() -> None:
    _, found = read("The union struck a balance.")
    assert found == []


def test_every_frame_of_the_lexicon_is_sound() -> None:
    for found in frames().values():
        for frame in found:
            assert frame.anchor in frame.words
            assert frame.cameo.isdigit()
            assert 2 <= len(frame.cameo) <= 4


def test_tables_of_onlookers_and_worlds_are_sound() -> None:
    onlookers = [cells for _, cells in rows("onlookers.tsv")]
    assert {part for _, part, _ in onlookers} == {"none", "recipient", "claimer"}
    assert {real for *_, real in onlookers} == {"yes", "no"}
    verbs = [verb for verb, *_ in onlookers]
    assert verbs == sorted(set(verbs))
    for _, (_, listed) in rows("worlds.tsv"):
        assert len(listed.split()) == len(set(listed.split()))
        assert all(word.isalpha() and word.islower() for word in listed.split())
