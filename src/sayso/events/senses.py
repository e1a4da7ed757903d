"""The learned senses: which words of a text tell an event, of which type and mode, by small networks over the encoder.

A candidate word is described by signs (:mod:`sayso.events.signs`) and by the encoder's vectors of itself and of the
words around it. Several networks of one hidden layer, trained alike from different starts, give the mean of their
logits; together they are one wider network. The weights (``data/events.npz``) come with the package;
``training.events_train`` makes them. See docs/events.md.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.actors.words import Words
from sayso.errors import InputError
from sayso.events.proposals import Hit
from sayso.events.signs import SLOTS, UNSEEN, Candidates, candidates
from sayso.record import EventType
from sayso.sparse import softmax

Floats = NDArray[np.float32]
DIGITS = 4
"""Decimals that probabilities are rounded to, so that the last bits of a processor decide nothing."""
NONE = "-"
"""The name, among the types, of no event."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the senses say of a word: how likely it tells an event, and the likeliest type and mode of it."""

    word: int
    score: float
    type: EventType
    mode: str | None


class Senses:
    """Trained networks, with the probability of its type from which a word tells an event."""

    threshold = 0.27
    """Set by hand on the dev part: of the likeliest type alone, since a word of which two types are equally likely
    mostly tells neither."""
    trust = 0.5
    """What a frame of the lexicon adds to the logarithm of the probability of its own type."""
    phrase_trust = 0.5
    """What a frame of several words adds beside."""

    def __init__(self, weights: dict[str, NDArray[Any]], meta: dict[str, Any]) -> None:
        if meta["slots"] != list(SLOTS):
            raise InputError("the senses were trained with other slots: train them again")
        self.meta = meta
        self.types: list[Any] = meta["types"]
        self.modes: list[tuple[str, str | None]] = [(kind, mode) for kind, mode in meta["modes"]]
        self._modes_of = {t: np.array([n for n, (kind, _) in enumerate(self.modes) if kind == t]) for t in self.types}
        self.known = {sign: n for n, sign in enumerate(str(weights["signs"]).split("\n"))}
        self.mean, self.axes = (weights[name].astype(np.float32) for name in ("mean", "axes"))
        self.sizes = [int(n) for n in meta["sizes"]]
        scale = weights["scale"].astype(np.float32)
        self.of_signs: Floats = weights["of_signs"].astype(np.float32) * scale
        names = ("of_vectors", "bias", "out", "out_bias")
        self.of_vectors, self.bias, self.out, self.out_bias = (weights[n].astype(np.float32) for n in names)

    def __call__(self, words: Words, found: Sequence[Hit], trusted: Sequence[Hit] = ()) -> list[Verdict]:
        """The verdicts on the words that tell an event, in order. Linear in the text.

        ``found`` is all that the lexicon proposes, ``trusted`` the part of it that nothing speaks against.
        """
        told = candidates(words, found)
        if not told.words:
            return []
        kinds, modes = self.probabilities(words, told)
        known: dict[int, list[Hit]] = {}
        for hit in trusted:
            for word in hit.words:
                known.setdefault(word, []).append(hit)
        out = []
        for row in np.flatnonzero(kinds[:, 1:].max(axis=1).round(DIGITS) >= self.threshold).tolist():
            verdict = self._verdict(told.words[row], kinds[row, 1:], modes[row], known.get(told.words[row], ()))
            if verdict:
                out.append(verdict)
        return out

    def _verdict(self, word: int, kinds: Floats, modes: Floats, known: Sequence[Hit]) -> Verdict | None:
        """The likeliest type and mode of a word; None where it is too unlikely to tell anything."""
        likely = np.log(kinds + np.float32(1e-9))
        phrases = [hit for hit in known if len(hit.words) > 1 and word in (hit.at, hit.anchor)]
        for said in {hit.frame.type for hit in known if hit.at == word}:
            likely[self.types.index(said) - 1] += self.trust
        for said in {hit.frame.type for hit in phrases}:
            likely[self.types.index(said) - 1] += self.phrase_trust
        best = int(likely.round(DIGITS).argmax())
        if float(kinds[best].round(DIGITS)) < self.threshold:
            return None
        kind = self.types[best + 1]
        same = [hit for hit in known if hit.frame.type == kind]
        mode = next((hit.frame.mode for hit in same if hit.frame.mode), None)
        if mode is None:
            own = self._modes_of[kind]
            _, mode = self.modes[own[modes[own].round(DIGITS).argmax()]]
        return Verdict(word, float(kinds.sum().round(DIGITS)), kind, mode)

    def probabilities(self, words: Words, told: Candidates) -> tuple[Floats, Floats]:
        """``[candidates, types]`` and ``[candidates, modes]``."""
        signs = self._signs(told.signs) + self._signs(told.around)[[words.sentence[w] for w in told.words]]
        size = len(self.out)
        hidden = _gelu(signs[:, :size] + self._vectors(words, told) @ self.of_vectors + self.bias)
        logits = hidden @ self.out + self.out_bias + signs[:, size:]
        return softmax(logits[:, : len(self.types)]), softmax(logits[:, len(self.types) :])

    def _signs(self, signs: Sequence[Sequence[str]]) -> Floats:
        """The sum of the weights of the signs of each row."""
        out = np.empty((len(signs), self.of_signs.shape[1]), np.float32)
        for row, own in zip(out, signs, strict=True):
            np.add.reduce(self.of_signs[[self.known[s] for s in own if s in self.known]], axis=0, out=row)
        return out

    def _vectors(self, words: Words, told: Candidates) -> Floats:
        """``[candidates, …]``: the vectors of the words in the slots, of the dependents, of the sentence."""
        if not words.vectors:
            return np.zeros((len(told.words), sum(self.sizes)), np.float32)
        plain: Floats = ((np.stack(words.vectors) - self.mean) @ self.axes).astype(np.float32)
        rows = np.concatenate([plain, np.zeros((1, plain.shape[1]), np.float32)])
        slots = np.array(told.slots)
        parts = [rows[slots[:, n], :size] for n, size in enumerate(self.sizes[: len(SLOTS)])]
        parts.append(_dependents(words, plain[:, : self.sizes[-2]])[told.words])
        means = np.add.reduceat(plain[:, : self.sizes[-1]], words.sentence_starts, axis=0)
        means /= np.diff([*words.sentence_starts, len(words)])[:, None]
        parts.append(means[np.array(words.sentence)[told.words]])
        return np.concatenate(parts, axis=1)


