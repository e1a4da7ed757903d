"""What is known of a Doc's tokens, column by column, while its windows are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from sayso.language._spacy import IDX, IS_SPACE, ORTH, SPACY, Doc
from sayso.language.encoder import Floats, Ints, Scores

VECTORS_KEPT = 100_000
"""Words of a Doc above which its tensor is left empty: a vector takes 1.5 kB."""


class Window(NamedTuple):
    """A window that was read."""

    tokens: Ints  # of the Doc
    orths: list[int]
    scores: Scores
    edges: list[int]  # the words that start a sentence
    heads: Ints  # 0 the root, k + 1 word k of the window


class Columns:
    """What is known of the tokens of a Doc, column by column."""

    def __init__(self, doc: Doc, width: int) -> None:
        size = len(doc)
        given = doc.to_array([ORTH, IDX, IS_SPACE, SPACY])
        self.orth, self.offset = given[:, 0], given[:, 1].astype(np.int64)
        self.blank, self.spaced = given[:, 2] > 0, given[:, 3] > 0
        self.tag, self.pos, self.dep, self.lemma = (np.zeros(size, np.uint64) for _ in range(4))
        self.head = np.zeros(size, np.int64)
        self.start = np.zeros(size, bool)
        self.windows: list[Window] = []  # those whose words have no tags and relations yet
        self.waiting = 0  # their words
        self.read: list[tuple[Ints, Floats, list[int]]] = []  # tokens, scores of names, sentence starts
        self.names: list[tuple[int, int, str]] = []
        self.vectors = np.zeros((size, width), np.float32) if size <= VECTORS_KEPT else None

    def take(self, window: Window) -> None:
        """A window more."""
        self.windows.append(window)
        self.waiting += len(window.orths)
        self.read.append((window.tokens, window.scores.names, window.edges))
        self.start[window.tokens[window.edges]] = True
        if self.vectors is not None:
            self.vectors[window.tokens] = window.scores.words

    def by_block(self, blocks: Sequence[tuple[int, int, str]]) -> Iterator[tuple[Ints, str]]:
        """The words (not the blanks) of each block as token numbers, with the block's kind."""
        solid = ~self.blank
        edges = np.searchsorted(self.offset, [edge for start, end, _ in blocks for edge in (start, end)]).tolist()
        for first, last, (_, _, kind) in zip(edges[::2], edges[1::2], blocks, strict=True):
            tokens = first + solid[first:last].nonzero()[0]
            if len(tokens):
                yield tokens, kind

    def text(self, doc: Doc) -> str:
        """The text of ``doc``, for which spaCy would make an object a token."""
        strings = doc.vocab.strings
        words = zip(self.orth.tolist(), self.spaced.tolist(), strict=True)
        return "".join(strings[orth] + " " if spaced else strings[orth] for orth, spaced in words)
