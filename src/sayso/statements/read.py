"""All the attributions of an article: quotations by their marks, reported speech by the parse, and their nesting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sayso.actors.phrases import phrases
from sayso.actors.words import Words, words
from sayso.article import Article
from sayso.statements.announced import announced
from sayso.statements.attribution import Attribution
from sayso.statements.convert import from_quotation, from_said
from sayso.statements.direct import quotations
from sayso.statements.indirect import loose, reported
from sayso.statements.merge import beside, by_name, carried, in_titles, merged, unclaimed
from sayso.statements.nominal import nominal
from sayso.statements.quotes import quotes
from sayso.statements.scorer import Scorer, shipped, weighed
from sayso.statements.spans import Spans
from sayso.statements.turns import voiced
from sayso.statements.unmarked import unmarked


def attributions(
    article: Article, text: Words | None = None, *, scorer: Callable[[], Scorer | None] = shipped
) -> list[Attribution]:
    """The attributions in ``article``, in order of the text; each names the one that it stands in.

    ``text``: the article's words, if they are at hand. ``scorer``: gives what weighs the rules' readings, or
    None, which leaves them as they are.
    """
    paragraphs = article.spans("paragraph")
    text = words(article) if text is None else text
    extents = phrases(text)
    runs = quotes(article.text, paragraphs)
    titles = quotes(article.text, article.spans("headline", "standfirst", "subheading"))
    marked = Spans((q.span, n) for n, q in enumerate((*runs, *titles)))
    quoted = [from_quotation(q, text, extents) for q in quotations(article.text, paragraphs)]
    readings = [*nominal(text), *reported(text)]
    if (weigher := scorer()) is not None:
        readings = weighed(text, [*readings, *loose(text)], marked, [q.cue for q in quoted if q.cue], weigher)
    readings = [*unmarked(text, [q.span for q in runs]), *readings]
    told = (from_said(said, text, extents, marked) for said in readings)
    out = [beside(text, extents, a, article.text) for a in merged(quoted, told, article.text)]
    out = [by_name(text, a) for a in out]
    out = announced(text, extents, article.text, runs, out)
    out += unclaimed(article.text, runs, out)
    out += in_titles(text, titles, out)
    out.sort(key=lambda a: (a.content[0], a.cue or a.content[0]))
    return _nested(voiced(text, carried(out, article.text), article.text))


def _nested(found: list[Attribution]) -> list[Attribution]:
    """Each with the number of the one of shortest content that holds its cue, source or first words.

    One sweep over the contents' runs in order; only those still open are looked at.
    """
    runs = sorted((start, end, number) for number, a in enumerate(found) for start, end in a.content)
    size = [sum(end - start for start, end in a.content) for a in found]
    places = sorted((a.cue or a.source or a.content[0], number) for number, a in enumerate(found))
    parents: dict[int, int] = {}
    still_open: list[tuple[int, int, int]] = []
    nearest = 0
    for (start, end), number in places:
        while nearest < len(runs) and runs[nearest][0] <= start:
            still_open.append(runs[nearest])
            nearest += 1
        still_open = [run for run in still_open if run[1] > start]
        around = [n for _, last, n in still_open if last >= end and n != number and not _stands_in(n, number, parents)]
        if around:
            parents[number] = min(around, key=lambda n: (size[n], n))
    return [replace(a, parent=parents.get(number)) for number, a in enumerate(found)]


def _stands_in(inner: int, outer: int, parents: dict[int, int]) -> bool:
    """Does the one stand in the other already?"""
    at: int | None = inner
    while at is not None and at != outer:
        at = parents.get(at)
    return at == outer
