"""Compounds that say how the party that bears them stands to the one that they name ("US-backed", "anti-Assad")."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.actors.words import Words
from sayso.relations.predicates import Predicate, affixes

_UP = frozenset(("amod", "compound", "nmod:desc", "acl"))
_DEEPEST = 3


def compounds(words: Words) -> Iterator[tuple[int, int, int, int, Predicate]]:
    """(head word of the bearer, head word of the inner party, first and last word, predicate)."""
    begins, ends = affixes()
    for at in range(1, len(words) - 1):
        if words.text[at] not in ("-", "–", "‑") or words.start[at] != words.end[at - 1]:
            continue
        if words.start[at + 1] != words.end[at]:
            continue
        if (row := ends.get(words.lower[at + 1])) is not None:
            inner, adjective = at - 1, at + 1
        elif (row := begins.get(words.lower[at - 1])) is not None:
            inner, adjective = at + 1, at + 1
        else:
            continue
        bearer = _bearer(words, adjective)
        if bearer is not None:
            yield bearer, inner, at - 1, at + 1, row


def _bearer(words: Words, adjective: int) -> int | None:
    """The noun that an adjective stands at."""
    at = adjective
    for _ in range(_DEEPEST):
        if words.dep[at] not in _UP or words.head[at] == at:
            return None
        at = words.head[at]
        if words.pos[at] in ("NOUN", "PROPN"):
            return at
    return None
