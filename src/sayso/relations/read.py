"""The relations of a record: what words say of how parties stand, and what deeds imply of it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sayso.actors.cast import Found
from sayso.actors.words import Words
from sayso.record import Event, Relation, Span, Statement
from sayso.relations.deeds import of_events, of_statements, orders, states
from sayso.relations.said import Said, said
from sayso.relations.unsaid import unsaid
from sayso.statements.spans import Spans


def relations(
    text: Words, cast: Found, statements: Sequence[Statement], events: Sequence[Event]
) -> tuple[Relation, ...]:
    """The signed ties in order of the text, one for each place that says one. Linear in the text.

    First what words assert ("allies", "at odds with"), then what the events and speech acts imply; where the same words
    do both in one voice, the tie is one, with the event as its basis.
    """
    mentions = {m.id: m for m in cast.mentions}
    quoted = Spans((run, n) for n, s in enumerate(statements) for run in s.content)
    lands = {a.id: a.country for a in cast.actors}
    implied = [
        *of_events(events, mentions, states(cast.actors), orders(statements, cast.actors), lands),
        *of_statements(statements, events, mentions),
    ]
    at = Spans((r.span, n) for n, r in enumerate(implied) if r.span)
    out: dict[tuple[object, ...], Relation] = {}
    same: set[int] = set()
    for tie in said(text, cast):
        relation = _relation(tie, _voice(tie.span, statements, quoted))
        for _, n in at.touching(tie.span):
            if _same(relation, implied[n]):
                same.add(n)
                relation = replace(relation, basis=implied[n].basis)
        out.setdefault(_key(relation), relation)
    for n, relation in enumerate(implied):
        if n not in same:
            out.setdefault(_key(relation), relation)
    for tie in unsaid(text, cast, events, tuple(out.values())):
        relation = _relation(tie, _voice(tie.span, statements, quoted))
        out.setdefault(_key(relation), relation)
    return tuple(sorted(out.values(), key=_order))


def _key(relation: Relation) -> tuple[object, ...]:
    """What is said once: of the same two mentions, by the same words, in the same voice."""
    return (
        *sorted((relation.a, relation.b)),
        *sorted(relation.mentions),
        relation.sign,
        relation.span,
        relation.voice,
    )


def _order(relation: Relation) -> tuple[Span, str, str, int, str, str]:
    span = relation.span or (0, 0)
    return (
        span,
        relation.a,
        relation.b,
        relation.sign,
        relation.voice or "",
        relation.basis or "",
    )


def _same(a: Relation, b: Relation) -> bool:
    return {a.a, a.b} == {b.a, b.b} and a.sign == b.sign and a.voice == b.voice


def _relation(tie: Said, voice: str | None) -> Relation:
    return Relation(
        a=tie.a.actor or "",
        b=tie.b.actor or "",
        sign=tie.sign,
        span=tie.span,
        mentions=(tie.a.id, tie.b.id),
        kind=tie.kind,
        tense=tie.tense,
        voice=voice,
    )


def _voice(span: Span, statements: Sequence[Statement], quoted: Spans) -> str | None:
    """The statement of shortest content around a span."""
    around = {n for (start, end), n in quoted.touching(span) if start <= span[0] and span[1] <= end}
    if not around:
        return None
    return statements[min(around, key=lambda n: (sum(e - s for s, e in statements[n].content), n))].id
