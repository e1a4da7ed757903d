"""The ties of parties of one sentence that no word of the lists says and no event implies: by the learned scorer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sayso.actors.cast import Found
from sayso.actors.words import Words
from sayso.record import Event, Relation, Span
from sayso.relations.manner import told
from sayso.relations.said import Said
from sayso.relations.ties import scored, shipped
from sayso.statements.spans import touch

_Pair = tuple[Span, Span]


def unsaid(text: Words, cast: Found, events: Sequence[Event], known: Iterable[Relation]) -> Iterator[Said]:
    """What the network adds to the ``known`` ties: nothing between words that one of these, an event (a denied one
    too) or a surer pair ties already, and nothing that is denied or left open."""
    spans = {m.id: m.span for m in cast.mentions}
    held: dict[int, list[_Pair]] = {}

    def place(pair: _Pair) -> list[_Pair]:
        return held.setdefault(_sentence(text, max(pair)), [])

    pairs = [(r.mentions[0], r.mentions[1]) for r in known if len(r.mentions) == 2]
    pairs += [(a, b) for e in events for a in e.actors for b in e.recipients if a != b]
    for a, b in pairs:
        place((spans[a], spans[b])).append((spans[a], spans[b]))

    def known_already(a: Span, b: Span) -> bool:
        return any(_same((a, b), other) for other in place((a, b)))

    for tie in scored(shipped(), text, cast.heads, known_already):
        pair = (tie.a.span, tie.b.span)
        tense = told(text, tie.word)
        if tense is None or not tie.a.actor or not tie.b.actor or any(_same(pair, other) for other in place(pair)):
            continue
        place(pair).append(pair)
        kind = "enmity" if tie.sign < 0 else "alliance"
        yield Said(tie.a, tie.b, tie.sign, kind, text.span(tie.word, tie.word), tense)


def _sentence(text: Words, span: Span) -> int:
    at = text.touching(span)
    return text.sentence[at[0]] if len(at) else -1


def _same(a: _Pair, b: _Pair) -> bool:
    return (touch(a[0], b[0]) and touch(a[1], b[1])) or (touch(a[0], b[1]) and touch(a[1], b[0]))
