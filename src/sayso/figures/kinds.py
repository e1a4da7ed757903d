"""What a number counts, and what befell those counted: by the clause that the number stands in."""

from __future__ import annotations

from functools import cache

from sayso.actors.clauses import passive
from sayso.actors.lexicon import heads
from sayso.actors.words import Words
from sayso.figures.tables import befell, words_of
from sayso.record import FigureKind

_OBJECT = ("obj", "nsubj:pass", "iobj")
_DEEPEST = 5
_WIDEST = 64
"""Dependents of a word that are looked at: lists without end stay linear."""
_NEAR = 20
"""Words back within which a bare number finds what it counts ("the death toll has risen to 170")."""


def top(words: Words, number: range) -> int:
    """The word of a number on which its other words hang."""
    return next((w for w in number if words.head[w] not in number or words.head[w] == w), number[0])


def counted(words: Words, number: range) -> int | None:
    """The noun that a number counts ("people" in "12 people"); None for a bare number ("killing 12")."""
    first = top(words, number)
    head = words.head[first]
    tied = words.dep[first] in ("nummod", "nummod:gov", "amod", "det", "advmod", "compound")
    if tied and _noun(words, head) and head > first and words.sentence[head] == words.sentence[first]:
        return head
    return _next_noun(words, number)


def _noun(words: Words, word: int) -> bool:
    return (
        words.pos[word] in ("NOUN", "PROPN") or words.tag[word] in ("JJ", "VBN", "JJR") or words.lower[word] == "others"
    )


def _next_noun(words: Words, number: range) -> int | None:
    """The plural noun right behind a number, over adjectives, where the parse has not tied them."""
    at, end = number[-1] + 1, words.limits(number[-1])[1]
    for word in range(at, min(at + 4, end)):
        if words.tag[word] in ("NNS", "NNPS") or words.lower[word] in ("people", "others"):
            last = word
            while last + 1 < end and words.tag[last + 1] in ("NNS", "NNPS") and words.dep[last] == "compound":
                last += 1
            return last
        if words.pos[word] not in ("ADJ", "NOUN", "PROPN") and words.tag[word] not in ("VBN", "VBG"):
            return None
        if words.lower[word] in _states():
            return None
    return None


def stated(word: str) -> bool:
    """Is it a word for what befell people ("dead", "missing")?"""
    return ("state", word) in befell()


@cache
def _states() -> frozenset[str]:
    return frozenset(word for place, word in befell() if place == "state")


def of_noun(words: Words, number: range) -> int | None:
    """The noun behind "of" after a bare number: "dozens of people", "six of its members"."""
    first = top(words, number)
    for child in words.children[first]:
        if (
            words.dep[child].startswith("nmod")
            and child > first
            and any(words.lower[c] == "of" for c in words.children[child])
        ):
            return child
    end = words.limits(number[-1])[1]
    after = number[-1] + 1
    if after < end and words.lower[after] == "of":
        for word in range(after + 1, min(after + 7, end)):
            if words.tag[word] in ("NNS", "NNPS") or words.lower[word] == "people":
                return word
    return None


def person(words: Words, noun: int) -> bool:
    """Does a noun name people (not houses, nor bodies that act as one)?"""
    if words.lower[noun] in words_of("person") or words.lemma[noun] in words_of("person"):
        return True
    known = heads().get(words.lemma[noun])
    if known is not None:
        return known.type in ("person", "people")
    if words.tag[noun] == "NNPS" and not words.text[noun].isupper():
        return True
    entity = words.entity[noun]
    if entity >= 0 and words.names[entity][2] == "NORP":
        return True
    return words.lower[noun].endswith(("men", "women", "ists", "ians", "eers"))


def thing(words: Words, noun: int) -> bool:
    """Does a noun name what is not people?"""
    known = heads().get(words.lemma[noun])
    named = known is not None and known.type not in ("person", "people")
    return (named and known is not None and known.type in ("facility", "vehicle", "weapon", "place")) or (
        words.lemma[noun] in words_of("thing")
    )


def casualty(words: Words, number: range, noun: int | None, among: int | None) -> FigureKind | None:
    """What befell those counted; ``noun`` as of :func:`counted`, ``among`` as of :func:`of_noun`."""
    whom = noun if noun is not None else among
    if whom is not None and thing(words, whom):
        return None
    strict = whom is not None and not person(words, whom)
    at = noun if noun is not None else top(words, number)
    kind = (
        _precedes(words, number)
        or _beside(words, at, noun)
        or _climb(words, at)
        or _clause(words, at)
        or _follows(words, number, noun)
    )
    if kind is None and among is not None and noun is None:
        kind = _beside(words, among, None) or _clause(words, among)
    unsure = ("injured", "detained", "abducted", "displaced")
    said = noun is not None and befell().get(("noun", words.lemma[noun]))
    return None if strict and not said and kind in unsure else kind


