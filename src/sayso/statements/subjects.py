"""Who says it, where the tree tells it badly: names beside descriptions, subjects hung on what is said."""

from __future__ import annotations

from sayso.actors.lexicon import heads
from sayso.actors.words import Words
from sayso.statements.content import INNER, VERBAL, under
from sayso.statements.cuebook import cues

_HUNG = ("appos", "nsubj", "conj", "parataxis", "list")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_HEADS = ("PRP", "NN", "NNS", "NNP", "NNPS")
_INSIDE = ("DET", "ADJ", "NUM", "PROPN", "NOUN", "PRON", "PART")
_RELATIVE = frozenset(("who", "which", "that", "whom", "what", "whose"))
_PHRASE = 6
"""Words of such a phrase at most, but one."""
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


def only_verb(words: Words, verb: int) -> bool:
    """Is it its sentence's verb, hung on the subject ("Chad, which …, called on them to stop")?"""
    who = words.head[verb]
    if words.dep[verb] != "acl" or words.head[who] != who or words.pos[who] not in _NOMINAL:
        return False
    begin, limit = words.limits(verb)
    finite = (w for w in range(begin, limit) if words.tag[w] in ("VBD", "VBZ", "VBP", "MD") and w != verb)
    return words.lower[verb - 1] == "," and all(words.dep[_clause_of(words, w)] == "acl:relcl" for w in finite)


def _clause_of(words: Words, word: int) -> int:
    """The verb whose auxiliary a word is, else the word."""
    return words.head[word] if words.dep[word] in ("aux", "aux:pass", "cop") else word


def beside(words: Words, verb: int, who: int | None) -> tuple[int, int] | None:
    """The phrase right before a cue and behind a comma, where the tree has a subject before the comma.

    "The mob, which came by bus, beat a woman, witnesses told us": its first word and its head.
    """
    first, _ = words.limits(verb)
    head = verb - 1
    if words.tag[verb] not in ("VBD", "VBZ", "VBP") or head <= first or words.tag[head] not in _HEADS:
        return None
    start = head
    while start > first and words.pos[start - 1] in _INSIDE and head - start < _PHRASE:
        start -= 1
    comma = start - 1
    if words.lower[comma] not in (",", *INNER) or (who is not None and who >= start):
        return None
    told = any(words.tag[w] in ("VBD", "VBZ", "VBP", "MD") for w in range(first, comma))
    return (start, head) if told and not any(words.lower[w] in _RELATIVE for w in range(start, head + 1)) else None


def resuming(words: Words, verb: int) -> int | None:
    """The subject of a cue that a participle goes on from ("…, he claimed, calling it a war")."""
    first, _ = words.limits(verb)
    before = verb - 2
    if words.tag[verb] != "VBG" or before <= first or words.lower[verb - 1] != ",":
        return None
    if (words.lemma[before], "verb") not in cues() or words.tag[before] not in ("VBD", "VBZ", "VBP"):
        return None
    who = next((c for c in words.children[before] if words.dep[c] == "nsubj"), None)
    return who if who is not None or words.pos[before - 1] != "PRON" else before - 1


def apposed(words: Words, verb: int) -> tuple[int, int] | None:
    """The phrase between what is said and a cue without a subject, or behind such a cue: its first word, its head.

    "The road was open, his wife, Ada Kai, told us": the parse takes the wife for an apposition to the road.
    """
    said = next((c for c in words.children[verb] if words.dep[c] in ("ccomp", "csubj") and c < verb), None)
    behind = verb + 1
    first, limit = words.limits(verb)
    if said is None and not (words.dep[verb] == "parataxis" and words.lower[verb - 1] == ","):
        return hung(words, verb)
    if left := _left(words, verb, max(first, verb - _LONGEST)):
        return left
    if behind < limit and words.lower[verb - 1] in (",", *INNER):
        right = [c for c in words.children[verb] if c > verb and words.dep[c] in ("obj", "flat", "iobj")]
        if right and words.pos[right[0]] in _NOMINAL and under(words, right[0])[0] == behind:
            return under(words, right[0])[0], right[0]
    return None


def hung(words: Words, verb: int) -> tuple[int, int] | None:
    """The named person before a cue that the parse hangs on what is said ("… ten days, Ada Kai, a baker, said")."""
    if words.dep[verb] != "acl" or words.tag[verb] not in ("VBD", "VBN") or words.lower[verb - 1] != ",":
        return None
    first, _ = words.limits(verb)
    found = _left(words, verb, max(first, verb - _LONGEST))
    who = words.entity[found[1]] if found else -1
    return found if who >= 0 and words.names[who][2] == "PER" else None


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
