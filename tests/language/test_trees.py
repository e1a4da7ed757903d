"""A window's forest: one best tree a sentence, whatever the scores; labels that no sentence breaks."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sayso.language.trees import Labels, forest, heads

NAMES = ("O", "B-PER", "I-PER", "B-GPE", "I-GPE")


@st.composite
def windows(draw: st.DrawFn) -> tuple[np.ndarray, list[int]]:
    """Scores of a window and where its sentences start; whole numbers, so that there are ties."""
    size = draw(st.integers(1, 24))
    scores = draw(arrays(np.float32, (size, size + 1), elements=st.integers(-3, 3).map(float)))
    return scores, [0, *sorted(draw(st.sets(st.integers(1, size - 1), max_size=4)) if size > 1 else [])]


@given(windows())
def test_every_sentence_gets_one_tree_of_its_own(window: tuple[np.ndarray, list[int]]) -> None:
    scores, starts = window
    found = forest(scores, starts)
    for start, end in pairwise([*starts, len(scores)]):
        own = found[start:end].tolist()
        assert own.count(0) == 1, "one root"
        assert all(h == 0 or start < h <= end for h in own), "heads inside the sentence"
        for word in range(start, end):
            at, steps = word + 1, 0
            while at:
                at, steps = int(found[at - 1]), steps + 1
                assert steps <= end - start, "a cycle"


@given(windows())
def test_a_neighbouring_sentence_changes_nothing(window: tuple[np.ndarray, list[int]]) -> None:
    scores, starts = window
    found = forest(scores, starts)
    for start, end in pairwise([*starts, len(scores)]):
        columns = [0, *range(start + 1, end + 1)]
        alone = heads(scores[start:end][:, columns])
        own = np.where(found[start:end] > 0, found[start:end] - start, 0)
        square = scores[start:end][:, columns]
        assert square[np.arange(end - start), own].sum() == square[np.arange(end - start), alone].sum()


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    # Words 1 and 2 want each other; the root takes the one that loses less by it.
    scores = np.array([[1, 0, 9], [4, 9, 0]], np.float32)
    assert forest(scores, [0]).tolist() == [2, 0]


def test_of_two_words_that_want_the_root_one_gets_it() -> None:
    scores = np.array([[9, 0, 1], [8, 7, 0]], np.float32)
    assert forest(scores, [0]).tolist() == [0, 1]


def test_a_long_chain_of_cycles_is_no_deep_recursion() -> None:
    size = 160
    scores = np.full((size, size + 1), -5, np.float32)
    for i in range(0, size - 1, 2):  # every pair a cycle
        scores[i, i + 2] = scores[i + 1, i + 1] = 5
    assert forest(scores, [0]).tolist().count(0) == 1


@given(
    st.integers(1, 20).flatmap(lambda n: arrays(np.float32, (n, 5), elements=st.integers(-3, 3).map(float))), st.data()
)
def test_labels_are_legal_in_every_sentence(scores: np.ndarray, data: st.DataObject) -> None:
    starts = [0, *sorted(data.draw(st.sets(st.integers(1, max(1, len(scores) - 1)), max_size=3)) - {len(scores)})]
    labels = [NAMES[i] for i in Labels(NAMES).best(scores, starts)]
    for start, end in pairwise([*starts, len(scores)]):
        for before, label in pairwise(["O", *labels[start:end]]):
            assert label[0] != "I" or before[2:] == label[2:]


@pytest.mark.parametrize(
    ("labels", "spans"),
    [
        ("O B-PER I-PER O", [(1, 3, "PER")]),
        ("B-PER B-PER O", [(0, 1, "PER"), (1, 2, "PER")]),
        ("O O", []),
        ("B-GPE O B-GPE I-GPE", [(0, 1, "GPE"), (2, 4, "GPE")]),
    ],
)
def test_spans_are_the_names_of_the_labels(labels: str, spans: list[tuple[int, int, str]]) -> None:
    assert Labels(NAMES).spans(np.array([NAMES.index(x) for x in labels.split()])) == spans
