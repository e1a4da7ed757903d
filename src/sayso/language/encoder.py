"""The shipped encoder under onnxruntime: windows of words in, the scores of every head out.

A window goes through the graph alone, not in a batch. The graph's int8 layers take their scale from the whole input, so
that a neighbour or padding in the same batch would change a window's numbers; alone, a window gives the same bytes in
whatever company it is read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer as WordPieces

from sayso.errors import InputError
from sayso.language import features
from sayso.language._onnx import onnxruntime

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_FILES = ("model.onnx", "pieces.npz", "labels.npz", "tokenizer.json")
_KEYS = ("name", "version", "upos", "xpos", "deprels", "names", "sizes", "digest")
_INPUTS = ("pieces", "first", "shape", "prefix", "suffix")
_NOT = ["SkipLayerNormFusion", "MatMulAddFusion"]
"""Fusions of onnxruntime that are left out: the first one's kernel is slower than its parts, and the second sums in
another order, so that scores would differ in their last bits between a graph that permits it and one that does not."""
_ORDER = np.arange(features.MAX_PIECES)
_LONGEST = 1000
"""Characters of a word that are looked at: no more than a few make its pieces."""
_REMEMBERED = 200_000
"""Words whose pieces are kept; beyond it the memory of them starts afresh, so that it stays bounded."""


class Scores(NamedTuple):
    """What the heads say of a window of W words. Column 0 of ``arcs`` and row 0 of ``heads`` are the root."""

    words: Floats  # [W, width]: vectors
    start: Floats  # [W]: above 0, a sentence starts here
    upos: Ints  # [W]
    xpos: Ints  # [W]
    arcs: Floats  # [W, W + 1]
    names: Floats  # [W, labels]
    dependents: Floats  # [W, 128]
    heads: Floats  # [W + 1, 128]


class Encoder:
    """A model folder, loaded. ``meta`` is its meta.json.

    What ``meta["shared"]`` names is read from the folder beside it that it says, so that models with the same subwords
    keep these once. Raises :class:`InputError` where a file is missing, damaged, or made by code that told the encoder
    other features.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.folder, self.threads = folder, threads
        self.meta = _meta(folder)
        self.files = {name: _file(folder, name, self.meta.get("shared", {})) for name in _FILES}
        self._require(folder)
        self.pieces = WordPieces.from_file(str(self.files["tokenizer.json"]))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.session = onnxruntime.InferenceSession(
            str(self.files["model.onnx"]),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=_NOT,
        )
        if tuple(given.name for given in self.session.get_inputs()) != _INPUTS:
            raise InputError(f"{folder} was exported by another version of the training code: export it again")
        with np.load(self.files["labels.npz"]) as labels:
            self.weight, self.bias = labels["weight"].astype(np.float32).T, labels["bias"].astype(np.float32)
        with np.load(self.files["pieces.npz"]) as vectors:
            self.vectors, self.scales = vectors["table"], vectors["scale"]  # [pieces, width] int8, [pieces, 1]
        self._first, self._last, self._unknown = (self._id(p) for p in ("[CLS]", "[SEP]", "[UNK]"))
        self._known: dict[int, int] = {}
        self._size = 0
        self._table = np.zeros((4096, features.MAX_PIECES + 4), np.int64)

    def __reduce__(self) -> tuple[Callable[..., Encoder], tuple[Path, int]]:
        return _again, (self.folder, self.threads)  # a session cannot travel to another process: load it there

    def _require(self, folder: Path) -> None:
        for key, value in features.constants().items():
            if self.meta.get(key) != value:
                raise InputError(
                    f"{folder} was trained with other word features ({key}): train it again with this version"
                )
        for name, path in self.files.items():
            if hashlib.sha256(path.read_bytes()).hexdigest() != self.meta["digest"].get(name):
                raise InputError(f"{path} is damaged: its digest is not the one in {folder.name}/meta.json")

    def _id(self, piece: str) -> int:
        number = self.pieces.token_to_id(piece)
        if number is None:
            raise InputError(f"the model's tokenizer.json has no piece {piece}")
        return int(number)

    def rows(self, orths: list[int], text: Callable[[int], str]) -> Ints:
        """``[n, MAX_PIECES + 4]`` of words by their ids in a string store: pieces, their number, shape, prefix, suffix.

        ``text`` gives a word's text; it is asked for words that were not seen before.
        """
        if len(self._known) > _REMEMBERED:
            self._known, self._size = {}, 0
        known = self._known
        for orth in orths:
            if orth not in known:
                self._learn(orth, text(orth))
        return self._table[[known[orth] for orth in orths]]

    def _learn(self, orth: int, word: str) -> None:
        if self._size == len(self._table):
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        word = word[:_LONGEST]
        ids = self.pieces.encode(word, add_special_tokens=False).ids[: features.MAX_PIECES] or [self._unknown]
        row = self._table[self._size]
        row[:] = 0
        row[: len(ids)] = ids
        row[-4:] = len(ids), features.shape(word), features.prefix(word), features.suffix(word)
        self._known[orth] = self._size
        self._size += 1

    def run(self, rows: Ints) -> Scores:
        """The scores of one window, given the rows of its words (at most MAX_WORDS, MAX_SUBWORDS pieces)."""
        return Scores(*self.session.run(None, self._feed(rows)))

    def _feed(self, rows: Ints) -> dict[str, Ints | Floats]:
        counts = rows[:, -4]
        ends = counts.cumsum()
        total = int(ends[-1]) + 2
        ids = np.empty(total, np.int64)
        ids[0], ids[-1] = self._first, self._last
        ids[1:-1] = rows[:, : features.MAX_PIECES][counts[:, None] > _ORDER]
        first = ends - counts + 1
        marks = np.zeros((3, total), np.int64)
        marks[:, first] = rows[:, -3:].T
        vectors = self.vectors[ids].astype(np.float32)
        vectors *= self.scales[ids]
        return {"pieces": vectors, "first": first, "shape": marks[0], "prefix": marks[1], "suffix": marks[2]}

    def relations(self, scores: Sequence[Scores], heads: Sequence[Ints]) -> Ints:
        """Indices of the relations of the words of some windows to their heads (0 the root, k + 1 word k).

        A window's do not hang on the others: what sums over a word's features is done window by window.
        """
        own = np.concatenate([s.dependents for s in scores])
        other = np.concatenate([s.heads[h] for s, h in zip(scores, heads, strict=True)])
        both = np.concatenate([_gelu(own + other), own * other], axis=-1)
        at = np.cumsum([0, *(len(h) for h in heads)]).tolist()
        return np.concatenate([(both[a:b] @ self.weight + self.bias).argmax(-1) for a, b in pairwise(at)])


