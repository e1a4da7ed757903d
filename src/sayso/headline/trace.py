"""A quotation of the headline, traced to the body: the same words, the words that it was made from, or none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from sayso.actors.words import Words
from sayso.article import Article
from sayso.headline.align import BODY, Body, Match, aligned, coverage, weight
from sayso.record import Span, Statement
from sayso.statements.quotes import quotes

_PASSED = ("PUNCT", "DET")
"""Signs and articles may come and go in a quotation that is still exact."""
ENOUGH = 0.5
"""The share of a quotation's words that the words it was made from must match."""
_PARTED = 12
"""Words that may stand between two matches for them to be one passage."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a quotation comes from; ``evidence`` is empty for none."""

    support: Literal["exact", "altered", "none"]
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Mouths:
    """What the body gives as somebody's words: contents of statements and whatever stands in quotation marks."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    """The furthest end of all that begin no later."""

    def hold(self, span: Span) -> bool:
        """Does the span stand in somebody's mouth?"""
        at = bisect_right(self.starts, span[0])
        return at > 0 and self.ends[at - 1] >= span[1]


def mouths(article: Article, said: Sequence[Statement]) -> Mouths:
    """The quoted and reported words of the body."""
    body = article.spans(*BODY)
    told = [run for s in said for run in s.content]
    spans = sorted({*told, *(q.span for q in quotes(article.text, body))})
    return Mouths(tuple(s for s, _ in spans), tuple(accumulate((e for _, e in spans), max)))


def traced(body: Body, where: Mouths, quote: Sequence[int]) -> Trace:
    """Traces the words of a quotation of the headline."""
    words = body.words
    same = list(_same(body, quote))
    said = next((span for span in same if where.hold(span)), None)
    if said:
        return Trace("exact", (said,))
    if same:
        return Trace("altered", (same[0],))
    best = max(
        ((_score(words, where, quote, run), -n, run) for n, run in enumerate(_passages(body, quote))),
        key=lambda x: x[:2],
        default=None,
    )
    if best is None or best[0] < ENOUGH:
        return Trace("none")
    places = [m.word for m in best[2].values()]
    return Trace("altered", (words.span(min(places), max(places)),))


def _same(body: Body, quote: Sequence[int]) -> list[Span]:
    """The places of the body with the very words of the quotation, capitals, signs and articles aside."""
    words = body.words
    wanted = [words.lower[w] for w in quote if words.pos[w] not in _PASSED]
    if not wanted:
        return []
    out: list[Span] = []
    for start in (w for w in body.plain if words.lower[w] == wanted[0]):
        at, last = start, start
        for word in wanted:
            while at < len(words) and words.pos[at] in _PASSED and words.block[at] == words.block[start]:
                at += 1
            if at >= len(words) or words.lower[at] != word:
                break
            last, at = at, at + 1
        else:
            out.append(words.span(start, last))
    return out


def _passages(body: Body, quote: Sequence[int]) -> list[dict[int, Match]]:
    """The matches of the quotation's words sentence by sentence, without those that stand far from the rest."""
    out: list[dict[int, Match]] = []
    for sentence in aligned(body, quote):
        run: dict[int, Match] = {}
        for asked, match in sorted(sentence.found.items(), key=lambda f: f[1].word):
            if run and match.word - max(m.word for m in run.values()) > _PARTED:
                out.append(run)
                run = {}
            run[asked] = match
        out.append(run)
    return out


def _score(words: Words, where: Mouths, quote: Sequence[int], run: dict[int, Match]) -> float:
    """The share of the quotation that the run matches; a run in somebody's mouth goes a little before another."""
    if not any(weight(words, w) for w in quote):
        return 0.0
    places = [m.word for m in run.values()]
    return coverage(words, quote, run) + (0.01 if where.hold(words.span(min(places), max(places))) else 0.0)