def _dependents(words: Words, vectors: Floats) -> Floats:
    """The mean of the vectors of each word's dependents that mean something; zeros without."""
    heads = np.array(words.head)
    seen = np.array([dep not in UNSEEN for dep in words.dep]) & (heads != np.arange(len(heads)))
    order = np.flatnonzero(seen)[np.argsort(heads[seen], kind="stable")]
    out = np.zeros_like(vectors)
    if len(order):
        owners, starts, counts = np.unique(heads[order], return_index=True, return_counts=True)
        out[owners] = np.add.reduceat(vectors[order], starts, axis=0) / counts[:, None]
    return out


def _gelu(x: Floats) -> Floats:
    """The tanh form of GELU (Hendrycks and Gimpel 2016)."""
    return np.asarray(
        0.5 * x * (1 + np.tanh(np.float32(0.7978846) * (x + np.float32(0.044715) * x * x * x))), np.float32
    )


@cache
def load(path: Path | None = None) -> Senses:
    """The shipped senses, or those of another file."""
    with as_file(files("sayso.events").joinpath("data/events.npz")) as shipped, np.load(path or shipped) as data:
        return Senses({name: data[name] for name in data.files if name != "meta"}, json.loads(str(data["meta"])))


@cache
def shipped() -> Senses | None:
    """The senses that come with the package; None in a checkout where they have not been trained."""
    return load() if files("sayso.events").joinpath("data/events.npz").is_file() else None
