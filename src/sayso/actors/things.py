"""Mentions of things and places: nobody by themselves, but something may be done to them ("shelled a market")."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import cast

from sayso.actors.lexicon import heads, rows
from sayso.actors.mentions import Mentioned
from sayso.actors.phrases import phrases
from sayso.actors.words import Words
from sayso.record import ActorType

_NAMES: dict[str, ActorType] = {"PER": "person", "GPE": "place", "LOC": "place", "FAC": "facility", "NORP": "people"}


@cache
def things() -> dict[str, ActorType]:
    """Lemma → what kind of thing it is (``data/things.tsv``)."""
    return {word: cast(ActorType, kind) for kind, words in rows("things.tsv") for word in words.split()}


def thing_mentions(words: Words, wanted: Iterable[int]) -> list[Mentioned]:
    """A mention for each wanted head word, in order, whatever the word is; no two of the same words."""
    extents = phrases(words)
    made: dict[tuple[int, int], Mentioned] = {}
    for word in wanted:
        first, last = extents.left[word], extents.right[word]
        named = words.entity[word] >= 0
        plural = words.tag[word] in ("NNS", "NNPS")
        made.setdefault(
            (first, last),
            Mentioned(
                span=words.span(first, last),
                first=first,
                last=last,
                head=word,
                form="name" if named else "nominal",
                type=_type(words, word, plural),
                name=words.phrase(first, last) if named else "",
                core=words.span(first, last) if named else None,
                number="p" if plural else "s",
                gender="n",
                lemma=words.lemma[word],
            ),
        )
    return list(made.values())


def _type(words: Words, word: int, plural: bool) -> ActorType:
    if words.entity[word] >= 0:
        return _NAMES.get(words.names[words.entity[word]][2], "other")
    if known := heads().get(words.lemma[word]):
        return known.plural if plural else known.type
    return things().get(words.lemma[word], "other")
