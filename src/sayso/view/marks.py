"""Which characters of an article mean something: a mark for each span of its record, with what it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from sayso.record import Record, Span, Statement
from sayso.view.names import Names

TRIGGER, FIGURE, CUE, MENTION, TIME, TIE, CONTENT, CLAIM, EVIDENCE, ROLE = range(10)
"""What a mark is. Where several cover the same characters these lead to what comes first here."""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One span and what it means.

    ``anchor``: its own id in the page; ``to``: the id of what it is a part of, None where there is nothing to lead
    to; ``rank``: which of several marks a click leads to, the least; ``stop``: whether the keyboard stops here;
    ``linked``: whether anything leads to the anchor; ``statement``: the statement whose content it is.
    """

    span: Span
    kind: int
    anchor: str
    to: str | None
    classes: tuple[str, ...] = ()
    rank: tuple[int, int] = (0, 0)
    stop: bool = False
    linked: bool = True
    statement: Statement | None = None


def marks(record: Record, names: Names) -> list[Mark]:
    """The marks of a record, in no order."""
    parts: Iterable[Iterator[Mark]] = (
        _mentions(record, names),
        _statements(record, names),
        _events(record, names),
        _others(record, names),
    )
    return [mark for part in parts for mark in part]


def _mark(
    kind: int, span: Span, anchor: str, to: str | None, *classes: str, stop: bool = False, linked: bool = True
) -> Mark:
    rank = kind, span[1] - span[0]
    return Mark(span=span, kind=kind, anchor=anchor, to=to, classes=classes, rank=rank, stop=stop, linked=linked)


def _mentions(record: Record, names: Names) -> Iterator[Mark]:
    sources = {s.source for s in record.statements}
    met: set[str | None] = set()
    for mention in record.mentions:
        to, id = names.dom(mention.actor), names.dom(mention.id)
        classes = ("m", *(["m-" + to] if to else []), *(["source"] if mention.id in sources else []))
        yield _mark(MENTION, mention.span, f"at-{id}", to, *classes, stop=bool(to) and to not in met)
        met.add(to)


def _statements(record: Record, names: Names) -> Iterator[Mark]:
    for statement in record.statements:
        to = names.dom(statement.id) or ""
        depth = len(names.chain(statement.id))
        for n, run in enumerate(statement.content):
            yield Mark(
                span=run, kind=CONTENT, anchor=_nth(f"at-{to}", n), to=to, classes=(to, _by(names, statement)),
                rank=(CONTENT, -depth), stop=n == 0, linked=n == 0, statement=statement,
            )  # fmt: skip
        colour = f"p{names.colour(statement)}"
        if statement.cue:
            more = (to, _by(names, statement), colour)
            yield _mark(CUE, statement.cue.span, f"at-{to}-cue", to, "cue", *more, linked=False)
        source = names.mentions.get(statement.source or "")
        if source:  # the colour of who speaks; the mention has a mark of its own
            yield _mark(ROLE, source.span, f"at-{to}-source", to, to, _by(names, statement), colour, linked=False)


def _by(names: Names, statement: Statement) -> str:
    """The class of all that one speaker says."""
    number = names.speaker_number(statement)
    return f"by-{number}" if number is not None else "by-none"


def _events(record: Record, names: Names) -> Iterator[Mark]:
    for event in record.events:
        id = names.dom(event.id)
        classes = ("e", event.quad or "no_quad", *(["not"] if event.polarity == "negative" else []))
        yield _mark(TRIGGER, event.trigger, f"at-{id}", id, *classes, stop=True)


def _others(record: Record, names: Names) -> Iterator[Mark]:
    for figure in record.figures:
        id = names.dom(figure.id)
        yield _mark(FIGURE, figure.span, f"at-{id}", id, "f", stop=True)
    for n, time in enumerate(record.times, start=1):
        if time.span:
            yield _mark(TIME, time.span, f"at-t-{n}", f"t-{n}", "t")
    for n, claim in enumerate(record.headline, start=1):
        yield _mark(CLAIM, claim.span, f"at-h-{n}", f"h-{n}", "h", claim.support, stop=True)
        for k, span in enumerate(claim.evidence, start=1):
            yield _mark(EVIDENCE, span, f"at-h-{n}-{k}", f"h-{n}", "ev", f"ev-h-{n}")
    for n, tie in enumerate(record.relations, start=1):
        if tie.span:
            yield _mark(TIE, tie.span, f"at-r-{n}", f"r-{n}", "r", "with" if tie.sign > 0 else "against", stop=True)
    for actor in record.actors:
        to = names.dom(actor.id)
        for n, role in enumerate(actor.roles):
            if role.span:
                yield _mark(ROLE, role.span, f"at-{to}-role-{n}", to)


def _nth(anchor: str, n: int) -> str:
    return f"{anchor}-{n + 1}" if n else anchor
