"""Actor and recipient of a noun by syntax: where its frame wants them, and what a light verb above it adds."""

from __future__ import annotations

from functools import cache

from sayso.actors.clauses import before, objects, oblique, passive, possessors, subject
from sayso.actors.lexicon import heads
from sayso.actors.words import Words
from sayso.events.harm import befalls, harming
from sayso.events.lexicon import rows
from sayso.events.negation import governors
from sayso.events.standing import IsParty, Roles, all_of, fights, hit, parties
from sayso.events.triggers import Trigger

_DONE_ALONE = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "AID", "RETREAT"))
"""Types of which who plans it is who would do it."""


def _intending(words: Words, noun: int, is_party: IsParty) -> list[int]:
    """Who means to do what a noun tells: "asked the army to explore options for strikes", "are drawing up plans for a
    raid": the subject of the verb, or the owner of the noun, under whose plan the deed stands."""
    at = noun
    for _ in range(_CLIMB):
        above, dep = words.head[at], words.dep[at]
        if above == at or dep not in ("nmod", "obj", "obl", "xcomp", "acl"):
            return []
        if words.pos[above] in _VERBAL:
            surface = subject(words, above) if not passive(words, above) else None
            doers = [surface] if surface is not None else oblique(words, above, "by")
            told = governors().get((words.lemma[above], "verb"))
            planned = at != noun and governors().get((words.lemma[at], "noun")) in _MEANT
            return parties(words, doers, is_party) if told in _MEANT or planned else []
        if found := parties(words, possessors(words, above), is_party):
            return found if governors().get((words.lemma[above], "noun")) in _MEANT else []
        at = above
    return []


_CLIMB = 4
_VERBAL = frozenset(("VERB", "AUX"))
_MEANT = frozenset(("intended",))


def of_noun(words: Words, trigger: Trigger, is_party: IsParty) -> Roles:
    noun, frame = trigger.anchor, trigger.frame
    actors, recipients = _noun_roles(words, trigger, is_party)
    if not actors and frame.type in _DONE_ALONE:
        actors = [w for w in _intending(words, noun, is_party) if w not in recipients]
    verb = words.head[noun]
    if words.pos[verb] in ("VERB", "AUX") and words.dep[noun] in ("obj", "nsubj:pass", "nsubj", "obl"):
        actors, recipients = _by_light_verb(words, trigger, verb, is_party, actors, recipients)
    if frame.type in ("AGREE", "CONSULT", "COOPERATE") or (
        "between" in frame.actor and len(actors) > 1 and not recipients
    ):
        both = tuple(dict.fromkeys((*all_of(words, actors), *all_of(words, recipients))))
        if len(both) > 1 and frame.type in ("CONSULT", "COOPERATE", "ASSAULT", "AGREE"):
            return Roles(both, both, mutual=True)
    return Roles(all_of(words, actors), all_of(words, [r for r in recipients if r not in actors]))


def _noun_roles(words: Words, trigger: Trigger, is_party: IsParty) -> tuple[list[int], list[int]]:
    noun, frame = trigger.anchor, trigger.frame
    actors: list[int] = []
    struck = [w for w in _struck(words, noun) if w not in trigger.words and is_party(w)]
    for place in frame.actor:
        found = [w for w in _noun_place(words, noun, place, is_party) if w not in trigger.words and w not in struck]
        if actors := parties(words, found, is_party):
            break
    recipients: list[int] = []
    for place in frame.recipient:
        found = [w for w in _noun_place(words, noun, place, is_party) if w not in trigger.words]
        if recipients := [w for w in hit(words, found, frame, is_party) if w not in actors]:
            break
    return actors, recipients or struck


@cache
def _undergone() -> frozenset[str]:
    """Nouns for deeds of which the owner is whom they befell (``data/undergone.tsv``)."""
    return frozenset(cells[0] for _, cells in rows("undergone.tsv"))


_DOERS = frozenset(("military", "police", "armed_group", "government", "state"))
_BODIES = frozenset(("ORG", "GPE", "NORP", "LOC"))


def _struck(words: Words, noun: int) -> list[int]:
    """Whom it befell by "her arrest", "the judge's murder", "the Almeida kidnapping"."""
    if words.lemma[noun] not in _undergone() or oblique(words, noun, "of"):
        return []
    owners = possessors(words, noun)
    owners += [w for w in before(words, noun) if words.entity[w] >= 0 and words.names[words.entity[w]][2] == "PER"]
    return [w for w in owners if not _may_do(words, w)]


def _may_do(words: Words, owner: int) -> bool:
    """Is it a force, a body or a state, whose deed it rather is?"""
    if words.entity[owner] >= 0:
        return words.names[words.entity[owner]][2] in _BODIES
    known = heads().get(words.lemma[owner])
    return known is not None and {known.type, known.plural} & _DOERS != set()


def _noun_place(words: Words, noun: int, place: str, is_party: IsParty) -> list[int]:
    if place == "amod":
        return [w for w in before(words, noun) if is_party(w)]
    if place == "poss":
        return [w for w in possessors(words, noun) if is_party(w)]
    found = oblique(words, noun, place)
    if (
        not found and place == "by"
    ):  # "the arrest of a priest by the police": the parse may hang the police on the priest
        inner = [c for c in words.children[noun] if words.dep[c] == "nmod" and c > noun]
        found = [w for c in inner for w in oblique(words, c, "by")]
    return found


@cache
def _light_verbs() -> dict[str, str]:
    """Lemma → what its subject is of the event noun that it governs: actor, recipient or none."""
    return {cells[0]: cells[1] for _, cells in rows("light_verbs.tsv")}


def _by_light_verb(
    words: Words, trigger: Trigger, verb: int, is_party: IsParty, actors: list[int], recipients: list[int]
) -> tuple[list[int], list[int]]:
    """What a verb that means little beside the noun adds: its subject, and the phrases that hang on it."""
    noun, frame = trigger.anchor, trigger.frame
    means = _light_verbs().get(words.lemma[verb])
    dep = words.dep[noun]
    if dep == "obl":
        if frame.type != "ASSAULT" or words.lemma[verb] not in harming():
            return actors, recipients
        hurt = subject(words, verb) if befalls(words, verb) else None
        recipients = recipients or ([hurt] if hurt is not None else objects(words, verb))
        if not actors and words.lemma[noun] in fights():  # "killed in a gunfight with the coastguard"
            others = [*oblique(words, noun, "with"), *oblique(words, verb, "with")]
            actors = [w for w in parties(words, others, is_party) if w not in recipients]
        return actors, recipients
    if means is None:
        return actors, recipients
    surface = subject(words, verb) if dep == "obj" else None
    agents = oblique(words, verb, "by") if dep == "nsubj:pass" else []
    who = [surface] if surface is not None else agents
    if means == "actor":
        actors = actors or [w for w in who if w != noun]
    elif means == "recipient":
        recipients = [w for w in who if w != noun] or recipients
    if not recipients and means == "actor":
        for place in frame.recipient:
            if place not in ("of", "poss", "amod") and (got := oblique(words, verb, place)):
                recipients = [w for w in got if w not in actors]
                break
    return actors, recipients
