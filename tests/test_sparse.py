"""The small network over string features."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.sparse import SparseNet, load, sigmoid, softmax


def net(width: int = 0) -> SparseNet:
    rng = np.random.default_rng(1)

    def some(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return rng.normal(size=shape).astype(np.float32)

    return SparseNet({"a": 0, "b": 1}, some(2, 4), some(width, 4), some(4), some(4, 3), some(3))


def test_unknown_features_say_nothing() -> None:
    empty = np.zeros((2, 0), np.float32)
    known, unknown = net().logits([["a"], ["a", "never seen"]], empty)
    assert np.array_equal(known, unknown)


def test_nothing_to_decide_gives_nothing() -> None:
    assert net().logits([], np.zeros((0, 0), np.float32)).shape == (0, 3)


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=4))
def test_probabilities_are_probabilities(own: list[str]) -> None:
    out = net().logits([own], np.zeros((1, 0), np.float32))
    assert np.isclose(softmax(out).sum(), 1)
    assert ((sigmoid(out) >= 0) & (sigmoid(out) <= 1)).all()


def test_what_is_saved_decides_alike(tmp_path: Path) -> None:
    before = net(5)
    before.save(tmp_path / "n.npz")
    with np.load(tmp_path / "n.npz") as held:
        assert bytes(held["names"]).decode().split("\n") == ["a", "b"]
        assert np.allclose(held["first"] * held["scale"].astype(np.float32), before.first, atol=0.03)


def test_the_shipped_networks_load() -> None:
    assert len(load("sayso.events", "roles.npz").last) == 4
