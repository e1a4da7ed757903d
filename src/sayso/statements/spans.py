"""Spans of a text in order, asked for those that touch or lie within another: each question in logarithmic time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from sayso.record import Span

_BACK = 8
"""Spans before a place that are looked at for one that reaches over it: they hardly overlap."""


class Spans:
    """Spans with a number each."""

    def __init__(self, spans: Iterable[tuple[Span, int]]) -> None:
        self.sorted = sorted(spans)
        self.starts = [span[0] for span, _ in self.sorted]

    def touching(self, span: Span) -> list[tuple[Span, int]]:
        """Those that share a character with ``span``, in order."""
        end = bisect_left(self.starts, span[1])
        first = max(0, bisect_right(self.starts, span[0]) - _BACK)
        return [held for held in self.sorted[first:end] if held[0][1] > span[0]]

    def around(self, span: Span) -> bool:
        """Does ``span`` lie within one of them?"""
        return any(held[0] <= span[0] and span[1] <= held[1] for held, _ in self.touching(span))


def touch(a: Span, b: Span) -> bool:
    """Do two spans share a character?"""
    return a[0] < b[1] and b[0] < a[1]
