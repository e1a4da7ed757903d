"""How well a reading agrees with the gold of the corpus's own articles. Pure functions from records to counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sayso.record import ARTICLE_KINDS, Block, Record, Span, Statement


@dataclass(frozen=True)
class Count:
    """Hits among what was found and among what the gold has."""

    hits: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.hits + other.hits, self.found + other.found, self.gold + other.gold)

    @property
    def f1(self) -> float:
        """2·hits / (found + gold); 0 where both are empty."""
        total = self.found + self.gold
        return 2 * self.hits / total if total else 0.0


def total(counts: Iterable[Count]) -> Count:
    """The sum of counts over articles."""
    return sum(counts, Count())


def overlap(a: Sequence[Span], b: Sequence[Span]) -> int:
    """Characters that two lists of disjoint spans share."""
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)


def iou(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Shared characters over characters in either."""
    both = overlap(a, b)
    union = sum(e - s for s, e in a) + sum(e - s for s, e in b) - both
    return both / union if union else 0.0


def blocks(gold: Record, got: Record) -> Count:
    """Blocks with the same span and kind."""
    a, b = Counter((x.span, x.kind) for x in gold.blocks), Counter((x.span, x.kind) for x in got.blocks)
    return Count((a & b).total(), b.total(), a.total())


def article_words(gold: Record, got: Record) -> Count:
    """Words that are article (not the page around it) in both. The texts must be the same."""
    a, b = _article_words(gold), _article_words(got)
    return Count(len(a & b), len(b), len(a))


def _article_words(record: Record) -> set[int]:
    text = record.document.text
    article = [b.span for b in record.blocks if b.kind in ARTICLE_KINDS]
    return {m.start() for s, e in article for m in re.compile(r"\w+").finditer(text, s, e)}


def page_words(gold: Record, got: Record) -> Count:
    """Runs of four article words that both have, where the texts differ (a page and its article)."""
    a, b = _shingles(gold), _shingles(got)
    return Count((a & b).total(), b.total(), a.total())


def _shingles(record: Record) -> Counter[tuple[str, ...]]:
    words = [w for b in record.blocks if b.kind in ARTICLE_KINDS for w in re.findall(r"\w+", record.words(b.span))]
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))


def page_kinds(gold: Record, got: Record) -> Count:
    """Article blocks of the same words and kind, where the texts differ."""
    a, b = Counter(map(_said(gold), _article(gold))), Counter(map(_said(got), _article(got)))
    return Count((a & b).total(), b.total(), a.total())


def _article(record: Record) -> list[Block]:
    return [b for b in record.blocks if b.kind in ARTICLE_KINDS]


def _said(record: Record) -> Callable[[Block], tuple[str, str]]:
    return lambda block: (" ".join(record.words(block.span).split()), block.kind)


def direct(gold: Record, got: Record, *, source: bool = False) -> Count:
    """Direct statements found: IoU of contents at least .8; with ``source``, and the same source words or none."""
    golds = [s for s in gold.statements if s.kind == "direct" and s.parent is None]
    gots = [s for s in got.statements if s.kind == "direct" and s.parent is None]
    free = set(range(len(gots)))
    hits = 0
    for wanted in golds:
        fits = (n for n in sorted(free) if _same(gold, wanted, got, gots[n], source))
        if (n := next(fits, None)) is not None:
            free.discard(n)
            hits += 1
    return Count(hits, len(gots), len(golds))


def _same(gold: Record, wanted: Statement, got: Record, found: Statement, source: bool) -> bool:
    if iou(wanted.content, found.content) < 0.8:
        return False
    if not source:
        return True
    a, b = _source(gold, wanted), _source(got, found)
    return a is None and b is None if a is None or b is None else overlap([a], [b]) > 0


def _source(record: Record, statement: Statement) -> Span | None:
    return next((m.span for m in record.mentions if m.id == statement.source), None)
