"""Quotations and reported speech as attributions: spans of the text in place of words of the tree."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.actors.phrases import Phrases
from sayso.actors.words import Words
from sayso.record import Span
from sayso.statements.attribution import Attribution
from sayso.statements.content import INNER, MARKS
from sayso.statements.direct import Quotation
from sayso.statements.said import Said
from sayso.statements.settings import Setting, settings
from sayso.statements.spans import Spans

_LONGEST = 400
"""Words within which a quotation in a quotation is closed."""


def from_quotation(quotation: Quotation, text: Words, extents: Phrases) -> Attribution:
    """A quotation that the marks show, with the setting of its cue."""
    verb = quotation.verb if quotation.cue else None
    around = settings(text, extents, quotation.cue) if quotation.cue and verb else Setting()
    return Attribution(
        kind=quotation.kind,
        content=quotation.runs,
        source=quotation.source,
        cue=quotation.cue if verb else None,
        lemma=verb.lemma if verb else None,
        act=verb.act if verb else None,
        continued=quotation.continued,
        turn=quotation.turn,
        labelled=quotation.labelled,
        addressee=around.addressee,
        venue=around.venue,
        topic=around.topic,
        date=around.date,
    )


def from_said(said: Said, text: Words, extents: Phrases, marked: Spans) -> Attribution:
    """What the parse shows; ``marked`` are the quoted runs of the text, which make a content direct."""
    content = tuple(_closed(text, text.span(first, last), said, marked) for first, last in said.content)
    words = [w for w in said.cue if not any(first <= w <= last for first, last in said.content)]
    together = bool(words) and words[-1] - words[0] < len(words)
    cue = text.span(words[0], words[-1] if together else words[0]) if words else None
    around = settings(text, extents, cue) if cue else Setting()
    whole = _inner_quote(text, said) if cue and marked.around(cue) else whole_quotes(content, marked)
    if said.frame == "unmarked":
        whole = content
    mixed = any(text.lower[w] in MARKS for first, last in said.content for w in range(first, last + 1))
    addressee = phrase(text, extents, said.addressee)
    return Attribution(
        kind="direct" if whole else ("mixed" if mixed else "indirect"),
        content=whole or content,
        source=phrase(text, extents, said.source),
        cue=cue,
        lemma=said.entry.lemma,
        act=said.entry.act,
        anonymous=" ".join(text.text[w] for w in words) if said.unnamed and words else None,
        polarity="negative" if said.negative else "positive",
        addressee=addressee if addressee and not any(a <= addressee[0] < b for a, b in content) else around.addressee,
        venue=around.venue,
        topic=around.topic,
        date=around.date,
    )


def _closed(text: Words, run: Span, said: Said, marked: Spans) -> Span:
    """A run up to the mark that closes a quotation which opens in it: no parse ends what is said at the first of two
    quoted sentences ("because, “We vote against nobody. We vote for somebody.”")."""
    for quote, _ in reversed(marked.touching(run)):
        begun = run[0] < quote[0] < run[1] < quote[1]
        if begun and not any(quote[0] <= text.start[w] < quote[1] for w in said.cue):
            behind = text.touching((quote[1], quote[1] + 1))
            closing = [w for w in behind[:1] if text.lower[w] in INNER]
            return run[0], text.end[closing[0]] if closing else quote[1]
    return run


def phrase(text: Words, extents: Phrases, head: int | None) -> Span | None:
    """The phrase that a word heads."""
    return None if head is None else text.span(extents.left[head], extents.right[head])


def whole_quotes(content: Sequence[Span], marked: Spans) -> tuple[Span, ...]:
    """The quoted runs that a content is made of, empty where other words are in it."""
    found = tuple(dict.fromkeys(q for c in content for q, _ in marked.touching(c)))
    covered = sum(max(0, min(q[1], c[1]) - max(q[0], c[0])) for q in found for c in content)
    return found if found and covered + 4 * len(content) >= sum(e - s for s, e in content) else ()


def _inner_quote(text: Words, said: Said) -> tuple[Span, ...]:
    """A content inside a quotation that opens with a mark of its own, up to the one that closes it; else nothing."""
    first = said.content[0][0]
    if text.lower[first] in INNER:
        first += 1
    if first == 0 or text.lower[first - 1] not in INNER:
        return ()
    block = text.block[first]
    for word in range(first, min(len(text), first + _LONGEST)):
        if text.block[word] != block:
            break
        if text.lower[word] in INNER and text.tag[word] == "''" and word > first:
            last = word - 1
            around = any(first <= w <= last for w in said.cue)  # then it is the quotation that the cue stands in
            return () if around else (text.span(first, last),)
    return ()
