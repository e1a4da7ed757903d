"""Which two parties of a sentence are tied, and with which sign: by a small learned scorer over their pair.

Candidates are the mentions of parties in a sentence, two and two, the nearest; the network (:mod:`sayso.sparse`) reads
the words on the dependency path between them, those between them in the sentence, what the stance words among these
say, and the encoder's vectors. Trained by ``python -m training.relations``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import cast

import numpy as np

from sayso.actors.words import Words
from sayso.record import ActorType, Mention, Sign, Span
from sayso.relations.stances import Stance, stance
from sayso.sparse import Floats, SparseNet, load, softmax

PARTNERS = 10
"""Mentions before one that it is paired with at most."""
_NEGATIONS = frozenset(("not", "n't", "n’t", "no", "never", "neither", "nor", "without", "hardly"))
_PARTIES: frozenset[ActorType] = frozenset(
    ("person", "state", "government", "military", "police", "armed_group", "party", "igo", "ngo", "company", "media",
     "religious_group", "ethnic_group", "people", "place")
)  # fmt: skip
_STEPS = 8


@dataclass(frozen=True, slots=True)
class Party:
    """A mention of a party at its head word."""

    head: int
    mention: Mention


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties of a sentence in order; ``path`` holds the words between them in the tree, ``stances`` those of the
    words on it and between them that say how they stand, with their places."""

    a: Party
    b: Party
    path: tuple[int, ...]
    stances: tuple[tuple[int, Stance], ...]


def parties(heads: dict[int, Mention]) -> list[Party]:
    """The parties among the mentions, in order of their heads."""
    return [Party(h, m) for h, m in sorted(heads.items()) if m.type in _PARTIES]


def pairs(words: Words, found: Sequence[Party]) -> Iterator[Pair]:
    """Every two parties of a sentence that are not one actor and of which neither is part of the other's words."""
    for n, second in enumerate(found):
        for first in reversed(found[max(0, n - PARTNERS) : n]):
            if words.sentence[first.head] != words.sentence[second.head]:
                break
            if first.mention.actor is not None and first.mention.actor == second.mention.actor:
                continue
            path = _path(words, first.head, second.head)
            yield Pair(
                first,
                second,
                path,
                tuple(_stances(words, first.head, second.head, path)),
            )


def _path(words: Words, a: int, b: int) -> tuple[int, ...]:
    """The words strictly between two in the tree, in order of the walk."""
    up = [a]
    while len(up) <= _STEPS and words.head[up[-1]] != up[-1]:
        up.append(words.head[up[-1]])
    down = [b]
    while down[-1] not in up and len(down) <= _STEPS and words.head[down[-1]] != down[-1]:
        down.append(words.head[down[-1]])
    if down[-1] not in up:
        return ()
    top = up.index(down[-1])
    walk = [*up[: top + 1], *reversed(down[:-1])]
    return tuple(w for w in walk if w not in (a, b))


def _stances(words: Words, a: int, b: int, path: Sequence[int]) -> Iterator[tuple[int, Stance]]:
    near = [w for p in path for w in words.children[p] if words.pos[w] in ("ADJ", "NOUN", "VERB", "ADV")]
    for word in dict.fromkeys((*path, *range(a + 1, b), *near)):
        known = stance(words.lemma[word], words.pos[word])
        if known is not None:
            yield word, known


def features(words: Words, pair: Pair) -> list[str]:
    """What the network reads of a pair, as strings."""
    a, b, path = pair.a.head, pair.b.head, pair.path
    types = f"{pair.a.mention.type}|{pair.b.mention.type}"
    walk = _walk(words, pair)
    on = [(w, s) for w, s in pair.stances if w in path]
    sign = sum(s.sign for _, s in on)
    around = sum(s.sign for _, s in pair.stances)
    negated = any(words.lower[c] in _NEGATIONS for w in path for c in words.children[w])
    top = max(path, key=lambda w: -len(words.children[w]), default=a) if path else a
    cases = [_case(words, w) for w in (a, b)]
    inside = _within(pair)
    out = [
        f"types={types}", f"walk={walk}", f"inside={inside}", f"inside={inside}|{sign}", f"on={_cut(sign)}|{negated}",
        f"around={_cut(around)}", f"on={_cut(sign)}|{walk}", f"around={_cut(around)}|{len(path)}", f"long={len(path)}",
        f"cases={cases[0]}|{cases[1]}", f"cases={cases[0]}|{cases[1]}|{_cut(sign)}", f"far={min(b - a, 30) // 4}",
        f"deps={words.dep[a]}|{words.dep[b]}", f"deps={words.dep[a]}|{words.dep[b]}|{_cut(sign)}",
        f"top={words.lemma[top]}", f"first={words.dep[a]}|{words.lemma[words.head[a]]}",
        f"last={words.dep[b]}|{words.lemma[words.head[b]]}", f"last={cases[1]}|{words.lemma[words.head[b]]}",
        f"forms={pair.a.mention.form}|{pair.b.mention.form}", f"negated={negated}",
    ]  # fmt: skip
    out += [f"path={words.lemma[w]}" for w in path]
    out += [f"kind={s.kind}|{w in path}" for w, s in pair.stances]
    out += [
        f"between={words.lemma[w]}" for w in range(a + 1, min(b, a + 25)) if words.pos[w] in ("VERB", "NOUN", "ADP")
    ]
    return out


