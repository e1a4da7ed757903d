"""The words that assert how two parties stand to each other, from ``data/predicates.tsv``, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from sayso.actors.words import Words
from sayso.record import Sign

_POS = {"verb": ("VERB", "AUX"), "noun": ("NOUN", "PROPN"), "adj": ("ADJ", "VERB")}
_WITHIN = ("in", "of")
"""Prepositions inside a phrase ("brothers in arms")."""
_GAP = 2
"""Words that may stand between those of a verb's phrase ("cosy up", "joined their forces")."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word or phrase and where the two parties stand to it.

    ``a`` is ``subj``, ``self`` (the noun is the party), ``tie`` (the noun is the tie) or ``bearer``; ``b`` holds the
    places of the other, in order of trust: ``obj``, ``inner`` or prepositions. ``strength``: 3 says so by itself, 2 of
    parties, 1 only between named ones. ``negated`` is the kind of tie of the other sign that its negation means.
    """

    words: tuple[str, ...]
    pos: str
    a: str
    b: tuple[str, ...]
    sign: Sign
    kind: str
    strength: int
    negated: str | None

    @property
    def anchor(self) -> int:
        """Which of the words the others hang on: a verb's first, a noun's last before a preposition."""
        if self.pos == "verb":
            return 0
        ends = (n for n, word in enumerate(self.words) if word in _WITHIN)
        return next(ends, len(self.words)) - 1


@dataclass(frozen=True, slots=True)
class Hit:
    """A predicate in the text: the word that the others hang on, and all its words."""

    predicate: Predicate
    anchor: int
    words: tuple[int, ...]


@cache
def table() -> tuple[Predicate, ...]:
    """All rows of the data."""
    text = files("sayso.relations").joinpath("data/predicates.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    return tuple(_row(line) for line in lines[1:])


def _row(line: str) -> Predicate:
    word, pos, a, b, sign, kind, strength, negated = line.split("\t")
    return Predicate(
        tuple(word.split(" ")), pos, a, tuple(b.split("|")), cast(Sign, int(sign)), kind, int(strength),
        None if negated == "-" else negated,
    )  # fmt: skip


@cache
def _index() -> dict[tuple[str, str], tuple[Predicate, ...]]:
    """(lemma of the anchor, UPOS) → predicates, the longest first."""
    out: dict[tuple[str, str], list[Predicate]] = {}
    for predicate in table():
        if predicate.pos != "affix":
            anchor = predicate.words[predicate.anchor]
            for pos in _POS[predicate.pos]:
                out.setdefault((anchor, pos), []).append(predicate)
    return {key: tuple(sorted(own, key=lambda p: -len(p.words))) for key, own in out.items()}


@cache
def changes() -> dict[str, str]:
    """Lemma of a word that governs a tie → ``over`` or ``none`` (``data/changes.tsv``)."""
    text = files("sayso.relations").joinpath("data/changes.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    pairs = (line.split("\t") for line in lines[1:])
    return {cells[0]: cells[1] for cells in pairs}


@cache
def affixes() -> tuple[dict[str, Predicate], dict[str, Predicate]]:
    """Beginnings ("anti") and endings ("backed") of compounds, without their hyphen."""
    rows = [(p.words[0], p) for p in table() if p.pos == "affix"]
    begins = {word[:-1]: p for word, p in rows if word.endswith("-")}
    return begins, {word[1:]: p for word, p in rows if word.startswith("-")}


def hits(words: Words) -> Iterator[Hit]:
    """The predicates of the text in order of their anchors; at one anchor those of the longest phrase only."""
    known = _index()
    for word, key in enumerate(zip(words.lemma, words.pos, strict=True)):
        if words.entity[word] >= 0:  # "the United States", "the Arab League"
            continue
        longest = 0
        for predicate in known.get(key, ()):
            if len(predicate.words) < longest:
                break
            at = _phrase(words, word, predicate)
            if at is not None:
                longest = len(predicate.words)
                yield Hit(predicate, word, at)


def _phrase(words: Words, anchor: int, predicate: Predicate) -> tuple[int, ...] | None:
    """The words of a predicate around its anchor, None where one lacks."""
    count = len(predicate.words)
    if count == 1:
        return (anchor,)
    first, last = words.limits(anchor)
    if predicate.pos != "verb":
        start = anchor - predicate.anchor
        fits = start >= first and tuple(words.lemma[start : start + count]) == predicate.words
        return tuple(range(start, start + count)) if fits else None
    out = [anchor]
    for lemma in predicate.words[1:]:
        near = range(out[-1] + 1, min(last, out[-1] + 2 + _GAP))
        found = next((w for w in near if lemma in (words.lemma[w], words.lower[w])), None)
        if found is None:
            return None
        out.append(found)
    return tuple(out)
