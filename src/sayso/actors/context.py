"""Where mentions stand among the attributions: whose words they are in, and whose source they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.actors.mentions import Mentioned
from sayso.actors.words import Words
from sayso.record import Span
from sayso.statements.attribution import Attribution


@dataclass(frozen=True, slots=True)
class Context:
    """For each mention the innermost attribution whose content it stands in (-1: none), and the one that it is source
    of (-1: none). ``speaker`` is the mention that each attribution's source is, None if it has none; who speaks in one
    that carries on is the speaker before it. ``addressee`` likewise."""

    within: list[int]
    source_of: list[int]
    speaker: list[int | None]
    addressee: list[int | None]
    parent: list[int]


def context(words: Words, found: Sequence[Mentioned], said: Sequence[Attribution]) -> Context:
    """The place of every mention among the attributions; linear but for sorting."""
    within = _within(found, said)
    finder = Finder(words, found)
    source_of = [-1] * len(found)
    speaker: list[int | None] = []
    last: dict[int | None, int | None] = {}  # who spoke last, by the attribution around
    for number, attribution in enumerate(said):
        if attribution.continued and attribution.parent in last:
            speaker.append(last[attribution.parent])
            continue
        at = finder.find(attribution.source or attribution.by)
        speaker.append(at)
        last[attribution.parent] = at
        if at is not None and attribution.source:
            source_of[at] = number
            if within[at] == number:  # the words around "I think" that it says stand on both sides of it
                within[at] = -1 if attribution.parent is None else attribution.parent
    addressee = [finder.find(a.addressee) for a in said]
    parent = [-1 if a.parent is None else a.parent for a in said]
    return Context(within, source_of, speaker, addressee, parent)


def _within(found: Sequence[Mentioned], said: Sequence[Attribution]) -> list[int]:
    """The innermost content around each mention: one sweep over both, in order of the text."""
    runs = sorted((s, -e, n) for n, a in enumerate(said) for s, e in a.content)
    out: list[int] = []
    stack: list[tuple[int, int]] = []
    at = 0
    for mention in found:
        start = mention.span[0]
        while at < len(runs) and runs[at][0] <= start:
            while stack and stack[-1][0] <= runs[at][0]:
                stack.pop()
            stack.append((-runs[at][1], runs[at][2]))
            at += 1
        while stack and stack[-1][0] <= start:
            stack.pop()
        out.append(stack[-1][1] if stack else -1)
    return out


class Finder:
    """Finds the mention that given words of the text are."""

    def __init__(self, words: Words, found: Sequence[Mentioned]) -> None:
        self.words = words
        self.by_span = {m.span: n for n, m in enumerate(found)}
        self.by_head = {m.head: n for n, m in enumerate(found)}
        self.found = found

    def find(self, span: Span | None) -> int | None:
        """The mention with these words, else the one that their head heads, else the largest within them."""
        if span is None:
            return None
        if span in self.by_span:
            return self.by_span[span]
        inside = self.words.touching(span)
        for word in inside[:60]:
            above = self.words.head[word]
            if (above not in inside or above == word) and word in self.by_head:
                return self.by_head[word]
        return self._around(inside) or self._largest(span)

    def _around(self, inside: range) -> int | None:
        """The smallest mention that goes on around the words ("Home Secretary" of "Home Secretary Ada Kai")."""
        if not len(inside):
            return None
        first = bisect_left(self.found, self.words.start[inside[0]] + 1, key=lambda m: m.span[0])
        near = range(max(0, first - 5), first)
        around = [n for n in near if self.found[n].first <= inside[0] and self.found[n].last >= inside[-1]]
        return min(around, key=lambda n: self.found[n].last - self.found[n].first, default=None)

    def _largest(self, span: Span) -> int | None:
        best: int | None = None
        first = bisect_left(self.found, span[0], key=lambda m: m.span[0])
        for number in range(first, min(first + 20, len(self.found))):
            start, end = self.found[number].span
            if start >= span[1]:
                break
            size = end - start
            if end <= span[1] and (best is None or size > self.found[best].span[1] - self.found[best].span[0]):
                best = number
        return best
