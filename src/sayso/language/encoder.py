"""The shipped encoder under onnxruntime: windows of words in, the scores of every head out.

A window goes through the graph alone, not in a batch. The graph's int8 layers take their scale from the whole input, so
that a neighbour or padding in the same batch would change a window's numbers; alone, a window gives the same bytes in
whatever company it is read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer as WordPieces

from sayso.errors import InputError
from sayso.language import features

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_FILES = ("model.onnx", "labels.npz", "tokenizer.json", "meta.json")
_KEYS = ("name", "version", "upos", "xpos", "deprels", "names", "sizes", "digest")
_SLOW = ["SkipLayerNormFusion"]
"""Fusions of onnxruntime that cost more than they save: this kernel is slower than its parts by a tenth of the pass."""
_LONGEST = 1000
"""Characters of a word that are looked at: no more than a few make its pieces."""
_REMEMBERED = 200_000
"""Words whose pieces are kept; beyond it the memory of them starts afresh, so that it stays bounded."""


@dataclass(frozen=True, slots=True)
class Scores:
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

    Raises :class:`InputError` where a file is missing, damaged, or made by code that told the encoder other features.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.folder, self.threads = folder, threads
        for name in _FILES:
            if not (folder / name).is_file():
                raise InputError(f"{folder} is no model of sayso: it has no {name}")
        self.meta = _meta(folder)
        self._require(folder)
        self.pieces = WordPieces.from_file(str(folder / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=_SLOW,
        )
        with np.load(folder / "labels.npz") as labels:
            self.weight, self.bias = labels["weight"].astype(np.float32), labels["bias"].astype(np.float32)
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
        for name, wanted in self.meta["digest"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != wanted:
                raise InputError(f"{folder / name} is damaged: its digest is not the one in meta.json")

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
        feed = self._feed(rows)
        words, start, upos, xpos, arcs, names, dependents, heads = self.session.run(None, feed)
        return Scores(words[0], start[0], upos[0], xpos[0], arcs[0], names[0], dependents[0], heads[0])

    def _feed(self, rows: Ints) -> dict[str, Ints]:
        counts = rows[:, -4]
        kept = np.arange(features.MAX_PIECES) < counts[:, None]
        total = int(counts.sum()) + 2
        ids = np.empty((1, total), np.int64)
        ids[0, 0], ids[0, -1] = self._first, self._last
        ids[0, 1:-1] = rows[:, : features.MAX_PIECES][kept]
        first = np.concatenate([[1], 1 + np.cumsum(counts)[:-1]]).astype(np.int64)
        marks = np.zeros((3, 1, total), np.int64)
        marks[:, 0, first] = rows[:, -3:].T
        return {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "first": first[None],
            "shape": marks[0],
            "prefix": marks[1],
            "suffix": marks[2],
            "word_mask": np.ones((1, len(rows)), np.int64),
        }

    def relations(self, scores: Scores, heads: Ints) -> Ints:
        """Indices of the relations of each word to its head (0 the root, k + 1 word k of the window)."""
        other = scores.heads[heads]
        both = np.concatenate([_gelu(scores.dependents + other), scores.dependents * other], axis=-1)
        return np.asarray((both @ self.weight.T + self.bias).argmax(-1), np.int64)


def _meta(folder: Path) -> dict[str, Any]:
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
