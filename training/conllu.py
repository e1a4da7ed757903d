"""CoNLL-U, as Universal Dependencies releases it: sentences in the blocks (paragraphs) that `# newpar` marks."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.labels import OPEN
from training.sentences import Block, Sentence, Syntax

COLUMNS = 10


class FormatError(ValueError):
    """A line of a data file is not what its format says; the message names file and line."""


@dataclass
class RawSentence:
    """A sentence's comments and the columns of its words (multi-word ranges and empty nodes left out)."""

    document: str
    block: int
    id: str
    rows: list[list[str]] = field(default_factory=list)
    merged: list[tuple[int, int, bool]] = field(default_factory=list)  # ranges written as one word; a blank follows

    def column(self, index: int) -> tuple[str, ...]:
        """One column of every word."""
        return tuple(row[index] for row in self.rows)


def lines(path: Path) -> Iterator[str]:
    """The lines of a text file, gzipped or not, without their ends."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\r\n")


_SIZE = re.compile(r"\((\d+) s\)")


def raw(path: Path, *, captions: bool = False) -> Iterator[RawSentence]:
    """The sentences of a file in order. With `captions` a block also ends where an element inside a paragraph does (GUM
    counts its sentences: a figure's caption stands in the paragraph beside it). Raises FormatError for a word line
    without ten columns."""
    document, block, current = path.name, 0, None
    sent_id, ends = "", set[int]()
    for number, line in enumerate(lines(path), 1):
        if not line:
            if current and current.rows:
                yield current
                ends = {n - 1 for n in ends}
                block += captions and 0 in ends
            current = None
            continue
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            key = key.strip()
            if key.startswith("newdoc"):
                document, block = value.strip() or document, block + 1
            elif key in ("newpar", "newpar id"):
                block += 1
            elif key == "newpar_block":
                ends = {int(n) for n in _SIZE.findall(value)}
            elif key == "sent_id":
                sent_id = value.strip()
            continue
        current = current or RawSentence(document, block, sent_id)
        _word(current, line, f"{path.name}, line {number}")
    if current and current.rows:
        yield current


def _word(sentence: RawSentence, line: str, where: str) -> None:
    columns = line.split("\t")
    if len(columns) != COLUMNS:
        raise FormatError(f"{where}: {len(columns)} columns, expected {COLUMNS}")
    if "-" in columns[0]:
        first, last = columns[0].split("-")
        sentence.merged.append((int(first) - 1, int(last) - 1, "SpaceAfter=No" not in columns[9]))
    elif "." not in columns[0]:
        sentence.rows.append(columns)


def spaces(sentence: RawSentence) -> tuple[bool, ...]:
    """Whether a blank follows each word; words written as one have none between them."""
    out = ["SpaceAfter=No" not in row[9] for row in sentence.rows]
    for first, last, after in sentence.merged:
        out[first:last] = [False] * (last - first)
        out[last] = after
    return tuple(out)


def sentence(source: RawSentence, names: Iterable[int] | None = None) -> Sentence:
    """The record of a raw sentence; without `names` every word's name label is open."""
    syntax = Syntax(
        upos=source.column(3),
        xpos=source.column(4),
        heads=tuple(int(h) for h in source.column(6)),
        deprels=source.column(7),
        lemmas=source.column(2),
    )
    masks = tuple(names) if names is not None else (OPEN,) * len(source.rows)
    return Sentence(source.id, source.column(1), spaces(source), masks, syntax)


def blocks(path: Path, masks: Callable[[RawSentence], Iterable[int] | None], *, captions: bool = False) -> list[Block]:
    """The blocks of a file; `masks` gives a sentence's name masks; `captions` as in `raw`."""
    out: list[Block] = []
    held: list[Sentence] = []
    key: tuple[str, int] | None = None
    for source in raw(path, captions=captions):
        if (source.document, source.block) != key:
            if held and key:
                out.append(Block(key[0], tuple(held)))
            key, held = (source.document, source.block), []
        held.append(sentence(source, masks(source)))
    if held and key:
        out.append(Block(key[0], tuple(held)))
    return out
