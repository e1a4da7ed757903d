"""How a predicate is said: its sign where it is denied, its tense, and the words that say it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from sayso.actors.words import Words
from sayso.events.factuality import Factuality, clause_verb, factuality
from sayso.events.lexicon import Frame
from sayso.events.triggers import Trigger
from sayso.record import Sign, Span, Tense
from sayso.relations.predicates import Hit, changes

_TITLES = frozenset(("headline", "standfirst", "subheading", "caption"))
_TOLD = frozenset(("asserted", "intended"))
_PAST = frozenset(
    ("former", "formerly", "ex", "ex-", "erstwhile", "onetime", "one-time", "then", "past", "previous", "once")
)
_MODIFIERS = frozenset(("amod", "compound", "advmod", "nummod", "det"))
_BEFORE = frozenset(("amod", "compound", "advmod", "punct"))
_GOVERNED = frozenset(("obj", "xcomp", "nsubj:pass", "obl", "nmod", "ccomp"))
_DEEPEST = 4
_HYPHENS = ("-", "–", "‑")
_MARKS = "‘“\"'”’,"


@dataclass(frozen=True, slots=True)
class Manner:
    """Sign, kind and tense of a tie as its words say it."""

    sign: Sign
    kind: str
    tense: Tense


def manner(text: Words, hit: Hit) -> Manner | None:
    """What a predicate says here; None where it is denied, demanded, conditional, merely possible or asked for."""
    apart = hit.predicate.a == "self" and not _predicative(text, hit.anchor)
    if apart:  # "the foes are said to talk": that they are foes is not in doubt
        predicate = hit.predicate
        return Manner(predicate.sign, predicate.kind, "past" if _former(text, hit) else "present")
    fact = factuality(text, _trigger(hit), title=_title(text, hit.anchor))
    if text.dep[hit.anchor] == "nsubj":  # "their friendship is no secret"
        fact = replace(fact, polarity="negative" if _denied(text, hit.anchor) else "positive", modality="asserted")
    change = _changed(text, hit)
    meant = _meant(hit, fact)
    if meant is None or change == "none":
        return None
    if change == "over" or _former(text, hit):
        return Manner(*meant, "past")
    return Manner(*meant, _tense(text, hit, fact))


def told(text: Words, word: int) -> Tense | None:
    """The tense of what is told at a word; None where it is denied, possible, demanded or conditional."""
    trigger = Trigger(word, word, (word,), _frame(), "CONSULT", None)
    fact = factuality(text, trigger, title=_title(text, word))
    return fact.tense if fact.polarity == "positive" and fact.modality in _TOLD else None


def _denied(text: Words, word: int) -> bool:
    return any(text.lower[c] in ("no", "neither", "nor") for c in text.children[word] if text.dep[c] in ("det", "cc"))


def _predicative(text: Words, word: int) -> bool:
    return any(text.dep[c] in ("cop", "nsubj") for c in text.children[word]) or text.dep[word] in (
        "xcomp",
        "obl",
        "root",
    )


@cache
def _frame() -> Frame:
    return Frame((), "", "", "CONSULT", None, "", (), (), "", "", frozenset(), ())


def _trigger(hit: Hit) -> Trigger:
    return Trigger(hit.anchor, hit.anchor, hit.words, _frame(), "CONSULT", None)


def _title(text: Words, word: int) -> bool:
    return bool(text.kinds) and text.kinds[text.block[word]] in _TITLES


def _meant(hit: Hit, fact: Factuality) -> tuple[Sign, str] | None:
    predicate = hit.predicate
    if fact.modality not in _TOLD:
        return None
    if fact.polarity == "positive":
        return predicate.sign, predicate.kind
    if predicate.negated is None:
        return None
    return (-1 if predicate.sign > 0 else 1), predicate.negated


def _changed(text: Words, hit: Hit) -> str | None:
    """What the word that governs the tie does to it; of a noun also through its quantity ("$10bn of aid")."""
    at = hit.anchor
    for _ in range(2):
        above = text.head[at]
        if above == at or text.dep[at] not in _GOVERNED:
            return None
        if above not in hit.words and (means := changes().get(text.lemma[above])) is not None:
            return means
        if text.pos[above] not in ("NOUN", "SYM", "NUM") or text.dep[at] != "nmod":
            return None
        at = above
    return None


def _tense(text: Words, hit: Hit, fact: Factuality) -> Tense:
    """That of the clause where the words are its predicate; else a tie is told as it stands."""
    word = hit.anchor
    if hit.predicate.pos == "verb":
        helpers = {text.lower[c] for c in text.children[word] if text.dep[c] == "aux"}
        if helpers & {"do", "does"} or (_title(text, word) and text.tag[word] in ("VBZ", "VBP")):
            return "present"
        if text.tag[word] == "VB" and not helpers:
            return "present"
        return fact.tense
    verb = clause_verb(text, _trigger(hit))
    if verb is None or _title(text, word) or not (_predicative(text, word) or text.dep[word] == "obj"):
        return "present"
    helpers = {text.lower[c] for c in text.children[verb] if text.dep[c] in ("aux", "cop")}
    if text.dep[word] != "nsubj" and helpers & {
        "has",
        "have",
        "'ve",
        "’ve",
    }:  # "have been at odds", "has led to a feud"
        return "present"
    return fact.tense


def _former(text: Words, hit: Hit) -> bool:
    near = [c for c in text.children[hit.anchor] if text.dep[c] in _MODIFIERS]
    head = text.head[hit.anchor]
    if text.dep[hit.anchor] in ("compound", "nmod:desc"):
        near += [c for c in text.children[head] if text.dep[c] in _MODIFIERS and c < hit.anchor]
    return any(text.lower[w] in _PAST for w in near)


def predicate_span(text: Words, hit: Hit) -> Span:
    """The predicate: a noun or adjective with what modifies it right before it and its "at" or "in" ("long-time foes",
    "at odds"), a verb with its negation before it and "each other" behind it."""
    first, last = min(hit.words), max(hit.words)
    start, end = text.limits(hit.anchor)
    if hit.predicate.pos == "verb":
        while first > start and text.head[first - 1] == hit.anchor and text.dep[first - 1] in ("aux", "advmod"):
            first -= 1
        behind = tuple(text.lower[last + 1 : min(end, last + 3)])
        if behind in (("each", "other"), ("one", "another")):
            last += 2
        return text.span(first, last)
    while first > start and _modifier(text, first - 1, last):
        first -= 1
    while text.pos[first] == "PUNCT" and first < last:
        first += 1
    before = first - 1
    if before >= start and text.dep[before] == "case" and text.head[before] == hit.anchor:
        first -= text.lower[before] in ("at", "in")
    return text.span(first, last)


def _modifier(text: Words, word: int, last: int) -> bool:
    """Does a word right before the span modify it, itself or through the words between?"""
    if text.pos[word] not in ("ADJ", "NOUN", "PUNCT", "ADV") or text.text[word] in _MARKS:
        return False
    at = word - 1 if text.text[word] in _HYPHENS else word
    for _ in range(_DEEPEST):
        if text.dep[at] not in _BEFORE:
            return False
        at = text.head[at]
        if at > last or at < word - 1:
            return False
        if text.pos[at] != "PUNCT" and text.dep[at] not in _BEFORE:
            return True
    return False
