"""Who says it, where the tree tells it badly: names beside descriptions, subjects hung on what is said."""

from __future__ import annotations

from sayso.actors.lexicon import heads
from sayso.actors.words import Words
from sayso.statements.content import INNER, VERBAL, under

_HUNG = ("appos", "nsubj", "conj", "parataxis", "list")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_LONGEST = 30
"""Words before a cue within which its subject is looked for."""


def named(words: Words, who: int, limit: int) -> int:
    """The name beside a description and before ``limit``: nearer to the cue, or with nothing between them.

    "Russia's envoy, Gleb Antonov, said"; "according to ambassador to Chad Ada Kai".
    """
    own = words.entity[who]
    if own >= 0 and words.names[own][2] == "PER" and words.lemma[who] not in heads():
        return who
    for child in words.children[who]:
        entity = words.entity[child]
        if not who < child < limit or entity < 0:
            continue
        label, dep = words.names[entity][2], words.dep[child]
        bare = dep in ("nmod", "flat") and not any(words.dep[c] == "case" for c in words.children[child])
        if (dep == "appos" and label in ("PER", "ORG") and (own < 0 or label == "PER")) or (bare and label == "PER"):
            return child
    return who


def apposed(words: Words, verb: int) -> tuple[int, int] | None:
    """The phrase between what is said and a cue without a subject, or behind such a cue: its first word, its head.

    "The road was open, his wife, Ada Kai, told us": the parse takes the wife for an apposition to the road.
    """
    said = next((c for c in words.children[verb] if words.dep[c] in ("ccomp", "csubj") and c < verb), None)
    if said is None:
        return None
    behind = verb + 1
    first, limit = words.limits(verb)
    if left := _left(words, verb, max(first, verb - _LONGEST)):
        return left
    if behind < limit and words.lower[verb - 1] in (",", *INNER):
        right = [c for c in words.children[verb] if c > verb and words.dep[c] in ("obj", "flat", "iobj")]
        if right and words.pos[right[0]] in _NOMINAL and under(words, right[0])[0] == behind:
            return under(words, right[0])[0], right[0]
    return None


def _left(words: Words, verb: int, first: int) -> tuple[int, int] | None:
    end = verb - 1
    while end > first and words.pos[end] == "PUNCT":
        end -= 1
    found: list[tuple[int, int]] = []
    for word in range(end, first, -1):
        if words.dep[word] not in _HUNG or words.pos[word] not in _NOMINAL:
            continue
        phrase = [w for w in under(words, word) if words.pos[w] != "PUNCT"]
        before = phrase[0] - 1
        whole = phrase[-1] == end and before > first and words.lower[before] in (",", *INNER)
        if whole and any(words.pos[w] in VERBAL for w in range(first, before)):
            found.append((phrase[0], word))
    if not found:
        return None
    edge = found[-1][0]
    people = [w for _, w in found if words.entity[w] >= 0 and words.names[words.entity[w]][2] == "PER"]
    return edge, people[0] if people else found[-1][1]
