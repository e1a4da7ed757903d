"""Trains the scorer of relations: ``python -m training.relations --data FOLDER [--measure]``.

It learns from ``re3d_train`` (openly licensed documents of the Relationship and Entity Extraction Evaluation Dataset)
in the data folder. A pair of party mentions of one sentence is hostile, friendly or untied. ``--measure`` prints, by
five folds over the documents, how many signed pairs are found, at several thresholds, and ships nothing.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.actors import cast
from sayso.actors.words import words
from sayso.article import Article
from sayso.article import Part as Parsed
from sayso.language import load, parts
from sayso.language._spacy import Language
from sayso.record import ARTICLE_KINDS, BlockKind, Span
from sayso.relations.ties import SIGNS, features, pairs, parties, vectors
from sayso.sparse import Floats, SparseNet, softmax
from sayso.statements import attributions
from training.registry import PROJECT
from training.sparse import Plan, fit, joined

WEIGHTS = PROJECT / "src" / "sayso" / "relations" / "data" / "relations.npz"
FOLDS = 5
PLAN = Plan(hidden=32, epochs=15, batch=64, dropout=0.4, forget=0.15, blank=0.4, least=2)
_SIGN = {"FightingAgainst": -1, "Dislikes": -1, "AlliesOf": 1, "Likes": 1}


@dataclass(frozen=True, slots=True)
class Text:
    """A text, its blocks and the signed ties of two spans that the gold has."""

    text: str
    blocks: tuple[tuple[int, int, BlockKind], ...]
    ties: tuple[tuple[Span, Span, int], ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of a text: their features, vectors and signs, and how many ties of the gold no pair meets."""

    told: list[list[str]]
    seen: Floats
    right: list[int]
    lost: int


def re3d(folder: Path) -> Iterator[Text]:
    """The documents of ``re3d_train``."""
    with gzip.open(folder / "re3d_train" / "re3d_train.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            ties = tuple(
                ((r["sourceBegin"], r["sourceEnd"]), (r["targetBegin"], r["targetEnd"]), _SIGN[r["type"]])
                for r in row["relations"]
                if r["type"] in _SIGN
            )
            yield Text(row["text"], ((0, len(row["text"]), "paragraph"),), ties)


def read(nlp: Language, text: Text) -> Pairs:
    """The pairs of a text as the run time sees them."""
    told = [b for b in text.blocks if b[2] in ARTICLE_KINDS and b[2] != "byline"]
    article = Article(text.text, text.blocks, tuple(Parsed(o, d) for o, d in parts(nlp, text.text, told)))
    own_words = words(article)
    found = cast.cast(cast.read(article, attributions(article, own_words), text=own_words))
    candidates = list(pairs(own_words, parties(found.heads)))
    right = []
    met: set[int] = set()
    for pair in candidates:
        one, other = pair.a.mention.span, pair.b.mention.span
        sign = 0
        for n, (a, b, s) in enumerate(text.ties):
            if (_touch(one, a) and _touch(other, b)) or (_touch(one, b) and _touch(other, a)):
                sign = s
                met.add(n)
        right.append(sign)
    return Pairs(
        [features(own_words, p) for p in candidates],
        vectors(own_words, candidates),
        right,
        len(text.ties) - len(met),
    )


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def trained(told: Sequence[Pairs], plan: Plan) -> SparseNet:
    """The joined networks of a plan's seeds."""
    held = [t for t in told if t.told]
    right: NDArray[np.float32] = np.eye(3, dtype=np.float32)[[SIGNS.index(s) for t in held for s in t.right]]
    rows = [row for t in held for row in t.told]
    seen = np.concatenate([t.seen for t in held])
    return joined([fit(rows, seen, right, plan, seed, one=True) for seed in plan.seeds])


def measure(told: Sequence[Pairs], plan: Plan) -> None:
    """Prints precision, recall and F1 of signed pairs at several thresholds, by folds."""
    sums = {t: np.zeros(3) for t in (0.2, 0.3, 0.4, 0.5, 0.6)}
    for fold in range(FOLDS):
        test = [t for n, t in enumerate(told) if n % FOLDS == fold]
        net = trained([t for n, t in enumerate(told) if n % FOLDS != fold], plan)
        for t in test:
            if not t.told:
                continue
            p = softmax(net.logits(t.told, t.seen))
            for threshold in sums:
                best = p[:, 1:].argmax(1) + 1
                got = [SIGNS[b] if p[n, b] > threshold else 0 for n, b in enumerate(best)]
                sums[threshold] += (
                    sum(g == r != 0 for g, r in zip(got, t.right, strict=True)),
                    sum(g != 0 for g in got),
                    sum(r != 0 for r in t.right) + t.lost,
                )
    for threshold, (hits, found, gold) in sums.items():
        print(f"{threshold}: P {hits / max(1, found):.3f} R {hits / gold:.3f} F1 {2 * hits / (found + gold):.3f}")


def main() -> None:
    """Trains, or measures."""
    parser = argparse.ArgumentParser(prog="python -m training.relations", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--measure", action="store_true")
    given = parser.parse_args()
    nlp = load()
    told = [read(nlp, t) for t in re3d(given.data)]
    if given.measure:
        measure(told, PLAN)
    else:
        trained(told, PLAN).save(WEIGHTS)


if __name__ == "__main__":
    main()
