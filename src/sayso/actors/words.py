"""The words of an article in columns: what the rules over mentions read, taken once from the parses."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sayso.article import Article
from sayso.language._spacy import Doc
from sayso.record import BlockKind, Span

_COLUMNS = ("ORTH", "LEMMA", "POS", "TAG", "DEP", "HEAD", "IDX", "LENGTH", "SENT_START", "ENT_IOB", "ENT_TYPE")


@dataclass(slots=True)
class Words:
    """Columns over all words of an article's parsed blocks (blanks and unread words left out), in order of the text.

    ``head`` is the number of the word that a word hangs on, its own for a root. ``entity`` is the number of the name
    that a word is part of, -1 outside; ``names`` are the names as ``(first word, last word + 1, label)``. ``children``
    holds each word's dependents in order. ``sentence`` and ``block`` count from 0.
    """

    text: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    dep: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    sentence_starts: list[int] = field(default_factory=list)
    block: list[int] = field(default_factory=list)
    kinds: list[BlockKind] = field(default_factory=list)
    entity: list[int] = field(default_factory=list)
    names: list[tuple[int, int, str]] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    vectors: list[NDArray[np.float32]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.text)

    def span(self, first: int, last: int) -> Span:
        """The characters from word ``first`` to word ``last``, both in."""
        return self.start[first], self.end[last]

    def phrase(self, first: int, last: int) -> str:
        """The words from ``first`` to ``last``, both in, with a single blank wherever the text parts them."""
        out = self.text[first]
        for word in range(first + 1, last + 1):
            out += (" " if self.start[word] > self.end[word - 1] else "") + self.text[word]
        return out

    def inside(self, span: Span) -> range:
        """The words that lie wholly within a span of the text."""
        first = bisect_left(self.start, span[0])
        return range(first, max(first, bisect_right(self.end, span[1])))

    def touching(self, span: Span) -> range:
        """The words that share a character with a span."""
        first = bisect_right(self.end, span[0])
        return range(first, max(first, bisect_left(self.start, span[1])))

    def limits(self, word: int) -> tuple[int, int]:
        """First word and last word + 1 of the sentence of a word."""
        number = self.sentence[word]
        after = number + 1 < len(self.sentence_starts)
        return self.sentence_starts[number], self.sentence_starts[number + 1] if after else len(self.text)

    def vector(self, word: int) -> NDArray[np.float32] | None:
        """The encoder's vector of a word, where the parse kept vectors."""
        return self.vectors[word] if self.vectors else None


def words(article: Article) -> Words:
    """The words of an article's parts. Linear in the text."""
    out = Words()
    kept = all(len(part.doc.tensor) == len(part.doc) for part in article.parts)
    for part in article.parts:
        _add(out, part.doc, part.offset, article.spans(), kept)
    _reduced(out)
    out.children = [[] for _ in out.text]
    for number, head in enumerate(out.head):
        if head != number:
            out.children[head].append(number)
    _blocks(out, article)
    return out


def _reduced(out: Words) -> None:
    """Mends a finite clause that the parse has as a subject though nothing opens it: "seven pupils abducted in May have
    been freed" is a noun with a participle."""
    for number, dep in enumerate(out.dep):
        if dep not in ("csubj", "csubj:pass") or out.tag[number] not in ("VBD", "VBN"):
            continue
        below = [w for w in range(max(0, number - _NEAR), min(len(out.text), number + _NEAR)) if out.head[w] == number]
        who = [w for w in below if out.dep[w] in ("nsubj", "nsubj:pass") and out.pos[w] in ("NOUN", "PROPN")]
        if len(who) != 1 or who[0] > number or any(out.dep[w] in _OPENING for w in below):
            continue
        noun, above = who[0], out.head[number]
        for word in below:
            if word < noun and word != noun:
                out.head[word] = noun
        out.head[noun], out.dep[noun] = above, dep.replace("csubj", "nsubj")
        out.head[number], out.dep[number], out.tag[number] = noun, "acl", "VBN"


_OPENING = frozenset(("mark", "aux", "aux:pass", "cop", "obj", "expl"))
_NEAR = 40
"""Words on each side of a verb among which its subject is looked for."""


def _add(out: Words, doc: Doc, offset: int, blocks: Sequence[Span], kept: bool) -> None:
    """Appends the read words of one Doc."""
    columns = doc.to_array(list(_COLUMNS)).astype(np.int64)
    unsigned = columns.view(np.uint64)
    read = np.flatnonzero(unsigned[:, 3] != 0)
    if not len(read):
        return
    base = len(out.text)
    place = np.full(len(doc), -1, np.int64)
    place[read] = np.arange(base, base + len(read))
    heads = place[np.clip(np.arange(len(doc)) + columns[:, 5], 0, len(doc) - 1)][read]
    own = np.arange(base, base + len(read))
    strings = doc.vocab.strings
    known: dict[int, str] = {0: ""}

    def decoded(column: int) -> Iterator[str]:
        for key in unsigned[read, column].tolist():
            if key not in known:
                known[key] = strings[key]
            yield known[key]

    texts = list(decoded(0))
    out.text += texts
    out.lower += [t.lower() for t in texts]
    out.lemma += [t.lower() for t in decoded(1)]
    out.pos += decoded(2)
    out.tag += decoded(3)
    out.dep += decoded(4)
    out.head += np.where(heads >= 0, heads, own).tolist()
    starts = (columns[read, 6] + offset).tolist()
    out.start += starts
    out.end += [s + n for s, n in zip(starts, columns[read, 7].tolist(), strict=True)]
    _sentences(out, columns[read, 8].tolist(), base)
    _names(out, columns[read, 9].tolist(), list(decoded(10)), base)
    if kept:
        tensor = np.asarray(doc.tensor, np.float32)
        out.vectors += [tensor[i] for i in read.tolist()]


def _sentences(out: Words, marks: list[int], base: int) -> None:
    for number, mark in enumerate(marks, base):
        if mark == 1 or number == base:
            out.sentence_starts.append(number)
        out.sentence.append(len(out.sentence_starts) - 1)


def _names(out: Words, iob: list[int], labels: list[str], base: int) -> None:
    """Names from the marks of spaCy: 3 begins one, 1 carries on."""
    begun: int | None = None
    for number, mark in enumerate((*iob, 2), base):
        if mark != 1 and begun is not None:
            out.names.append((begun, number, labels[begun - base]))
            begun = None
        if mark == 3:
            begun = number
        if number < base + len(iob):
            out.entity.append(len(out.names) if begun is not None else -1)


def _blocks(out: Words, article: Article) -> None:
    """The number of the block that each word stands in."""
    at, blocks = 0, article.blocks
    out.kinds = [kind for _, _, kind in blocks]
    for start in out.start:
        while at + 1 < len(blocks) and blocks[at + 1][0] <= start:
            at += 1
        out.block.append(at)
