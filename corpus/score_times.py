"""How well the expressions of time that a reading finds agree with the corpus: the words, and what they mean."""

from __future__ import annotations

from corpus.score import Count
from sayso.record import Record, Span, When


def spans(gold: Record, got: Record) -> Count:
    """Expressions that overlap, one to one."""
    return Count(len(_pairs(gold, got)), len(got.times), len(gold.times))


def words(gold: Record, got: Record) -> Count:
    """Expressions with the very same characters."""
    same = {t.span for t in gold.times} & {t.span for t in got.times}
    return Count(len(same), len(got.times), len(gold.times))


def values(gold: Record, got: Record) -> Count:
    """Expressions that overlap and mean the same; no value is a meaning too."""
    hits = sum((a.value or None) == (b.value or None) for a, b in _pairs(gold, got))
    return Count(hits, len(got.times), len(gold.times))


def _pairs(gold: Record, got: Record) -> list[tuple[When, When]]:
    """Gold and found expressions that share characters, the largest share first."""
    out: list[tuple[When, When]] = []
    free = [t for t in got.times if t.span]
    for wanted in gold.times:
        if wanted.span is None:
            continue
        near = [(_shared(wanted.span, t.span), n) for n, t in enumerate(free) if t.span]
        best = max(near, default=(0, -1))
        if best[0] > 0:
            out.append((wanted, free.pop(best[1])))
    return out


def _shared(a: Span, b: Span) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])
