"""Figures from raw text: what tokenising and splitting cost before the tree is even looked at.

``python -m training.raw --data FOLDER [--model base] [--part dev]`` prints word, sentence, UPOS and LAS F1 for EWT and
for the GUM news documents that no training sees. Each document's text is put together from its words and blanks, a line
a paragraph; the pipeline is given the text and where the paragraphs are, as the page room gives them at run time.

Method: that of the CoNLL 2018 shared task (Zeman et al. 2018). A word is right if its characters are; a sentence if
both its ends are; a tag or an arc if its word is right and so are the tag, or the head's characters and the relation.
F1 is over the words of both sides. Unlike there, relation subtypes count.

``--sentences FOLDER`` adds the sentence F1 of a larger set: our own sentences (``corpus/sentences``, a line each, never
trained on here), put together to paragraphs of three in their order. Lines that do not end in a full stop are left out;
lines of two sentences, of which there are a few, count as errors.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from sayso.errors import InputError
from sayso.language import load, read_blocks
from sayso.language._spacy import Doc, Language
from training import registry
from training.conllu import FormatError
from training.evaluate import Prf
from training.registry import Source
from training.sentences import Block

Extent = tuple[int, int]
ROOT: Extent = (-1, -1)
"""Stands for the head of a sentence's root."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """Sentences, and the words with their tag, head's extent and relation; all by extents in the text."""

    sentences: set[Extent] = field(default_factory=set)
    words: dict[Extent, tuple[str, Extent, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """A document's text, its paragraphs ``(start, end)``, and what the treebank says of it."""

    text: str
    blocks: tuple[Extent, ...]
    gold: Analysis


def pages(blocks: Iterable[Block]) -> Iterator[Page]:
    """The documents of a part, in order."""
    for _, group in groupby(blocks, key=lambda block: block.document):
        yield page(list(group))


def page(blocks: Sequence[Block]) -> Page:
    """One document from its paragraphs."""
    text, extents, gold = "", [], Analysis()
    for block in blocks:
        begin = len(text)
        for sentence in block.sentences:
            own: list[Extent] = []
            for word, blank in zip(sentence.words, sentence.space, strict=True):
                own.append((len(text), len(text) + len(word)))
                text += word + " " * blank
            gold.sentences.add((own[0][0], own[-1][1]))
            if sentence.syntax:
                heads = [own[h - 1] if h else ROOT for h in sentence.syntax.heads]
                rows = zip(sentence.syntax.upos, heads, sentence.syntax.deprels, strict=True)
                gold.words.update(zip(own, rows, strict=True))
        text = text.rstrip(" ")
        extents.append((begin, len(text)))
        text += "\n"
    return Page(text, tuple(extents), gold)


def found(nlp: Language, given: Page) -> Analysis:
    """What the pipeline makes of a document."""
    doc = read_blocks(nlp, given.text, [(start, end, "paragraph") for start, end in given.blocks])
    out = Analysis()
    for sentence in doc.sents:
        words = [word for word in sentence if not word.is_space]
        if words:
            out.sentences.add((words[0].idx, words[-1].idx + len(words[-1])))
    out.words.update(_rows(doc))
    return out


def _rows(doc: Doc) -> Iterator[tuple[Extent, tuple[str, Extent, str]]]:
    extents = [(word.idx, word.idx + len(word)) for word in doc]
    for word, own in zip(doc, extents, strict=True):
        if not word.is_space:
            head = ROOT if word.head.i == word.i else extents[word.head.i]
            yield own, (word.pos_, head, word.dep_)


def compare(pairs: Iterable[tuple[Analysis, Analysis]]) -> dict[str, Prf]:
    """Words, sentences, UPOS, UAS and LAS over (found, gold) pairs."""
    right: dict[str, int] = dict.fromkeys(("words", "sentences", "UPOS", "UAS", "LAS"), 0)
    sizes = [0, 0, 0, 0]
    for ours, gold in pairs:
        right["sentences"] += len(ours.sentences & gold.sentences)
        for own in ours.words.keys() & gold.words.keys():
            (tag, head, relation), (true_tag, true_head, true_relation) = ours.words[own], gold.words[own]
            right["words"] += 1
            right["UPOS"] += tag == true_tag
            right["UAS"] += head == true_head
            right["LAS"] += head == true_head and relation == true_relation
        for i, part in enumerate((ours.sentences, gold.sentences, ours.words, gold.words)):
            sizes[i] += len(part)
    return {name: Prf(count, *(sizes[:2] if name == "sentences" else sizes[2:])) for name, count in right.items()}


def measure(nlp: Language, every: Mapping[str, Source], part: str) -> dict[str, dict[str, Prf]]:
    """The figures of EWT's and of our GUM news documents' ``part`` (dev or test)."""
    out = {}
    for name, source in (("EWT", every[f"ewt-{part}"]), ("GUM news", every["gum"])):
        given = pages(registry.read(source, every, part))
        out[name] = compare((found(nlp, each), each.gold) for each in given)
    return out


_MARK = re.compile(r"\{[a-z]+\d* ([^{}]*)\}")
_ENDED = re.compile(r"[.!?][\"'”’)]*$")


def own(folder: Path, size: int = 3) -> Page:
    """The lines of our own sentences, without their marks, as one page of paragraphs of ``size`` sentences."""
    text, extents, gold = "", [], Analysis()
    for path in sorted(folder.glob("*.txt")):
        rows = [_plain(row) for row in path.read_text("utf-8").splitlines() if row.strip() and row[0] not in "#|"]
        rows = [row for row in rows if _ENDED.search(row)]
        for first in range(0, len(rows), size):
            begin = len(text)
            for row in rows[first : first + size]:
                gold.sentences.add((len(text), len(text) + len(row)))
                text += row + " "
            extents.append((begin, len(text) - 1))
            text = text[:-1] + "\n"
    return Page(text, tuple(extents), gold)


def _plain(line: str) -> str:
    while (shorter := _MARK.sub(r"\1", line)) != line:
        line = shorter
    return line.strip()


def main() -> None:
    """Prints the figures; a known error ends with one sentence and status 1."""
    parser = argparse.ArgumentParser(prog="training.raw", description="Figures of a model from raw text.")
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets")
    parser.add_argument("--model", default="base", help="a shipped model's name, or a model folder")
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--sentences", type=Path, help="folder with sentences of our own, for a larger sentence figure")
    args = parser.parse_args()
    try:
        nlp = load(args.model)
        figures = measure(nlp, registry.sources(args.data), args.part)
        if args.sentences:
            page = own(args.sentences)
            figures["our own sentences"] = {"sentences": compare([(found(nlp, page), page.gold)])["sentences"]}
    except (FormatError, FileNotFoundError, InputError) as error:
        print(f"training: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    for name, row in figures.items():
        for key, value in row.items():
            print(f"{name} {args.part} {key}, raw text\t{100 * value.f1:.2f}\t({value.predicted} for {value.gold})")


if __name__ == "__main__":
    main()