def _within(pair: Pair) -> str:
    (s, e), (t, f) = pair.a.mention.span, pair.b.mention.span
    return "b" if s <= t and f <= e else "a" if t <= s and e <= f else "-"


def _cut(number: int) -> int:
    return max(-2, min(2, number))


def _case(words: Words, word: int) -> str:
    return next((words.lower[c] for c in words.children[word] if words.dep[c] == "case"), "")


def _walk(words: Words, pair: Pair) -> str:
    """The relations on the way from one party to the other."""
    chain = [pair.a.head, *pair.path, pair.b.head]
    out = []
    for here, there in pairwise(chain):
        out.append(f"^{words.dep[here]}" if words.head[here] == there else f"v{words.dep[there]}")
    return "".join(out) if pair.path or len(out) == 1 else "far"


def vectors(words: Words, found: Sequence[Pair]) -> Floats:
    """``[pairs, 3 · width]``: the encoder's vectors of both heads and the mean of those on the path; width 0: none."""
    if not words.vectors or not found:
        return np.zeros((len(found), 0), np.float32)
    known = words.vectors
    ways = [np.mean([known[w] for w in (p.path or (p.a.head, p.b.head))], 0) for p in found]
    heads = [[known[p.a.head] for p in found], [known[p.b.head] for p in found]]
    return np.concatenate([*map(np.stack, heads), np.stack(ways)], axis=1)


SIGNS = (0, -1, 1)
"""The signs of the network's outputs: no tie, hostile, friendly."""


def probabilities(net: SparseNet, words: Words, found: Sequence[Pair]) -> Floats:
    """``[pairs, 3]`` in the order of :data:`SIGNS`."""
    return softmax(net.logits([features(words, p) for p in found], vectors(words, found)))


SURE = 0.5
"""Probability above which two parties are tied (chosen by folds over re3d_train)."""


Known = Callable[[Span, Span], bool]
"""Is it known of two parties, by their spans, how they stand?"""


@dataclass(frozen=True, slots=True)
class Scored:
    """Two parties that the network ties, by the words between or above them that say most, and how sure it is."""

    a: Mention
    b: Mention
    sign: Sign
    word: int
    sure: float


def scored(net: SparseNet, words: Words, heads: dict[int, Mention], known: Known) -> list[Scored]:
    """The pairs of a sentence's parties that the network ties, the surest first, but for those ``known`` already.

    Where no word near them says how anybody stands they are not asked about: of 6,094 such pairs of our own articles
    the network ties none.
    """
    found = [p for p in pairs(words, parties(heads)) if p.stances and not known(p.a.mention.span, p.b.mention.span)]
    if not found or not words.vectors:
        return []
    sure = probabilities(net, words, found)
    best = sure[:, 1:].argmax(1) + 1
    order = sorted(range(len(found)), key=lambda n: (-float(sure[n, best[n]]), n))
    return [
        Scored(
            p.a.mention,
            p.b.mention,
            cast(Sign, SIGNS[best[n]]),
            _said_by(words, p),
            float(sure[n, best[n]]),
        )
        for n, p in ((n, found[n]) for n in order)
        if sure[n, best[n]] > SURE
    ]


def _said_by(words: Words, pair: Pair) -> int:
    """The word that ties them: one that says how they stand, else the highest on the path between them."""
    if pair.stances:
        return pair.stances[0][0]
    return next((w for w in pair.path if words.head[w] not in pair.path), pair.b.head)


@cache
def shipped() -> SparseNet:
    """The network that comes with the package."""
    return load("sayso.relations", "relations.npz")
