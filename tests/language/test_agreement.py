"""Names of the same words in a document draw towards each other's type, and nothing else of them changes."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.language.agreement import Agreement

NAMES = ("O", "B-PER", "I-PER", "B-GPE", "I-GPE")
AGREEMENT = Agreement(NAMES)


def scores(*rows: dict[str, float]) -> np.ndarray:
    return np.array([[row.get(name, -5.0) for name in NAMES] for row in rows], np.float32)


def best(found: np.ndarray) -> list[str]:
    return [NAMES[i] for i in found.argmax(1)]


def test_an_unsure_occurrence_follows_the_sure_ones() -> None:
    given = scores({"B-GPE": 6.0}, {"B-GPE": 1.0, "B-PER": 1.5}, {"B-GPE": 6.0})
    assert best(AGREEMENT(np.array([4, 4, 4]), given)) == ["B-GPE"] * 3


def test_a_sure_occurrence_stays_what_it_is() -> None:
    given = scores({"B-GPE": 6.0}, {"B-PER": 9.0})
    assert best(AGREEMENT(np.array([4, 4]), given)) == ["B-GPE", "B-PER"]


def test_different_words_and_words_in_lower_case_do_not_meet() -> None:
    given = scores({"B-GPE": 6.0}, {"B-GPE": 1.0, "B-PER": 1.5})
    for words in ([4, 5], [-1, -1]):
        assert AGREEMENT(np.array(words), given).tolist() == given.tolist()


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(-1, 3), st.lists(st.floats(-9, 9, width=32), min_size=5, max_size=5)), min_size=1)
)
def test_whether_a_word_is_a_name_and_where_it_begins_is_left_to_the_head(rows: list[tuple[int, list[float]]]) -> None:
    words, given = np.array([n for n, _ in rows]), np.array([row for _, row in rows], np.float32)
    moved = AGREEMENT(words, given) - given
    assert not moved[:, 0].any()
    assert np.allclose(moved[:, [1, 3]], moved[:, [2, 4]], atol=1e-4)
