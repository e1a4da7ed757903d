"""How well the body bears out a claim: what is measured of their alignment, and the verdict on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sayso.actors.clauses import subject
from sayso.actors.words import Words
from sayso.figures.tables import bounds
from sayso.headline.align import Body, Match, Sentence, aligned, coverage, weight
from sayso.headline.kin import STEM, light, lines

Standing = Literal["none", "altered", "held"]
VERDICTS: tuple[Standing, ...] = ("none", "altered", "held")
MEASURES = (
    "one",  # a constant
    "best",  # how much of the claim its best sentence matches
    "deed",  # how much of its words that are no actor's
    "whole",  # how much of it the body matches anywhere
    "said",  # how much of it the best sentence matches by words of the same stem
    "verb",  # how near the sentence's match of its main word is
    "core",  # how near the nearer match of its main word and its subject is
    "bound",  # a number that the sentence bounds ("at least") and the claim does not
    "kin",  # the likeness of the encoder's vectors: the claim's main word, and the nearest of the sentence
)
"""What is measured of a claim beside its best sentence in the body. Each is from 0 to 1, "kin" from -1."""
_LONGEST = 4
"""Words that a bound has at most."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim's best sentence in the body, None where none shares a word with it, and the measures of the two."""

    best: Sentence | None
    measures: NDArray[np.float64]


def weighed(body: Body, claim: Sequence[int]) -> Weighed:
    """Measures a claim (its words) against the body."""
    words = body.words
    deed = [w for w in claim if w not in body.named and weight(words, w)]
    rated = [(_share(words, claim, deed, s), -s.number, s) for s in aligned(body, claim)]
    if not rated:
        return Weighed(None, np.array([1.0] + [0.0] * (len(MEASURES) - 1)))
    _, _, best = max(rated, key=lambda x: x[:2])
    main = _main(words, claim)
    measures = (
        1.0,
        coverage(words, claim, best.found),
        coverage(words, deed or claim, best.found),
        coverage(words, claim, _anywhere(s for _, _, s in rated)),
        coverage(words, claim, {w: m for w, m in best.found.items() if m.near >= STEM}),
        best.found[main].near if main in best.found else 0.0,
        max((best.found[w].near for w in (main, *_doer(words, main)) if w in best.found), default=0.0),
        float(_bounded(words, claim, best)),
        _nearest(words, main, range(*words.limits(words.sentence_starts[best.number]))),
    )
    return Weighed(best, np.array(measures))


def standing(
    measures: NDArray[np.float64], *, quotes: bool = False, weights: NDArray[np.float64] | None = None
) -> Standing:
    """The verdict on the measures: none, altered, or held (exact, paraphrased and attributed alike).

    Words that were changed need words to be changed from: where they seem to be changed, but the claim's main word and
    its subject have no match in the body, and it ``quotes`` nothing, nothing bears it out; where the subject has one,
    it is held by what is left of it, or it is not. ``weights``: by default the shipped ones.
    """
    score = (_weights() if weights is None else weights) @ measures
    verdict = VERDICTS[int(np.argmax(score))]
    if verdict != "altered" or quotes or measures[MEASURES.index("verb")]:
        return verdict
    if not measures[MEASURES.index("core")]:
        return "none"
    none, held = (float(score[VERDICTS.index(name)]) for name in ("none", "held"))
    return "held" if held > none else "none"


@cache
def _weights() -> NDArray[np.float64]:
    rows = [line.split("\t") for line in lines("weights.tsv")][1:]
    table = {name: [float(cell) for cell in cells] for name, *cells in rows}
    return np.array([table[name] for name in MEASURES]).T


def _share(words: Words, claim: Sequence[int], deed: Sequence[int], sentence: Sentence) -> float:
    """How good a sentence is: what it matches of the claim, the words that are no actor's counted once more."""
    return coverage(words, claim, sentence.found) + coverage(words, deed or claim, sentence.found)


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
    """Do the words right before the number bound it?"""
    before = words.lower[max(0, number - _LONGEST) : number]
    return any(tuple(before[n:]) in bounds("before") for n in range(len(before)))


def _main(words: Words, claim: Sequence[int]) -> int:
    """The claim's main word: the verb that the others hang on."""
    full = [w for w in claim if words.pos[w] == "VERB" and words.lemma[w] not in light()]
    return next((w for w in full if words.head[w] not in claim), full[0] if full else claim[-1])


def _doer(words: Words, main: int) -> list[int]:
    """The subject of the claim's main word."""
    doer = subject(words, main)
    return [] if doer is None else [doer]


def _nearest(words: Words, main: int, span: Sequence[int]) -> float:
    """The likeness of a word to the nearest of its part of speech in the sentence."""
    others = [w for w in span if words.pos[w] == words.pos[main]]
    if not others or not words.vectors:
        return 0.0
    rows = np.array([words.vectors[w] for w in others])
    own = words.vectors[main]
    sizes = np.linalg.norm(rows, axis=1) * np.linalg.norm(own)
    return float(np.max(rows @ own / np.maximum(sizes, 1e-9)))
