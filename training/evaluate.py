"""Figures of a model folder on dev or test parts: tags, trees, names and sentence starts on gold words.

The model is read by the run time's own encoder, a window at a time, and its scores are turned into trees and names by
the run time's own code: the figures are those of the model as shipped.

UPOS, XPOS, UAS, LAS are shares of all words, punctuation and relation subtypes included, on gold words and sentences.
Names: exact spans of PER, ORG, LOC (GPE, LOC and FAC are LOC; other types are no names here), as in Universal NER.
Sentences: a sentence is right if both its ends are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id

from sayso.language.agreement import Agreement
from sayso.language.encoder import Encoder, Scores
from sayso.language.features import MAX_SUBWORDS, MAX_WORDS
from sayso.language.trees import Labels, heads
from sayso.language.windows import cut
from training.iob2 import uner_tags
from training.sentences import Block, Sentence, Syntax

COARSE = {"PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
LONGEST = 510
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Prf:
    """Precision, recall and F1 of sets; counts of right, predicted, gold."""

    right: int
    predicted: int
    gold: int

    @property
    def f1(self) -> float:
        """The harmonic mean; 1 where there is nothing to find and nothing found."""
        return 2 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 1.0


def prf(pairs: Iterable[tuple[set[Span], set[Span]]]) -> Prf:
    """Over (predicted, gold) sets."""
    rows = [(len(p & g), len(p), len(g)) for p, g in pairs]
    return Prf(*(sum(row[i] for row in rows) for i in range(3)))


def word_rows(encoder: Encoder, words: Sequence[str]) -> NDArray[np.int64]:
    """The encoder's rows of words that stand in no spaCy document."""
    text = {get_string_id(word): word for word in words}
    return encoder.rows([int(get_string_id(word)) for word in words], text.__getitem__)


def windows(encoder: Encoder, block: Block) -> Iterator[tuple[Sentence, ...]]:
    """Runs of whole gold sentences that fit into a window; a sentence that is too long is alone in its own."""
    held: list[Sentence] = []
    words = pieces = 0
    for sentence in block.sentences:
        size = int(word_rows(encoder, sentence.words)[:, -4].sum())
        if held and (words + len(sentence.words) > MAX_WORDS or pieces + size > MAX_SUBWORDS - 2):
            yield tuple(held)
            held, words, pieces = [], 0, 0
        held.append(sentence)
        words, pieces = words + len(sentence.words), pieces + size
    if held:
        yield tuple(held)


def scored(encoder: Encoder, blocks: Iterable[Block]) -> Iterator[tuple[Sentence, Scores, int, int]]:
    """Each sentence with its window's scores and its place (start, end) in the window; end is less where it is cut."""
    for block in blocks:
        for window in windows(encoder, block):
            rows = word_rows(encoder, [w for s in window for w in s.words])
            scores = encoder.run(rows[np.cumsum(rows[:, -4]) <= LONGEST])
            at = 0
            for sentence in window:
                yield sentence, scores, at, min(at + len(sentence.words), len(scores.upos))
                at += len(sentence.words)


def syntax(encoder: Encoder, blocks: Sequence[Block]) -> dict[str, float]:
    """UPOS, XPOS, UAS, LAS."""
    right = np.zeros(4)
    words = 0
    for sentence, scores, start, end in scored(encoder, blocks):
        words += len(sentence.words)
        if sentence.syntax and start < end:
            right += _right(encoder, sentence.syntax, scores, start, end)
    return dict(zip(("upos", "xpos", "uas", "las"), (right / words).tolist(), strict=True))


def _right(encoder: Encoder, gold: Syntax, scores: Scores, start: int, end: int) -> NDArray[np.float64]:
    columns = np.concatenate([[0], np.arange(start, end) + 1])
    found = heads(scores.arcs[start:end][:, columns])
    whole = np.zeros(len(scores.upos), np.int64)
    whole[start:end] = np.where(found > 0, found + start, 0)
    labels = [encoder.meta["deprels"][i] for i in encoder.relations([scores], [whole])[start:end]]
    met = found == np.array(gold.heads[: end - start])
    tags = [
        [encoder.meta[key][i] for i in values[start:end]]
        for key, values in (("upos", scores.upos), ("xpos", scores.xpos))
    ]
    same = [
        np.array([a == b for a, b in zip(mine, theirs, strict=False)])
        for mine, theirs in ((tags[0], gold.upos), (tags[1], gold.xpos), (labels, gold.deprels))
    ]
    return np.array([same[0].sum(), same[1].sum(), met.sum(), (met & same[2]).sum()], float)


def found_names(encoder: Encoder, blocks: Sequence[Block]) -> dict[str, set[Span]]:
    """Our names of every sentence by its id, those of a document's words in agreement."""
    labels, agreement = Labels(encoder.meta["names"]), Agreement(encoder.meta["names"])
    out: dict[str, set[Span]] = {}
    for _, group in groupby(blocks, key=lambda block: block.document):
        rows = [(s.id, s.words[: b - a], x.names[a:b]) for s, x, a, b in scored(encoder, group)]
        numbers: dict[str, int] = {}
        words = [
            numbers.setdefault(w, len(numbers)) if len(w) > 1 and w[0].isupper() else -1
            for _, own, _ in rows
            for w in own
        ]
        whole = agreement(np.array(words), np.concatenate([names for *_, names in rows]))
        at = 0
        for name, own, _ in rows:
            out[name] = set(labels.spans(labels.best(whole[at : at + len(own)])))
            at += len(own)
    return out


def spans(tags: Sequence[str]) -> set[Span]:
    """(start, end, type) of the names in BIO tags; an inside tag without its beginning begins a name."""
    out, begin, kind = set(), 0, ""
    for i, tag in enumerate([*tags, "O"]):
        part, _, now = tag.partition("-")
        if kind and (part != "I" or now != kind):
            out.add((begin, i, kind))
            kind = ""
        if now and not kind:
            begin, kind = i, now
    return out


def coarse(names: Iterable[Span]) -> set[Span]:
    """Names as PER, ORG, LOC."""
    return {(a, b, COARSE[k]) for a, b, k in names if k in COARSE}


def names(encoder: Encoder, blocks: Sequence[Block], gold: Path) -> dict[str, Prf]:
    """Exact names against a UNER file, all and by type."""
    found = found_names(encoder, blocks)
    pairs = [(coarse(found[name]), coarse(spans(tags))) for name, tags in uner_tags(gold).items() if name in found]
    out = {"all": prf(pairs)}
    for kind in ("PER", "ORG", "LOC"):
        out[kind] = prf(({s for s in p if s[2] == kind}, {s for s in g if s[2] == kind}) for p, g in pairs)
    return out


def sentences(encoder: Encoder, blocks: Sequence[Block]) -> Prf:
    """Sentence F1 on gold words within gold blocks, windows cut as at run time."""
    return prf(_sentences(encoder, block) for block in blocks)


def _sentences(encoder: Encoder, block: Block) -> tuple[set[Span], set[Span]]:
    words = [w for s in block.sentences for w in s.words]
    rows = word_rows(encoder, words)
    found: list[int] = []
    for start, end in cut(words, rows[:, -4]):
        logits = encoder.run(rows[start:end]).start
        found += [start, *(start + i for i in np.flatnonzero(logits > 0).tolist() if i)]
    at = np.cumsum([0, *(len(s.words) for s in block.sentences)]).tolist()
    return {(a, b, "") for a, b in pairwise([*found, len(words)])}, {(a, b, "") for a, b in pairwise(at)}
