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


REPORTED = frozenset(("indirect", "mixed"))
"""Kinds of statement that hold words of the reporter's."""


def attributed(gold: Record, got: Record, kinds: frozenset[str]) -> Count:
    """Statements of these kinds with their source: contents of IoU at least .5, and the same source words or none.

    One-to-one, the best overlap first; nested ones count. Without a source on both sides is right too.
    """
    golds = [s for s in gold.statements if s.kind in kinds]
    gots = [s for s in got.statements if s.kind in kinds]
    hits = sum(_sourced(gold, golds[i], got, gots[j]) for i, j in _pairs(golds, gots))
    return Count(hits, len(gots), len(golds))


def speakers(gold: Record, got: Record) -> Count:
    """Of the gold statements with a speaker that were found (IoU at least .5): those whose speaker is the same actor.

    ``gold`` and ``found`` of the count are both the number of statements found, so that F1 is the share.
    """
    golds = [s for s in gold.statements if s.speaker]
    pairs = _pairs(golds, list(got.statements))
    hits = sum(_same_actor(gold, golds[i].speaker, got, got.statements[j].speaker) for i, j in pairs)
    return Count(hits, len(pairs), len(pairs))


def _pairs(golds: Sequence[Statement], gots: Sequence[Statement]) -> list[tuple[int, int]]:
    """Statements of the two sides that are the same, by content."""
    near = sorted(
        ((iou(a.content, b.content), i, j) for i, a in enumerate(golds) for j, b in enumerate(gots)),
        key=lambda x: (-x[0], x[1], x[2]),
    )
    left, right, out = set(range(len(golds))), set(range(len(gots))), []
    for value, i, j in near:
        if value >= 0.5 and i in left and j in right:
            left.discard(i)
            right.discard(j)
            out.append((i, j))
    return out


def _sourced(gold: Record, wanted: Statement, got: Record, found: Statement) -> bool:
    a, b = _source(gold, wanted), _source(got, found)
    return a is None and b is None if a is None or b is None else overlap([a], [b]) > 0


def _same_actor(gold: Record, wanted: str | None, got: Record, found: str | None) -> bool:
    """At least half of the found actor's mentions (those by name, where it has any) lie on the wanted actor's."""
    if found is None:
        return False
    theirs = [m.span for m in gold.mentions if m.actor == wanted]
    mine = [m for m in got.mentions if m.actor == found]
    mine = [m for m in mine if m.form == "name"] or mine
    return 2 * sum(any(overlap([m.span], [t]) for t in theirs) for m in mine) >= max(1, len(mine))
