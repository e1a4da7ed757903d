"""The date of an event or a statement: of its own clause, else of its sentence, else of the article's narrative."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.actors.words import Words
from sayso.record import Span, When
from sayso.times.calendar import Period
from sayso.times.read import Found

Where = Literal["clause", "sentence", "narrative"]
_STEPS = 40
_CLAUSES = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "relcl", "parataxis", "conj", "csubj", "xcomp"})
_VERBS = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and where it was found: in the clause itself, in its sentence, or on the narrative's line."""

    when: When
    where: Where


def attach(ws: Words, found: Sequence[Found], span: Span) -> Dated | None:
    """The date of what a span names: an event's trigger or a statement's cue.

    ``found``: the article's expressions in order (:func:`sayso.times.read.read_times`). Only what names a point or a
    stretch of time dates; lengths do not. None where nothing before it is dated.
    """
    inside = ws.touching(span)
    points = [f for f in found if (f.value is None and f.when.grain == "day") or isinstance(f.value, Period)]
    if not inside:
        return None
    word = _head(ws, inside)
    number = ws.sentence[word]
    here = [(f, w[0]) for f in points if (w := ws.touching(f.span)) and ws.sentence[w[0]] == number]
    own = _clause(ws, word)
    for same in (word, own):
        near = [(abs(w - word), f) for f, w in here if _governor(ws, f.span, w) == same]
        if near:
            return Dated(min(near, key=lambda pair: pair[0])[1].when, "clause")
    if here:
        return Dated(min(here, key=lambda pair: abs(pair[1] - word))[0].when, "sentence")
    before = [
        f
        for f in points
        if f.span[1] <= span[0]
        and isinstance(f.value, Period)
        and f.value.grain == "day"
        and f.value.first == f.value.last
        and f.value.first is not None
    ]
    return Dated(before[-1].when, "narrative") if before else None


def _head(ws: Words, inside: range) -> int:
    """The word of a span whose head lies outside it."""
    for word in inside:
        if ws.head[word] not in inside or ws.head[word] == word:
            return word
    return inside[0]


def _clause(ws: Words, word: int) -> int:
    """The verb of the clause that a word stands in."""
    at = word
    for _ in range(_STEPS):
        if ws.pos[at] in _VERBS or ws.dep[at] in _CLAUSES or ws.head[at] == at:
            return at
        at = ws.head[at]
    return at


def _governor(ws: Words, span: Span, word: int) -> int:
    """What an expression of time hangs on: a noun ("Tuesday’s raid") or the verb of its clause."""
    inside = ws.touching(span)
    head = _head(ws, inside) if inside else word
    above = ws.head[head]
    if ws.dep[head] in ("nmod", "nmod:poss", "compound", "nmod:tmod") and ws.pos[above] in ("NOUN", "PROPN"):
        return above
    return _clause(ws, above)
