"""``python -m corpus.score_figures [PART…]``: the figures found, against the gold of the articles.

A figure is right where span, value, low, high and kind are the gold's. Of those that are right: how often bound, trend,
unit and being a part are right too. ``--errors`` prints every figure that is not right.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from corpus.compact import read_article
from corpus.score import Count, total
from corpus.split import PARTS, part
from sayso.actors.words import words
from sayso.article import Article
from sayso.article import Part as Parsed
from sayso.figures import Amount, figures
from sayso.language import load, parts
from sayso.language._spacy import Language
from sayso.record import ARTICLE_KINDS, Figure, Record

HERE = Path(__file__).parent
Key = tuple[tuple[int, int], float | int | None, float | int | None, float | int | None, str]


def key(figure: Figure | Amount) -> Key:
    """What must be equal for a figure to be right."""
    return figure.span, figure.value, figure.low, figure.high, figure.kind


def found(nlp: Language, gold: Record) -> list[Amount]:
    """The figures of a gold record's text, in the gold's own blocks."""
    text = gold.document.text
    blocks = tuple((b.span[0], b.span[1], b.kind) for b in gold.blocks)
    told = [b for b in blocks if b[2] in ARTICLE_KINDS and b[2] != "byline"]
    article = Article(text, blocks, tuple(Parsed(offset, doc) for offset, doc in parts(nlp, text, told)))
    return figures(article, words(article))


def count(gold: Record, got: list[Amount]) -> Count:
    """Right figures, those found, those of the gold."""
    wanted, given = {key(f) for f in gold.figures}, {key(f) for f in got}
    return Count(len(wanted & given), len(given), len(wanted))


def aspects(gold: Record, got: list[Amount]) -> Counter[str]:
    """Of the figures that are right: in how many each other aspect is too."""
    wanted = {key(f): f for f in gold.figures}
    out: Counter[str] = Counter()
    for mine in got:
        other = wanted.get(key(mine))
        if other is not None:
            out["all"] += 1
            out["bound"] += mine.bound == other.bound
            out["trend"] += mine.trend == other.trend
            out["unit"] += mine.unit == other.unit
            out["part_of"] += (mine.part_of is None) == (other.part_of is None)
    return out


def _errors(gold: Record, got: list[Amount]) -> list[str]:
    wanted, given = {key(f) for f in gold.figures}, {key(f) for f in got}
    text = gold.document.text
    out = []
    for sign, keys in (("-", wanted - given), ("+", given - wanted)):
        for span, *rest in sorted(keys, key=lambda k: k[0]):
            near = text[max(0, span[0] - 50) : span[0]] + "[" + text[span[0] : span[1]] + "]" + text[span[1] :][:40]
            out.append(f"{sign} {rest} {' '.join(near.split())}")
    return out


def main() -> None:
    """Prints a line a part."""
    parser = argparse.ArgumentParser(prog="python -m corpus.score_figures")
    parser.add_argument("parts", nargs="*", default=list(PARTS))
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    nlp = load()
    for name in given.parts:
        gold = [read_article(p).record for p in sorted((HERE / "articles").glob("*.ann")) if part(p) == name]
        got = [found(nlp, g) for g in gold]
        if given.errors:
            print(*(line for g, f in zip(gold, got, strict=True) for line in _errors(g, f)), sep="\n")
        sums = total(count(g, f) for g, f in zip(gold, got, strict=True))
        right = sum((aspects(g, f) for g, f in zip(gold, got, strict=True)), Counter[str]())
        shares = " ".join(f"{k} {right[k] / max(1, right['all']):.3f}" for k in ("bound", "trend", "unit", "part_of"))
        precision, recall = sums.hits / max(1, sums.found), sums.hits / max(1, sums.gold)
        print(f"{name:6} figures {sums.gold:4}  P {precision:.3f}  R {recall:.3f}  F1 {sums.f1:.3f}  {shares}")


if __name__ == "__main__":
    main()
