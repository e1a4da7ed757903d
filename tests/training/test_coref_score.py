"""The measures of coreference on examples small enough to be reckoned by hand."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.coref_score import Scores, _best_assignment, clusters, score

GOLD = [frozenset("abc"), frozenset("defg")]


def test_singletons_are_left_out() -> None:
    assert clusters([("a", 1), ("b", 1), ("c", 2)]) == [frozenset("ab")]


def test_the_same_clusters_score_one() -> None:
    assert score(GOLD, GOLD).mean == pytest.approx(1)


def test_the_example_of_the_conll_scorers_paper() -> None:
    """Pradhan et al. 2014, figure 1: key {a b c} {d e f g}, response {a b} {c d} {f g h i}."""
    got = score(GOLD, [frozenset("ab"), frozenset("cd"), frozenset("fghi")])
    assert (got.muc.recall, got.muc.precision) == pytest.approx((0.40, 0.40))
    assert (got.b3.recall, got.b3.precision) == pytest.approx((0.4167, 0.5), abs=1e-4)
    assert (got.ceafe.recall, got.ceafe.precision) == pytest.approx((0.65, 0.4333), abs=1e-4)


def test_documents_are_summed_before_dividing() -> None:
    whole = score(GOLD, GOLD) + score([frozenset("xy")], [])
    assert whole.muc.recall == pytest.approx(5 / 6)
    assert Scores().mean == 0


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=5))
def test_the_assignment_is_the_best_of_all(weights: list[list[int]]) -> None:
    size = min(len(weights), 3)
    rows = itertools.permutations(range(len(weights)), size)
    best = max(
        sum(weights[r][c] for r, c in zip(chosen, columns, strict=True))
        for chosen in rows
        for columns in itertools.permutations(range(3), size)
    )
    assert _best_assignment(weights) == pytest.approx(best)
