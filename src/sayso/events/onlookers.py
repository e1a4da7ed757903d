"""Who only speaks of a deed, sees it or undergoes it: the subject of the verb whose object names the deed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.actors.clauses import oblique, passive, subject
from sayso.actors.words import Words
from sayso.events.lexicon import rows
from sayso.events.negation import negated
from sayso.events.triggers import Trigger

_CLIMB = 4
_VERBAL = frozenset(("VERB", "AUX"))
_NOUNS = frozenset(("NOUN", "PROPN"))
_UNDER = frozenset(("obj", "obl", "nmod", "conj", "nsubj:pass", "compound"))


@dataclass(frozen=True, slots=True)
class Onlookers:
    """Head words of those who stand by, and their part in the deed: ``none`` or ``recipient``."""

    words: frozenset[int]
    part: str


NOBODY = Onlookers(frozenset(), "none")


@cache
def _known() -> dict[str, tuple[str, str]]:
    """Verb → part of its subject in the deed that its object names, and is that real (``data/onlookers.tsv``)."""
    return {cells[0]: (cells[1], cells[2]) for _, cells in rows("onlookers.tsv")}


def verb_above(words: Words, trigger: Trigger) -> int | None:
    """The verb of ``data/onlookers.tsv`` under which a deed stands that is told by a noun, or by the infinitive of one:
    "condemned [the news of] the raid", "foiled a plot to bomb the airport"."""
    at = trigger.anchor
    if words.pos[at] in _VERBAL:
        if words.dep[at] != "acl" or words.tag[at] != "VB":
            return None
        at = words.head[at]
    if words.pos[at] not in _NOUNS:
        return None
    for _ in range(_CLIMB):
        above, dep = words.head[at], words.dep[at]
        if above == at or dep not in _UNDER:
            return None
        if words.pos[above] in _VERBAL:
            return above if words.lemma[above] in _known() and above not in trigger.words else None
        at = above
    return None


def onlookers(words: Words, trigger: Trigger) -> Onlookers:
    """Those who have no part in the deed by their place under such a verb, or underwent it."""
    verb = verb_above(words, trigger)
    if verb is None:
        return NOBODY
    part = _known()[words.lemma[verb]][0]
    if part == "claimer":
        if not negated(words, verb):
            return NOBODY
        part = "none"
    surface = subject(words, verb)
    heads = oblique(words, verb, "by") if passive(words, verb) else [surface] if surface is not None else []
    return Onlookers(frozenset(_phrase(words, heads)), part)


def _phrase(words: Words, heads: list[int]) -> list[int]:
    """Words and all that hangs on them ("a faction led by Kai")."""
    out = list(heads)
    for word in out:  # grows as it goes
        out += words.children[word]
    return out


def undone(words: Words, trigger: Trigger) -> int | None:
    """The verb that says that the deed came to nothing ("foiled")."""
    verb = verb_above(words, trigger)
    return verb if verb is not None and _known()[words.lemma[verb]][1] == "no" else None


def told_as_done(words: Words, trigger: Trigger) -> bool:
    """Does the verb that the deed stands under take it for granted, itself denied or not?"""
    verb = verb_above(words, trigger)
    return verb is not None and _known()[words.lemma[verb]][1] == "yes"
