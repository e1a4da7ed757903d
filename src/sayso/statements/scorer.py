"""The learned scorer of reported speech: is a reading a statement at all, and where does its content end?

Two small networks over signs of the tree, the cue's data and the encoder's vectors (:mod:`sayso.statements.weighing`),
trained by ``python -m training.statements`` on the train part of our own corpus. The rules make the readings; the
networks drop those that are no statements and move the ends of contents that the parse cut short or let run on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from sayso.actors.words import Words
from sayso.record import Span
from sayso.sparse import SparseNet, load, sigmoid
from sayso.statements.convert import whole_quotes
from sayso.statements.said import Said
from sayso.statements.spans import Spans
from sayso.statements.weighing import end_features, end_vectors, ends, features, vectors

LEAST = 0.1
"""Probability below which a reading of the rules is dropped."""
LOOSE = 0.3
"""Probability from which a reading that no frame of the cue foresees is kept."""
SURE = 0.15
"""By how much another end must be more probable than the rules' end."""


@dataclass(frozen=True)
class Scorer:
    """``accept``: one output, is it a statement; ``end``: one output, does the content end here."""

    accept: SparseNet
    end: SparseNet

    def accepted(self, words: Words, found: Sequence[Said]) -> list[float]:
        """The probability of each reading to be a statement."""
        if not found:
            return []
        told = [features(words, said) for said in found]
        logits = self.accept.logits(told, np.stack([vectors(words, said) for said in found]))
        return [float(p) for p in sigmoid(logits[:, 0])]

    def ended(self, words: Words, found: Sequence[Said]) -> list[Said]:
        """The readings, each with the end of its content that is most probable."""
        places = [ends(words, said) for said in found]
        told = [end_features(words, said, e) for said, own in zip(found, places, strict=True) for e in own]
        if not told:
            return list(found)
        seen = np.stack([end_vectors(words, said, e) for said, own in zip(found, places, strict=True) for e in own])
        likely = sigmoid(self.end.logits(told, seen)[:, 0])
        out, at = [], 0
        for said, own in zip(found, places, strict=True):
            out.append(_moved(said, own, [float(p) for p in likely[at : at + len(own)]]))
            at += len(own)
        return out


def weighed(words: Words, found: Sequence[Said], marked: Spans, cues: Sequence[Span], scorer: Scorer) -> list[Said]:
    """The readings that are statements, with their ends; what is quoted whole is left as it is.

    ``marked`` are the text's quoted runs, ``cues`` those of quotations that the marks alone explain.
    """
    held = Spans((cue, n) for n, cue in enumerate(cues))
    free = [n for n, said in enumerate(found) if not _is_quoted(words, said, marked, held)]
    likely = dict(zip(free, scorer.accepted(words, [found[n] for n in free]), strict=True))
    kept = [n for n in range(len(found)) if likely.get(n, 1.0) >= (LOOSE if found[n].frame == "loose" else LEAST)]
    moved = dict(zip(kept, scorer.ended(words, [found[n] for n in kept]), strict=True))
    return [moved[n] if n in likely else found[n] for n in kept if n in likely or found[n].frame != "loose"]


def _is_quoted(words: Words, said: Said, marked: Spans, held: Spans) -> bool:
    """Is its cue that of a quotation, or its content one?"""
    if any(held.touching(words.span(w, w)) for w in said.cue):
        return True
    content = tuple(words.span(first, last) for first, last in said.content)
    outside = not said.cue or not marked.around(words.span(said.cue[0], said.cue[0]))
    return outside and bool(whole_quotes(content, marked))


def _moved(said: Said, places: Sequence[int], likely: Sequence[float]) -> Said:
    first, last = said.content[-1]
    best = max(range(len(places)), key=lambda n: likely[n])
    if likely[best] - likely[places.index(last)] < SURE:
        return said
    return replace(said, content=(*said.content[:-1], (first, places[best])))


@cache
def shipped() -> Scorer | None:
    """The networks that come with the package."""
    return Scorer(load("sayso.statements", "accept.npz"), load("sayso.statements", "end.npz"))
