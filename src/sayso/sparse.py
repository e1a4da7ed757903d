"""A small network over features that are strings: what several rooms decide with.

One hidden layer. Each feature has a row of weights; those of an example are summed, its dense vectors (the encoder's)
are projected onto the same layer, and the outputs are linear in what is left after the rectifier. An example costs one
addition a feature. Networks trained alike from different starts are joined side by side, which gives the mean of their
outputs. ``training.sparse`` makes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class SparseNet:
    """``index``: feature → row of ``first``.

    ``first`` is ``[features, hidden]``, ``dense`` ``[width, hidden]``, ``bias`` ``[hidden]``, ``out``
    ``[hidden, outputs]``, ``last`` ``[outputs]``.
    """

    index: dict[str, int]
    first: Floats
    dense: Floats
    bias: Floats
    out: Floats
    last: Floats

    def logits(self, told: Iterable[Sequence[str]], seen: Floats) -> Floats:
        """``[examples, outputs]``. ``seen`` is ``[examples, width]``, or of width 0 where no vectors are kept."""
        known = self.index
        rows = [[known[f] for f in own if f in known] for own in told]
        if not rows:
            return np.zeros((0, len(self.last)), np.float32)
        before = np.empty((len(rows), len(self.bias)), np.float32)
        for out, row in zip(before, rows, strict=True):
            np.add.reduce(self.first[row], axis=0, out=out)
        before += self.bias
        if seen.shape[1]:
            before += seen @ self.dense
        return np.asarray(np.maximum(before, 0, out=before) @ self.out + self.last, np.float32)

    def save(self, path: Path) -> None:
        """Writes the network, with a byte for each weight of a feature."""
        scale = np.abs(self.first).max(1, keepdims=True) / 127 + 1e-12
        np.savez_compressed(
            path,
            names=np.frombuffer("\n".join(self.index).encode(), np.uint8),
            first=np.round(self.first / scale).astype(np.int8),
            scale=scale.astype(np.float16),
            dense=self.dense.astype(np.float16),
            bias=self.bias.astype(np.float32),
            out=self.out.astype(np.float32),
            last=self.last.astype(np.float32),
        )


def load(package: str, name: str) -> SparseNet:
    """The network in a package's ``data`` folder."""
    with files(package).joinpath(f"data/{name}").open("rb") as file, np.load(file) as held:
        names = bytes(held["names"]).decode().split("\n")
        rest = [held[k].astype(np.float32) for k in ("dense", "bias", "out", "last")]
        first = held["first"].astype(np.float32) * held["scale"].astype(np.float32)
        return SparseNet({name: n for n, name in enumerate(names)}, first, *rest)


def sigmoid(x: Floats) -> Floats:
    """The logistic function."""
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)


def softmax(x: Floats) -> Floats:
    """Probabilities along the last axis."""
    power = np.exp(x - x.max(-1, keepdims=True)) if x.size else x
    return np.asarray(power / power.sum(-1, keepdims=True) if x.size else x, np.float32)
