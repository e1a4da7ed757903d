"""Quotations behind a colon, of whoever acts in the sentence before it ("The mayor defended the crew: “…”")."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.actors.lexicon import heads
from sayso.actors.mentions import COLLECTIVE
from sayso.actors.phrases import Phrases
from sayso.actors.words import Words
from sayso.record import Span
from sayso.statements.attribution import Attribution
from sayso.statements.convert import phrase
from sayso.statements.cuebook import cues
from sayso.statements.frames import REACH
from sayso.statements.quotes import Quote
from sayso.statements.spans import Spans

_SHORTEST = 4
"""Words that such a quotation has at least."""
_EMPTY = frozenset(("be", "have", "do", "get"))
"""Verbs that present nothing: "The wall had a sign: “…”"."""
_MARKS = " “\"'‘«„»"


def announced(
    text: Words, extents: Phrases, raw: str, runs: Sequence[Quote], found: Sequence[Attribution]
) -> list[Attribution]:
    """``found`` with direct speech for the quoted ``runs`` that stand behind a colon and have no source: the subject of
    the sentence before the colon says it, its verb is the cue."""
    bare = {a.content[0]: n for n, a in enumerate(found) if _bare(a)}
    held = Spans((span, n) for n, a in enumerate(found) for span in a.content if not _bare(a))
    more: dict[int | Span, Attribution] = {}
    for run in runs:
        before = max(0, run.start - REACH)
        if not raw[before : run.start].rstrip(_MARKS).endswith(":") or held.touching(run.span):
            continue
        inside = text.inside(run.span)
        colon = next((w for w in reversed(text.touching((before, run.start))) if text.lower[w] == ":"), None)
        verb = _verb(text, colon) if colon is not None else None
        who = next((c for c in text.children[verb] if text.dep[c] == "nsubj"), None) if verb is not None else None
        same = colon is not None and len(inside) >= _SHORTEST and text.block[colon] == text.block[inside[0]]
        if verb is not None and who is not None and same and _may_speak(text, who):
            entry = next((e for e in cues().get((text.lemma[verb], "verb"), ()) if e.lemma == text.lemma[verb]), None)
            more[bare.get(run.span, run.span)] = Attribution(
                kind="direct",
                content=(run.span,),
                source=phrase(text, extents, who),
                cue=text.span(verb, verb),
                lemma=text.lemma[verb],
                act=entry.act if entry else "say",
            )
    return [*(more.pop(n, a) for n, a in enumerate(found)), *more.values()]


def _bare(found: Attribution) -> bool:
    return found.kind == "direct" and not (found.source or found.cue or found.turn) and len(found.content) == 1


def _verb(text: Words, colon: int) -> int | None:
    """The finite verb that heads the words before a colon, if it is active."""
    first, _ = text.limits(colon)
    at = colon - 1
    while first <= text.head[at] < colon and text.head[at] != at:
        at = text.head[at]
    active = text.tag[at] in ("VBD", "VBZ", "VBP") and text.pos[at] == "VERB"
    return at if active and text.lemma[at] not in _EMPTY else None


def _may_speak(text: Words, who: int) -> bool:
    """Is a subject a person, a body or a pronoun for one?"""
    if text.entity[who] >= 0:
        return text.names[text.entity[who]][2] in ("PER", "ORG")
    known = heads().get(text.lemma[who])
    return text.lower[who] in ("he", "she", "they") or (
        known is not None and (known.type in ("person", "people") or known.type in COLLECTIVE)
    )
