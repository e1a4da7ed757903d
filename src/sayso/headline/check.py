"""Every quotation and every claim of the headline, with what in the body supports it. The room's one entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sayso.actors.cast import Found
from sayso.actors.words import Words
from sayso.article import Article
from sayso.headline.align import BODY, Body, Sentence, body, coverage, weight
from sayso.headline.claims import Claim, claims, heads
from sayso.headline.kin import STEM, stem
from sayso.headline.quoted import quoted
from sayso.headline.trace import Mouths, mouths, traced
from sayso.headline.verdict import standing, weighed
from sayso.record import Event, HeadlineClaim, Span, Statement
from sayso.statements.cuebook import cues

Named = Callable[[str], bool]
"""Does the article name this actor anywhere?"""
EXACT = 0.9
"""The share of a claim's words that must stand in its evidence as they are, to be more than a paraphrase."""
_MOST = 400
"""Words of headline and standfirst above which the rest is not checked: no headline, no list of points is so long."""


def headline(
    article: Article, words: Words, cast: Found, statements: Sequence[Statement], events: Sequence[Event] = ()
) -> tuple[HeadlineClaim, ...]:
    """The quotations and claims of headline and standfirst in order of the text, each with its support in the body.

    An article without a body, or without a headline, has none. Linear in the text.
    """
    blocks = _few(words, heads(article))
    if not blocks or not any(kind in BODY for _, _, kind in article.blocks):
        return ()
    known = body(words, cast.mentions)
    marked = quoted(article.text, blocks)
    out = list(_quotations(known, mouths(article, statements), marked, statements)) if marked else []
    sources = {m.id: m.span for m in cast.mentions}
    told = claims(words, blocks, statements, cast.mentions, marked)
    out.extend(_judged(known, claim, marked, statements, sources, cast.named) for claim in told)
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


def _judged(
    known: Body,
    claim: Claim,
    marked: Sequence[Span],
    statements: Sequence[Statement],
    sources: Mapping[str, Span],
    named: Named,
) -> HeadlineClaim:
    words = known.words
    span = words.span(claim.words[0], claim.words[-1])
    found = weighed(known, claim.words)
    verdict = standing(found.measures, quotes=any(span[0] - 1 <= start < span[1] for start, _ in marked))
    if verdict == "none" or found.best is None:
        return HeadlineClaim(span=span, kind="claim", support="none")
    evidence = (_evidence(words, found.best),)
    if verdict == "altered":
        return HeadlineClaim(span=span, kind="claim", support="altered", evidence=evidence)
    voice = _voice(known, claim, found.best, statements)
    if voice and not _same_source(known, claim, voice, sources, named):
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


def _same_source(known: Body, claim: Claim, voice: Statement, sources: Mapping[str, Span], named: Named) -> bool:
    """Does the headline itself name the one who says so ("X, says expert"; "Governor: X"; "separatists vow X")?"""
    words, told = known.words, claim.told
    if told is not None and told.speaker != voice.speaker:
        both = told.speaker is not None and voice.speaker is not None and named(told.speaker) and named(voice.speaker)
        return not both or bool(_stems(words, told, sources) & _stems(words, voice, sources))
    if told is not None:
        return True
    block = words.block[claim.words[0]]
    beside = {stem(words.lemma[w]) for w in known.heads if words.block[w] == block and w not in claim.words}
    if beside & _stems(words, voice, sources):
        return True
    speaks = any((words.lemma[w], "verb") in cues() for w in claim.words)
    return speaks and voice.speaker is not None and voice.speaker in {known.named.get(w) for w in claim.words}


def _stems(words: Words, told: Statement, sources: Mapping[str, Span]) -> set[str]:
    """The stems of the nouns and names of a statement's source."""
    span = sources.get(told.source or "")
    return {stem(words.lemma[w]) for w in words.inside(span) if words.pos[w] in ("NOUN", "PROPN")} if span else set()
