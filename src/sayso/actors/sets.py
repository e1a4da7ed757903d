"""Sets: phrases for several parties that the article names one by one ("the two sides", "the foes", "A and B")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.actors.entities import Entities
from sayso.actors.lexicon import rows
from sayso.actors.mentions import COLLECTIVE, Mentioned
from sayso.actors.words import Words
from sayso.record import Span

_PARTIES = (COLLECTIVE - {"media"}) | {"state", "place"}
_PERSONS = frozenset(("leader", "man", "woman"))
_SETTING = frozenset(("in", "at", "near", "from", "across", "around", "outside", "inside", "on"))
_REACH = 3  # sentences back to the named parties


def joint(words: Words, by_head: Mapping[int, int], span: Span) -> tuple[int, ...]:
    """The mentions that words of the text join ("Kai and Mensah"), none if they are one phrase. ``by_head`` gives the
    mention of a head word."""
    inside = words.touching(span)
    for word in inside[:60]:
        if word in by_head and (words.head[word] not in inside or words.head[word] == word):
            joined = (c for c in words.children[word] if words.dep[c] == "conj" and c in by_head and c in inside)
            also = [by_head[c] for c in joined]
            return (by_head[word], *also) if also else ()
    return ()


def pairs(words: Words, found: Sequence[Mentioned], entities: Entities) -> dict[int, tuple[int, ...]]:
    """Mentions that mean the last two named parties together → the nearest mentions of these."""
    nouns: dict[str, str] = dict(rows("pairs.tsv"))
    out: dict[int, tuple[int, ...]] = {}
    bodies: list[int] = []
    persons: list[int] = []
    for number, mention in enumerate(found):
        if _means_two(words, mention, nouns) and len(entities.entity(number).members) == 1:
            named = persons if mention.lemma in _PERSONS else bodies
            members = _last_two(words, found, entities, named, number)
            if members:
                out[number] = members
        if mention.form == "name" and mention.type == "person":
            persons.append(number)
        elif mention.form == "name" and mention.type in _PARTIES and not is_setting(words, mention):
            bodies.append(number)
    return out


def _means_two(words: Words, mention: Mentioned, nouns: dict[str, str]) -> bool:
    if words.lower[mention.head] == "both" and mention.form == "nominal":
        return True
    if mention.form != "nominal" or mention.lemma not in nouns or words.tag[mention.head] != "NNS":
        return False
    said = {words.lower[w] for w in range(mention.first, mention.head)}
    two = bool(said & {"both", "two"})
    return (two or (nouns[mention.lemma] == "the" and bool(said & {"the", "these"}))) and not _of(words, mention)


def _of(words: Words, mention: Mentioned) -> bool:
    """Does a phrase behind the head say whose foes or neighbours they are?"""
    return any(c > mention.head and words.dep[c] == "nmod" for c in words.children[mention.head])


def _last_two(
    words: Words, found: Sequence[Mentioned], entities: Entities, named: Sequence[int], number: int
) -> tuple[int, ...]:
    at = words.sentence[found[number].head]
    chosen: dict[int, int] = {}
    for other in reversed(named[-30:]):
        if at - words.sentence[found[other].head] > _REACH or len(chosen) == 2:
            break
        if found[other].last < found[number].first and not _beside(words, found[other], found[number]):
            chosen.setdefault(entities.of[other], other)
    return tuple(sorted(chosen.values())) if len(chosen) == 2 else ()


def _beside(words: Words, other: Mentioned, mention: Mentioned) -> bool:
    """Is the one the subject and the other the object of one verb ("Norway urged both sides")?"""
    at = other.head
    while words.dep[at] == "conj" and words.head[at] != at:
        at = words.head[at]
    verb = words.head[mention.head]
    return words.head[at] == verb and words.pos[verb] == "VERB" and words.dep[mention.head] in ("obj", "iobj", "obl")


def is_setting(words: Words, mention: Mentioned) -> bool:
    """Is the name a mere place of something ("in Afghanistan")?"""
    if mention.type not in ("place", "state"):
        return False
    return any(words.lower[c] in _SETTING for c in words.children[mention.head] if words.dep[c] == "case")
