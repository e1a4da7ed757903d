"""How far a noun phrase goes: with what stands before its head, without what is said of it behind."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.actors.lexicon import heads
from sayso.actors.words import Words

_BEFORE = frozenset(("det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "det:predet", "flat", "advmod"))
_BEHIND = frozenset(("flat", "fixed", "goeswith", "compound", "nummod"))
_OFFICES = frozenset(("at", "for", "from", "in"))
_FAR = 10  # words behind a head within which the head of a phrase that belongs to it stands
_BREAKS = frozenset((",", ";", ":", "“", '"', "(", "‘", "—", "–", "”", ")", "/", "...", "…", "’", "'"))


@dataclass(frozen=True, slots=True)
class Phrases:
    """For each word the first and last word of the phrase that it heads."""

    left: list[int]
    right: list[int]


def phrases(words: Words) -> Phrases:
    """The extents of all phrases, in one pass each way: what belongs to a phrase hangs on its head."""
    left, right = list(range(len(words))), list(range(len(words)))
    for word in range(len(words)):
        for child in words.children[word]:
            if child < word and words.dep[child] in _BEFORE and words.tag[child] != "RB":
                left[word] = min(left[word], left[child])
        if words.dep[word] == "nummod":  # "at least 20"
            near = [c for c in words.children[word] if c < word and words.dep[c] in ("advmod", "case")]
            left[word] = min([left[word], *(c for c in near if word - c <= 2)])
    for word in range(len(words) - 1, -1, -1):
        for child in words.children[word]:
            if child > word and (words.dep[child] in _BEHIND or _belongs(words, word, child)):
                right[word] = max(right[word], right[child])
    return Phrases([_unbroken(words, at, to) for to, at in enumerate(left)], right)


def _belongs(words: Words, word: int, child: int) -> bool:
    """Is the phrase behind a noun part of it? An "of" phrase is ("the minister of mines", "three of the men"); another
    is where it names the office, employer or seat of a person ("a researcher at the institute")."""
    if not words.dep[child].startswith("nmod") or child - word > _FAR:
        return False
    first = words.children[child][:1]
    if not first or first[0] != word + 1:
        return False
    if words.lower[first[0]] == "of":
        return True
    head = heads().get(words.lemma[word])
    office = head is not None and head.type == "person" and "role" in head.flags
    return office and words.lower[first[0]] in _OFFICES and words.text[child][:1].isupper()


def _unbroken(words: Words, first: int, last: int) -> int:
    """The first word from ``first`` on behind which no comma, bracket or quotation mark stands before ``last``."""
    at = last
    limit = max(first, last - 25)
    while at > limit and not (words.lower[at - 1] in _BREAKS and not _possessive(words, at - 1)):
        at -= 1
    while at < last and words.dep[at] in ("case", "punct", "cc", "mark"):
        at += 1
    return at


def _possessive(words: Words, word: int) -> bool:
    return words.tag[word] == "POS"
