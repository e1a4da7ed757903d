"""Triggers: the words of an article at which the lexicon sees an event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.actors.words import Words
from sayso.events.lexicon import Frame, frames

_CLAUSES = frozenset(("ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "advcl:relcl"))
_NO_EVENT_NAMES = frozenset(("PER", "ORG", "FAC", "EVENT", "MISC", "GPE", "LOC"))
_REACH = 3
"""Steps down the tree within which the words of a phrase stand."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A frame at its anchor word; ``words`` are all its words there, ``at`` is the word that decides the type."""

    anchor: int
    at: int
    words: tuple[int, ...]
    frame: Frame


def triggers(words: Words) -> list[Trigger]:
    """The triggers in order of the text. No word is part of two: the longer phrase goes before, then the earlier."""
    found = [t for word in range(len(words)) for t in _at(words, word)]
    taken: set[int] = set()
    out = []
    for trigger in sorted(found, key=lambda t: (-len(t.words), t.frame.pos != "verb", t.anchor)):
        content = {w for w in trigger.words if words.pos[w] in ("VERB", "NOUN", "ADJ", "PROPN")}
        if not content & taken:
            taken |= content
            out.append(trigger)
    return sorted(out, key=lambda t: t.at)


def _at(words: Words, word: int) -> Iterator[Trigger]:
    """The frame of most words that fits at ``word``."""
    known = frames().get((words.lemma[word], words.pos[word]))
    if known is None or _named(words, word) or _premodifier(words, word):
        return
    near = descendants(words, word)
    for frame in known:
        places = _places(words, word, frame, near)
        if places is not None and not _avoided(words, word, frame, near):
            yield Trigger(word, _deciding(words, word, places), (word, *places), frame)
            return


def descendants(words: Words, word: int) -> list[int]:
    """The words that hang on ``word`` within its clause, at most :data:`_REACH` steps down."""
    out: list[int] = []
    level = [word]
    for _ in range(_REACH):
        level = [c for w in level for c in words.children[w] if not _leaves_clause(words, c, word)]
        out += level
    return out


def _leaves_clause(words: Words, child: int, anchor: int) -> bool:
    if words.dep[child] in _CLAUSES:
        return True
    return words.dep[child] == "conj" and words.head[child] == anchor and words.pos[child] in ("VERB", "AUX")


def _places(words: Words, word: int, frame: Frame, near: list[int]) -> list[int] | None:
    """Where the other words of the frame stand, None if one does not."""
    out: list[int] = []
    for wanted in frame.others:
        at = next((n for n in near if n not in out and wanted in (words.lemma[n], words.lower[n])), None)
        if at is None:
            return None
        out.append(at)
    return out


def _deciding(words: Words, word: int, places: list[int]) -> int:
    """With a light verb the noun decides what happened, if it is an event noun itself."""
    if words.pos[word] in ("VERB", "AUX"):
        for at in places:
            if (words.lemma[at], "NOUN") in frames() and words.pos[at] == "NOUN":
                return at
    return word


def _avoided(words: Words, word: int, frame: Frame, near: list[int]) -> bool:
    if not frame.avoid:
        return False
    lemmas = {words.lemma[n] for n in near} | {words.lower[n] for n in near}
    if words.dep[word] in ("obj", "compound", "nsubj"):
        lemmas.add(words.lemma[words.head[word]])
    if lemmas & frame.avoid:
        return True
    longer = [a for a in frame.avoid if " " in a]
    around = " ".join(words.lower[max(0, word - 4) : word + 6]) if longer else ""
    return any(a in around for a in longer)


def _named(words: Words, word: int) -> bool:
    """Is the word part of a name?"""
    number = words.entity[word]
    return number >= 0 and words.names[number][2] in _NO_EVENT_NAMES


def _premodifier(words: Words, word: int) -> bool:
    """A noun before another noun says what kind that one is ("attack helicopter"), not that something happened."""
    return words.pos[word] in ("NOUN", "PROPN") and words.dep[word] in ("compound", "nmod:desc", "flat")
