"""CoNLL-U: words, lemmas, tags and trees of the articles, with what the record says of each word.

A record does not keep its parse: the text is read again with the model that comes with sayso.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from sayso.export.columns import Column, Sheet, columns
from sayso.export.view import View
from sayso.language import load, parts
from sayso.language._spacy import Language, Token
from sayso.record import ARTICLE_KINDS, Record, Span

_READ = frozenset(("en", None))
"""Languages of texts that are read: English, and what is too short to tell."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence, its number and its head's, its place in the text, and what of the record covers it."""

    token: Token
    number: int
    head: int
    span: Span
    spaced: bool
    covers: dict[str, list[str]]

    @property
    def misc(self) -> str:
        """Key=value pairs, in order of their names."""
        told = {name: ",".join(ids) for name, ids in self.covers.items() if ids}
        told["TokenRange"] = f"{self.span[0]}:{self.span[1]}"
        if not self.spaced:
            told["SpaceAfter"] = "No"
        if self.token.ent_iob_ in ("B", "I"):
            told["Name"] = f"{self.token.ent_iob_}-{self.token.ent_type_}"
        return "|".join(f"{name}={told[name]}" for name in sorted(told))


COLUMNS: tuple[Column[Word], ...] = columns(
    "token",
    {
        "ID": lambda w: w.number,
        "FORM": lambda w: w.token.text,
        "LEMMA": lambda w: w.token.lemma_ or "_",
        "UPOS": lambda w: w.token.pos_ or "_",
        "XPOS": lambda w: w.token.tag_ or "_",
        "HEAD": lambda w: w.head,
        "DEPREL": lambda w: w.token.dep_ if w.head else "root",
        "MISC": lambda w: w.misc,
    },
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: its number there, the block that it stands in, and its words."""

    view: View
    number: int
    block: int
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        told = "".join(w.token.text + " " * w.spaced for w in self.words)
        return told.rstrip()


COMMENTS: tuple[Column[Sentence], ...] = columns(
    "comment",
    {
        "newdoc id": lambda s: s.view.record.document.id if s.number == 1 else None,
        "sayso_article": lambda s: s.view.key if s.number == 1 else None,
        "sayso_block": lambda s: s.view.record.blocks[s.block].kind,
        "sent_id": lambda s: f"{s.view.key}-{s.number}",
        "text": lambda s: s.text,
    },
)


class _Cover:
    """Which parts of a record cover which characters."""

    def __init__(self, record: Record) -> None:
        self._spans: dict[str, list[tuple[Span, str]]] = {
            "Mentions": [(m.span, m.id) for m in record.mentions],
            "Cues": [(s.cue.span, s.id) for s in record.statements if s.cue],
            "Statements": [(run, s.id) for s in record.statements for run in s.content],
            "Events": [(e.trigger, e.id) for e in record.events],
            "Figures": [(f.span, f.id) for f in record.figures],
        }
        self._at: dict[str, dict[int, list[str]]] = {name: self._by_character(s) for name, s in self._spans.items()}

    @staticmethod
    def _by_character(spans: list[tuple[Span, str]]) -> dict[int, list[str]]:
        out: dict[int, list[str]] = {}
        for (start, end), id in spans:
            for at in range(start, end):
                out.setdefault(at, []).append(id)
        return out

    def of(self, start: int) -> dict[str, list[str]]:
        """Ids by kind of what covers the character."""
        return {name: list(dict.fromkeys(at.get(start, ()))) for name, at in self._at.items()}


def sentences(view: View, nlp: Language) -> Iterator[Sentence]:
    """The sentences of an article's blocks, bylines left out; none of a text that is not English."""
    record = view.record
    if record.document.language not in _READ:
        return
    read = [(n, b) for n, b in enumerate(record.blocks) if b.kind in ARTICLE_KINDS and b.kind != "byline"]
    cover = _Cover(record)
    starts = [b.span[0] for _, b in read]
    number = 0
    for offset, doc in parts(nlp, record.document.text, [(*b.span, b.kind) for _, b in read]):
        for told in doc.sents:
            words = [t for t in told if t.tag_ and not t.is_space]
            if words:
                number += 1
                block = read[bisect_right(starts, offset + words[0].idx) - 1][0]
                yield Sentence(view, number, block, tuple(_words(words, offset, cover)))


def _words(tokens: list[Token], offset: int, cover: _Cover) -> Iterator[Word]:
    numbers = {token.i: n for n, token in enumerate(tokens, 1)}
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        start = offset + token.idx
        end = start + len(token)
        spaced = after is None or offset + after.idx > end
        head = 0 if token.head is token or token.head.i == token.i else numbers.get(token.head.i, 0)
        yield Word(token, numbers[token.i], head, (start, end), spaced, cover.of(start))


SHEETS: tuple[Sheet[Any], ...] = (
    Sheet("comment", "Lines before a sentence: `# name = value`.", COMMENTS, lambda view: sentences(view, load())),
    Sheet("token", "A line is a word.", COLUMNS, lambda v: (w for s in sentences(v, load()) for w in s.words)),
)


class Trees:
    """Writes articles as CoNLL-U. Loads the model once."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._nlp = file, load()

    def add(self, view: View) -> None:
        for sentence in sentences(view, self._nlp):
            told = "\n".join([*_comments(sentence), *map(_line, sentence.words)])
            self._file.write(told.encode("utf-8", "replace") + b"\n\n")

    def close(self) -> None:
        """There is nothing after the last sentence."""


def _comments(sentence: Sentence) -> Iterable[str]:
    for column in COMMENTS:
        if (value := column.value(sentence)) is not None:
            yield f"# {column.name} = {' '.join(str(value).split())}"


def _line(word: Word) -> str:
    cells = ("_" if (value := c.value(word)) is None else str(value) for c in COLUMNS)
    return "\t".join("_" if cell == "" else cell.replace("\t", " ") for cell in cells)
