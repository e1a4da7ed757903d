"""What a deed is done with: the weapons, and for troops, aid and disarming the vehicles too, that its words name."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.actors.clauses import before, conjuncts, oblique
from sayso.actors.words import Words
from sayso.events.rolescorer import Kind
from sayso.events.triggers import Trigger
from sayso.record import ActorType, EventType

_MEANS = frozenset(("with", "by", "using", "from", "in", "of"))
_PARTS = frozenset(("nsubj", "nsubj:pass", "obj", "obl:agent"))
_TAKEN = frozenset(("obj", "nsubj:pass"))
"""Where what is taken stands: weapons that are seized are whom it is done to."""
_WITH_VEHICLES: frozenset[EventType] = frozenset(("MOBILIZE", "AID"))
_USING = frozenset(("use", "employ", "deploy", "wield"))
_VERBAL = frozenset(("VERB", "AUX"))
_FORCE: frozenset[EventType] = frozenset(("ASSAULT", "PROTEST", "COERCE"))


def instruments(words: Words, trigger: Trigger, kind: Kind) -> list[int]:
    """The head words of what the deed is done with, in order: "shot with a rifle", "a bomb exploded", "threw stones",
    "the explosion of a grenade", "used mortars to attack", "a dynamite attack"."""
    fit: set[ActorType | None] = {"weapon"}
    if trigger.type in _WITH_VEHICLES:
        fit.add("vehicle")
    named = [c for w in _named(words, trigger) if kind(w) in fit for c in conjuncts(words, w)]
    found = [w for w in named if kind(w) in fit and not _part_of_another(words, w)]
    return sorted(dict.fromkeys(found))


def _named(words: Words, trigger: Trigger) -> Iterator[int]:
    ends = dict.fromkeys((trigger.anchor, trigger.at))
    parts = _PARTS - _TAKEN if trigger.type == "COERCE" else _PARTS
    if words.pos[trigger.at] != "NOUN" or len(trigger.words) == 1:
        yield from (w for w in trigger.words if words.dep[w] in parts | {"nmod", "obl"} and w not in ends)
    for at in ends:
        for child in words.children[at]:
            cases = {words.lower[c] for c in words.children[child] if words.dep[c] == "case"}
            if child not in trigger.words and (words.dep[child] in parts or cases & _MEANS):
                yield child
        if words.pos[at] == "NOUN" and trigger.type in _FORCE:
            yield from (w for w in before(words, at) if words.pos[w] == "NOUN")
        yield from _used(words, at)


def _used(words: Words, at: int) -> Iterator[int]:
    """The object of a verb of use above or below the deed: "used mortars to attack", "fired, using a shotgun"."""
    above = words.head[at]
    if words.dep[at] in ("xcomp", "advcl") and words.lemma[above] in _USING:
        yield from (c for c in words.children[above] if words.dep[c] == "obj")
    for child in words.children[at]:
        if words.dep[child] in ("advcl", "conj") and words.lemma[child] in _USING and words.tag[child] == "VBG":
            yield from (c for c in words.children[child] if words.dep[c] == "obj")
    if words.pos[at] in _VERBAL:
        yield from oblique(words, at, "with")


def _part_of_another(words: Words, word: int) -> bool:
    """Does the noun only say of what kind another weapon is ("a mortar bomb")?"""
    return words.dep[word] == "compound" and words.pos[words.head[word]] == "PROPN"
