"""How well the body bears out a claim: what is measured of their alignment, and the verdict on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sayso.actors.words import Words
from sayso.events.factuality import governors
from sayso.figures.tables import bounds
from sayso.headline.align import Body, Match, Sentence, aligned, coverage, values, weight
from sayso.headline.kin import STEM, light, lines

_MODAL = frozenset(("may", "might", "could", "would", "should", "must"))
_NOT = frozenset(("not", "n't", "n’t", "never", "no"))
_LONGEST, _DEEPEST = 4, 3
"""Words of a bound at most; words above a verb that are looked at."""

Standing = Literal["none", "altered", "held"]
FEATURES = (
    "one",  # a constant
    "best",  # the claim's coverage by its best sentence
    "deed",  # that of its words that are no actor's
    "verb",  # how near its main word is matched there
    "whole",  # the coverage by the whole body
    "lead",  # how far the best sentence is before the next
    "odd",  # a number that the sentence does not have
    "bound",  # a number that the sentence bounds ("at least") and the claim does not
    "lacking",  # the share of the claim's actors that the sentence lacks
    "subject",  # its subject is not matched
    "said",  # the coverage by the very words
    "grade",  # the sentence denies, doubts, plans or demands what the claim asserts
    "like",  # the likeness of the encoder's vectors of the two
    "kin",  # that of the main word's and its nearest there
    "made",  # quotations in the claim that nobody says so in the body
    "kept",  # quotations in the claim that somebody says
    "words",  # how long the claim is
)
"""The measures of a claim beside its best sentence in the body."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim's best sentence in the body, None where none shares a word with it, and the measures of the two."""

    best: Sentence | None
    measures: NDArray[np.float64]


def weighed(body: Body, claim: Sequence[int], quotations: Sequence[str] = ()) -> Weighed:
    """Measures a claim (its words) against the body; ``quotations`` are the verdicts on what it quotes."""
    words = body.words
    made, kept = (float(any((q == "exact") == same for q in quotations)) for same in (False, True))
    rated = [(coverage(words, claim, s.found), -s.number, s) for s in aligned(body, claim)]
    near = sorted(rated, key=lambda x: x[:2], reverse=True)
    if not near:
        return Weighed(None, np.array([1.0] + [0.0] * (len(FEATURES) - 4) + [made, kept, len(claim) / 10]))
    best = near[0][2]
    deed = [w for w in claim if w not in body.named]
    verb = _verb(words, claim)
    span = range(*words.limits(words.sentence_starts[best.number]))
    measures = [
        1.0,
        near[0][0],
        coverage(words, deed, best.found) if any(weight(words, w) for w in deed) else near[0][0],
        best.found[verb].near if verb in best.found else 0.0,
        coverage(words, claim, _anywhere(s for _, _, s in near)),
        near[0][0] - (near[1][0] if len(near) > 1 else 0.0),
        float(bool(values(words, claim) - values(words, span))),
        float(_bounded(words, claim, best)),
        _lacking(body, claim, best),
        float(any(words.dep[w].startswith("nsubj") and weight(words, w) and w not in best.found for w in claim)),
        coverage(words, claim, {w: m for w, m in best.found.items() if m.near >= STEM}),
        float(verb in best.found and bool(_grade(words, best.found[verb].word) - _grade(words, verb))),
        _likeness(_mean(words, claim), _mean(words, span)),
        _nearest(words, verb, span),
        made,
        kept,
        len(claim) / 10,
    ]
    return Weighed(best, np.array(measures))


def _anywhere(near: Iterable[Sentence]) -> dict[int, Match]:
    """The nearest match of each of the claim's words in any sentence."""
    out: dict[int, Match] = {}
    for sentence in near:
        for asked, match in sentence.found.items():
            if asked not in out or match.near > out[asked].near:
                out[asked] = match
    return out


def _bounded(words: Words, claim: Sequence[int], best: Sentence) -> bool:
    """Does the sentence say "at least" or "up to" before a number that the claim has without?"""
    numbers = [(w, best.found[w].word) for w in claim if words.pos[w] == "NUM" and w in best.found]
    return any(_bound(words, there) and not _bound(words, here) for here, there in numbers)


def _bound(words: Words, number: int) -> bool:
    """Do the words right before the number, or its own ("dozens of"), bound it?"""
    first = max(0, number - _LONGEST)
    before = [words.lower[w] for w in range(first, number)]
    return any(tuple(before[n:]) in bounds("before") for n in range(len(before)))


def _grade(words: Words, word: int) -> set[str]:
    """What a word's auxiliaries and the words that govern it do to it: negative, possible, intended, demanded …"""
    out: set[str] = set()
    for _ in range(_DEEPEST):
        for child in words.children[word]:
            if words.lower[child] in _MODAL:
                out.add("modal")
            if words.lower[child] in _NOT:
                out.add("negative")
        head = words.head[word]
        if head == word:
            break
        said = governors().get((words.lemma[head], words.pos[head].lower()))
        if said and words.dep[word].split(":")[0] in ("xcomp", "ccomp", "obj", "acl", "advcl"):
            out.add(said)
        if words.dep[word].split(":")[0] not in ("xcomp", "ccomp", "obj", "acl"):
            break
        word = head
    return out - {"asserted", "absorb"}


def standing(measures: NDArray[np.float64]) -> Standing:
    """The verdict on the measures: none, altered, or held (exact, paraphrased and attributed alike)."""
    names, weights = _weights()
    return names[int(np.argmax(weights @ measures))]


@cache
def _weights() -> tuple[tuple[Standing, ...], NDArray[np.float64]]:
    rows = [line.split("\t") for line in lines("weights.tsv")]
    names: tuple[Standing, ...] = ("none", "altered", "held")
    table = {row[0]: [float(cell) for cell in row[1:]] for row in rows[1:]}
    return names, np.array([table[name] for name in FEATURES]).T


def _verb(words: Words, claim: Sequence[int]) -> int:
    """The claim's main word: the verb that the others hang on."""
    full = [w for w in claim if words.pos[w] == "VERB" and words.lemma[w] not in light()]
    return next((w for w in full if words.head[w] not in claim), full[0] if full else claim[-1])


def _lacking(body: Body, claim: Sequence[int], best: Sentence) -> float:
    """The share of the claim's actors that the sentence does not mention."""
    wanted = {body.named[w] for w in claim if w in body.named}
    there = {body.named[w] for w in claim if w in body.named and w in best.found}
    return 1 - len(there) / len(wanted) if wanted else 0.0


def _nearest(words: Words, verb: int, span: Sequence[int]) -> float:
    """The likeness of a verb to the nearest word of its part of speech in the sentence."""
    others = (w for w in span if words.pos[w] == words.pos[verb])
    return max((_likeness(words.vector(verb), words.vector(w)) for w in others), default=0.0)


def _mean(words: Words, part: Sequence[int]) -> NDArray[np.float32] | None:
    rows = [words.vectors[w] for w in part if weight(words, w)] if words.vectors else []
    return np.mean(rows, axis=0) if rows else None


def _likeness(a: NDArray[np.float32] | None, b: NDArray[np.float32] | None) -> float:
    """The cosine of two vectors; 0 where one is missing."""
    if a is None or b is None:
        return 0.0
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / size if size else 0.0