def _file(folder: Path, name: str, shared: dict[str, str]) -> Path:
    """Where a file of a model lies: in its folder, or in the one beside it that ``shared`` names."""
    path = folder.parent / Path(shared[name]).name / name if name in shared else folder / name
    if not path.is_file():
        raise InputError(f"{folder} is no model of sayso: it has no {name}")
    return path


def _meta(folder: Path) -> dict[str, Any]:
    if not (folder / "meta.json").is_file():
        raise InputError(f"{folder} is no model of sayso: it has no meta.json")
    try:
        found = json.loads((folder / "meta.json").read_text("utf-8"))
    except ValueError:
        raise InputError(f"{folder / 'meta.json'} is damaged: it is no JSON") from None
    lacking = [key for key in _KEYS if not isinstance(found, dict) or key not in found]
    if lacking:
        raise InputError(f"{folder / 'meta.json'} is damaged: it says nothing of {', '.join(lacking)}")
    return dict(found)


def _again(folder: Path, threads: int) -> Encoder:
    return Encoder(folder, threads=threads)


def _gelu(x: Floats) -> Floats:
    """x · Φ(x), with the error function by Abramowitz and Stegun 7.1.26 (error below 2e-7)."""
    z = np.abs(x) * np.float32(0.7071067811865476)
    t = 1 / (1 + np.float32(0.3275911) * z)
    poly = t * (
        np.float32(0.254829592)
        + t
        * (
            np.float32(-0.284496736)
            + t * (np.float32(1.421413741) + t * (np.float32(-1.453152027) + t * np.float32(1.061405429)))
        )
    )
    erf = np.sign(x) * (1 - poly * np.exp(-z * z))
    return np.asarray(x * np.float32(0.5) * (1 + erf), np.float32)
