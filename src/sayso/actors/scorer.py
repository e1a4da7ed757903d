"""The learned scorer of coreference: rows of small numbers to scores, by a network of one hidden layer in numpy.

Its weights (``data/coreference.npz``) come with the package; ``training.coref`` makes them. See docs/coreference.md.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.actors.pairs import COLUMNS
from sayso.errors import InputError

DIGITS = 4
"""Decimals that scores are rounded to, so that the last bits of a processor decide nothing."""


class Scorer:
    """Scores rows of :mod:`sayso.actors.pairs`: the higher, the likelier the same."""

    def __init__(self, weights: dict[str, NDArray[np.float32]], meta: dict[str, Any]) -> None:
        if meta["columns"] != COLUMNS:
            raise InputError("the coreference scorer was trained with other features; train it again")
        self.meta = meta
        self.table, self.bias = weights["table"].astype(np.float32), weights["bias"]
        self.out = weights["out"]
        sizes = list(COLUMNS.values())
        self.offsets = np.array([sum(sizes[:n]) for n in range(len(sizes))], np.int64)

    def __call__(self, rows: Sequence[Sequence[int]]) -> list[float]:
        """A score for each row, rounded."""
        at = np.asarray(rows, np.int64) + self.offsets
        hidden = np.maximum(self.table[at].sum(axis=1, dtype=np.float32) + self.bias, 0)
        scores: list[float] = (hidden * self.out).sum(axis=1, dtype=np.float64).round(DIGITS).tolist()
        return scores


@cache
def load(path: Path | None = None) -> Scorer:
    """The shipped scorer, or that of another file. Raises :class:`InputError` if its features are others."""
    with as_file(files("sayso.actors").joinpath("data/coreference.npz")) as shipped, np.load(path or shipped) as data:
        meta = json.loads(str(data["meta"]))
        return Scorer({name: data[name] for name in ("table", "bias", "out")}, meta)


@cache
def shipped() -> Scorer | None:
    """The scorer that comes with the package; None in a checkout where it has not been trained."""
    if not files("sayso.actors").joinpath("data/coreference.npz").is_file():
        return None
    return load()
