"""Trees against all trees, names against all paths; spans and figures by hand: what evaluation rests on."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sayso.language.trees import Labels, heads
from training.evaluate import coarse, prf, spans
from training.labels import NAMES

SCORES = st.integers(1, 4).flatmap(lambda n: arrays(np.float64, (n, n + 1), elements=st.integers(-9, 9).map(float)))


def is_tree(heads: tuple[int, ...]) -> bool:
    """One root, and every word reaches it."""
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        at, steps = word, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


def worth(scores: np.ndarray, heads: tuple[int, ...]) -> float:
    return float(sum(scores[i, h] for i, h in enumerate(heads)))


@given(SCORES)
def test_no_tree_is_better(scores: np.ndarray) -> None:
    found = tuple(int(h) for h in heads(scores))
    assert is_tree(found)
    every = [h for h in product(range(len(scores) + 1), repeat=len(scores)) if is_tree(h)]
    assert worth(scores, found) == max(worth(scores, h) for h in every)


@given(arrays(np.float64, (3, len(NAMES)), elements=st.integers(-9, 9).map(float)))
def test_names_take_the_best_permitted_path(scores: np.ndarray) -> None:
    def permitted(path: tuple[int, ...]) -> bool:
        labels = ["O", *(NAMES[i] for i in path)]
        return all(b[0] != "I" or a[2:] == b[2:] for a, b in pairwise(labels))

    labels = Labels(NAMES)
    found = [NAMES[i] for i in labels.best(scores)]
    got = sum(scores[i, NAMES.index(name)] for i, name in enumerate(found))
    assert permitted(tuple(NAMES.index(n) for n in found))
    best = max(sum(scores[i, x] for i, x in enumerate(p)) for p in product(range(len(NAMES)), repeat=3) if permitted(p))
    assert got == best


def test_spans_of_labels() -> None:
    labels = ["B-PER", "I-PER", "B-PER", "O", "I-GPE", "B-FAC", "I-ORG"]
    assert spans(labels) == {(0, 2, "PER"), (2, 3, "PER"), (4, 5, "GPE"), (5, 6, "FAC"), (6, 7, "ORG")}
    assert coarse(spans(["B-GPE", "B-NORP"])) == {(0, 1, "LOC")}


def test_f1_counts_over_all_sentences() -> None:
    figure = prf([({(0, 1, "PER")}, {(0, 1, "PER"), (2, 3, "ORG")}), ({(0, 1, "LOC")}, set())])
    assert (figure.right, figure.predicted, figure.gold) == (1, 2, 2)
    assert figure.f1 == pytest.approx(0.5)