def _precedes(words: Words, number: range) -> FigureKind | None:
    """The verb, or the noun with "of", right before a number: "wounding at least 12", "the murder of six"."""
    table = befell()
    word, first = number[0] - 1, words.limits(number[0])[0]
    linked = False
    for _ in range(4):
        if word < first or words.lower[word] not in words_of("lead"):
            break
        linked |= words.lower[word] in ("of", "to")
        word -= 1
    if word < first:
        return None
    if linked:
        return table.get(("of", words.lemma[word])) if words.pos[word] in ("NOUN", "PROPN") else None
    if words.pos[word] not in ("VERB", "NOUN") or (words.lower[word] in _states() and words.pos[word] == "NOUN"):
        return None
    return table.get(("object", words.lemma[word])) if words.tag[word].startswith("VB") else None


def _beside(words: Words, at: int, noun: int | None) -> FigureKind | None:
    """Said by the noun itself or an adjective beside it: "six deaths", "six dead", "missing sailors"."""
    table = befell()
    if noun is not None:
        own = table.get(("noun", words.lemma[noun])) or table.get(("state", words.lower[noun]))
        if own:
            return own
    for child in words.children[at][:_WIDEST]:
        dep = words.dep[child]
        kind = table.get(("state", words.lower[child]))
        if kind and dep in ("amod", "acl", "advmod", "compound", "xcomp", "appos", "advcl"):
            return kind
    return None


def _clause(words: Words, at: int) -> FigureKind | None:
    """What a clause that hangs on the noun says of it: "six men killed by a bomb", "two men who died"."""
    for child in words.children[at][:_WIDEST]:
        dep = words.dep[child]
        if dep in ("acl", "acl:relcl"):
            kind = _verb(words, child, passive_of=dep != "acl:relcl" or _suffers(words, child))
            if kind:
                return kind
    return None


def _verb(words: Words, verb: int, *, passive_of: bool) -> FigureKind | None:
    """What a verb says of its object, or with ``passive_of`` False of its subject."""
    lemma = words.lemma[verb]
    if passive_of and words.tag[verb] == "VBG":
        return befell().get(("subject", lemma))
    if passive_of:
        return befell().get(("object", lemma))
    subjects = [c for c in words.children[verb][:_WIDEST] if words.dep[c] == "nsubj"]
    if subjects and words.lower[subjects[0]] not in ("who", "that", "which"):
        return befell().get(("object", lemma))
    return befell().get(("subject", lemma))


def _climb(words: Words, at: int) -> FigureKind | None:
    """What the governing verb or noun says of the word at ``at``, through conjunction."""
    table = befell()
    for _ in range(_DEEPEST):
        head, dep = words.head[at], words.dep[at]
        if head == at:
            return None
        lemma = words.lemma[head]
        if dep in _OBJECT or (dep == "nsubj" and _suffers(words, head)):
            return table.get(("object", lemma)) or table.get(("state", words.lower[head])) or _left(words, head, at)
        if dep == "nsubj":
            state = table.get(("state", words.lower[head])) if words.pos[head] in ("ADJ", "VERB") else None
            return table.get(("subject", lemma)) or state
        if dep.startswith("nmod") or (dep == "compound" and at < head):
            return table.get(("of", lemma))
        if dep in ("conj", "appos", "dep", "nummod"):
            at = head
            continue
        return None
    return None


def _suffers(words: Words, verb: int) -> bool:
    """Is the subject of a verb whom it befell: a passive, or a headline's "six killed"?"""
    if len(words.children[verb]) > _WIDEST:
        return False
    kids = {words.dep[c] for c in words.children[verb]}
    return "obj" not in kids and (
        "aux:pass" in kids or "nsubj:pass" in kids or ("aux" not in kids and passive(words, verb))
    )


def _left(words: Words, verb: int, at: int) -> FigureKind | None:
    """ "left 12 dead", "claimed six lives"."""
    if words.lemma[verb] in words_of("life") and words.lemma[at] in ("life", "live", "lives"):
        return "killed"
    if words.lemma[verb] in words_of("leave"):
        for child in words.children[verb][:_WIDEST]:
            kind = befell().get(("state", words.lower[child]))
            if kind and child > at:
                return kind
    return None


def _follows(words: Words, number: range, noun: int | None) -> FigureKind | None:
    """What follows right behind the number and its noun: "and 30 were badly wounded", "12 soldiers dead"."""
    at = (noun if noun is not None else number[-1]) + 1
    end = words.limits(number[-1])[1]
    for word in range(at, min(at + 6, end)):
        kind = befell().get(("state", words.lower[word])) or (
            befell().get(("object", words.lemma[word])) if words.tag[word] == "VBN" and word > at else None
        )
        if words.tag[word].startswith("VB"):
            kind = kind or befell().get(("subject", words.lemma[word]))
        if kind:
            return kind
        if words.lower[word] not in words_of("filler"):
            return None
    return None


def toll(words: Words, number: range) -> FigureKind | None:
    """What a bare number counts, by the noun before it: "the death toll has risen to 170", "those missing: 12"."""
    first = words.limits(number[0])[0]
    for word in range(number[0] - 1, max(first, number[0] - _NEAR) - 1, -1):
        lower = words.lower[word]
        if lower == "toll":
            return "killed"
        kind = befell().get(("noun", words.lemma[word])) or befell().get(("state", lower))
        if kind and words.pos[word] != "VERB":
            return kind
        if lower in (";", "but", "while"):
            return None
    return None
