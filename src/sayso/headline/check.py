"""Every quotation and every claim of the headline, with what in the body supports it. The room's one entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sayso.actors.cast import Found
from sayso.actors.words import Words
from sayso.article import Article
from sayso.headline.align import BODY, Body, Sentence, body, coverage, weight
from sayso.headline.claims import Claim, claims, heads, quoted
from sayso.headline.kin import STEM, stem
from sayso.headline.trace import Mouths, mouths, traced
from sayso.headline.verdict import standing, weighed
from sayso.record import Event, HeadlineClaim, Span, Statement
from sayso.statements.cuebook import cues

EXACT = 0.9
"""The share of a claim's words that must stand in its evidence as they are, to be more than a paraphrase."""
_MOST = 400
"""Words of headline and standfirst above which the rest is not checked: no headline and no list of points is so long."""


def headline(
    article: Article, words: Words, cast: Found, statements: Sequence[Statement], events: Sequence[Event] = ()
) -> tuple[HeadlineClaim, ...]:
    """The quotations and claims of headline and standfirst in order of the text, each with its support in the body.

    An article without a body, or without a headline, has none. Linear in the text.
    """
    blocks = _few(words, heads(article))
    if not blocks or not any(kind in BODY for _, _, kind in article.blocks):
        return ()
    known = body(article, words, cast.mentions)
    marked = quoted(article, blocks)
    where = mouths(article, statements)
    out = list(_quotations(known, where, [q.span for q in marked], statements))
    sources = {m.id: m.span for m in cast.mentions}
    told = claims(words, blocks, statements, cast.mentions, marked)
    out.extend(_judged(known, claim, statements, sources) for claim in told)
    return tuple(sorted(out, key=lambda c: (c.span, c.kind)))


def _few(words: Words, blocks: Sequence[Span]) -> list[Span]:
    """The blocks until their words are too many to be a headline's."""
    out: list[Span] = []
    left = _MOST
    for block in blocks:
        left -= len(words.inside(block))
        if left < 0:
            break
        out.append(block)
    return out


def _quotations(
    known: Body, where: Mouths, marked: Iterable[Span], statements: Sequence[Statement]
) -> Iterator[HeadlineClaim]:
    """The quoted words of the headline; a quoted sentence with its source beside it is a claim instead."""
    words = known.words
    for span in marked:
        inside = words.inside(span)
        if not inside or any(s.kind == "direct" and (s.cue or s.source) and _in(span, s.content) for s in statements):
            continue
        found = traced(known, where, inside)
        yield HeadlineClaim(span=span, kind="scare_quote", support=found.support, evidence=found.evidence)


def _judged(known: Body, claim: Claim, statements: Sequence[Statement], sources: Mapping[str, Span]) -> HeadlineClaim:
    words = known.words
    span = words.span(claim.words[0], claim.words[-1])
    found = weighed(known, claim.words)
    verdict = standing(found.measures)
    if verdict == "none" or found.best is None:
        return HeadlineClaim(span=span, kind="claim", support="none")
    evidence = (_evidence(words, found.best),)
    if verdict == "altered":
        return HeadlineClaim(span=span, kind="claim", support="altered", evidence=evidence)
    voice = _voice(known, claim, found.best, statements)
    if voice and not _same_source(known, claim, voice, sources):
        return HeadlineClaim(span=span, kind="claim", support="attributed", evidence=evidence)
    same = {w: m for w, m in found.best.found.items() if m.near >= STEM}
    exact = coverage(words, claim.words, same) >= EXACT
    return HeadlineClaim(span=span, kind="claim", support="exact" if exact else "paraphrased", evidence=evidence)


def _evidence(words: Words, best: Sentence) -> Span:
    """The body's words from the first match to the last."""
    places = [m.word for asked, m in best.found.items() if weight(words, asked)]
    return words.span(min(places), max(places))


def _voice(known: Body, claim: Claim, best: Sentence, statements: Sequence[Statement]) -> Statement | None:
    """The innermost statement that holds most of what matches the claim beside its actors; None: the reporter's."""
    words = known.words
    deed = [w for w in best.found if w not in known.named] or list(best.found)
    whole = sum(weight(words, w) for w in deed)
    inner: Statement | None = None
    for statement in statements:
        runs = statement.content
        inside = sum(weight(words, w) for w in deed if _in(words.span(best.found[w].word, best.found[w].word), runs))
        if inside * 2 > whole and (inner is None or statement.parent == inner.id):
            inner = statement
    return inner


def _in(span: Span, runs: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in runs)


def _same_source(known: Body, claim: Claim, voice: Statement, sources: Mapping[str, Span]) -> bool:
    """Does the headline itself name the one who says so ("X, says expert"; "separatists vow X")?"""
    words = known.words
    if claim.told is None:
        speaks = any((words.lemma[w], "verb") in cues() for w in claim.words)
        return speaks and voice.speaker is not None and voice.speaker in {known.named.get(w) for w in claim.words}
    if claim.told.speaker is None or claim.told.speaker == voice.speaker:
        return True
    mine, theirs = ({stem(words.lemma[w]) for w in _source(words, s, sources)} for s in (claim.told, voice))
    return bool(mine & theirs)


def _source(words: Words, told: Statement, sources: Mapping[str, Span]) -> list[int]:
    """The nouns and names of a statement's source."""
    span = sources.get(told.source or "")
    return [w for w in words.inside(span) if words.pos[w] in ("NOUN", "PROPN")] if span else []
