"""Contexts of an event, from the words of its sentence: ``data/contexts.tsv``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from sayso.events.lexicon import rows

MOST = 2
"""Contexts that an event has at most, the most specific first."""


@cache
def table() -> dict[str, tuple[frozenset[str], str]]:
    """Context → (the lemmas that tell it, what it means), in the order of the data: the most specific first."""
    return {context: (frozenset(lemmas.split()), meaning) for _, (context, lemmas, meaning) in rows("contexts.tsv")}


@cache
def _by_lemma() -> dict[str, tuple[str, ...]]:
    out: dict[str, list[str]] = {}
    for context, (lemmas, _) in table().items():
        for lemma in lemmas:
            out.setdefault(lemma, []).append(context)
    return {lemma: tuple(found) for lemma, found in out.items()}


def contexts(lemmas: Sequence[str], own: Iterable[str], mode: str | None) -> tuple[str, ...]:
    """The contexts of an event: those of its frame (``own``), then those that the lemmas of its sentence or its mode
    tell, the most specific first, at most :data:`MOST`."""
    told = set(own)
    pairs = (f"{a}-{b}" for a, b in pairwise(lemmas))
    for lemma in (*lemmas, *pairs, f"mode:{mode}"):
        told.update(_by_lemma().get(lemma, ()))
    return tuple(c for c in table() if c in told)[:MOST]
