"""The learned scorer: the shipped weights fit the features, and a row's score depends on nothing but the row."""

from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.actors.pairs import COLUMNS
from sayso.actors.scorer import Scorer, load, shipped
from sayso.errors import InputError

ROWS = st.lists(st.tuples(*(st.integers(0, size - 1) for size in COLUMNS.values())), min_size=1, max_size=8)


def test_the_shipped_weights_are_there_and_small() -> None:
    path = files("sayso.actors").joinpath("data/coreference.npz")
    assert len(path.read_bytes()) < 1_000_000
    scorer = shipped()
    assert scorer is not None
    assert scorer.meta["columns"] == COLUMNS


@given(ROWS)
def test_a_score_is_the_same_alone_and_in_company(rows: list[tuple[int, ...]]) -> None:
    scorer = load()
    assert [scorer([row])[0] for row in rows] == scorer(rows)


def test_weights_for_other_features_are_refused() -> None:
    with pytest.raises(InputError, match="train it again"):
        Scorer({}, {"columns": {"class": 1}})


def test_weights_can_be_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "other.npz"
    path.write_bytes(files("sayso.actors").joinpath("data/coreference.npz").read_bytes())
    row = [0] * len(COLUMNS)
    assert load(path)([row]) == load()([row])
    assert np.isfinite(load(path)([row])).all()
