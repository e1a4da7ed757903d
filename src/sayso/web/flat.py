"""A record as rows: what happened and who said what, each with its words and place; and what concerns one actor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.record import Event, Record, Span, Statement
from sayso.view.names import Names, when, where

Row = dict[str, Any]

DID, SUFFERED, SAID, SAID_OF = "did", "suffered", "said", "said of it"
"""How an actor stands in a row."""


def rows(record: Record) -> Iterator[Row]:
    """The statements, events, figures and ties of a record."""
    names = Names(record)
    for statement in record.statements:
        yield {"part": "statement"} | _statement(names, statement)
    for event in record.events:
        yield {"part": "event"} | _event(names, event)
    for f in record.figures:
        about = {"id": f.id, "type": f.kind, "what": f.value if f.value is not None else f.low, "how": f.bound}
        whom = names.party(f.of) if f.of in names.mentions else None
        yield {"part": "figure", **about, "whom": whom, "said_by": names.voice(f.voice), **_at(names, f.span)}
    for r in record.relations:
        sides = {"who": names.actor(r.a), "whom": names.actor(r.b), "what": "with" if r.sign > 0 else "against"}
        place = _at(names, r.span) if r.span else {}
        yield {"part": "tie", "type": r.kind, **sides, "how": r.tense, "said_by": names.voice(r.voice), **place}


def _at(names: Names, span: Span) -> Row:
    return {"words": names.words(span), "start": span[0], "end": span[1]}


def _statement(names: Names, statement: Statement) -> Row:
    start, end = statement.content[0][0], statement.content[-1][1]
    cue = statement.cue
    return {
        "id": statement.id,
        "type": cue.act if cue else None,
        "what": names.words(cue.span) if cue else None,
        "who": names.speaker(statement),
        "whom": names.actor(statement.addressee),
        "words": " […] ".join(names.words(run) for run in statement.content),
        "how": f"not {statement.kind}" if statement.polarity == "negative" else statement.kind,
        "said_by": names.voice(statement.parent),
        "start": start,
        "end": end,
    }


def _event(names: Names, event: Event) -> Row:
    how = ("not" if event.polarity == "negative" else "", event.modality, "mutual" if event.mutual else "")
    place, date = event.place, event.date
    return {
        "id": event.id,
        "type": event.type,
        "what": event.mode,
        "who": "; ".join(names.parties(event.actors)) or None,
        "whom": "; ".join(names.parties(event.recipients)) or None,
        "how": ", ".join(h for h in how if h),
        "said_by": names.voice(event.voice),
        "where": where(place, names) if place else None,
        "when": when(date) if date else None,
        **_at(names, event.trigger),
    }


def concerning(record: Record, key: str, span: Span) -> Iterator[Row]:
    """What the record says within ``span`` of the actor that goes by ``key`` (its key in the dictionary, or its name):
    what it did, what was done to it, what it said, what others said of it."""
    names = Names(record)
    mine = {a.id for a in record.actors if key in (a.key, a.name)}
    found = [m for m in record.mentions if m.actor in mine]
    mentions = {m.id for m in found}
    for event in record.events:
        if span[0] <= event.trigger[0] < span[1]:
            if mentions & set(event.actors):
                yield {"does": DID} | _event(names, event)
            elif mentions & set(event.recipients):
                yield {"does": SUFFERED} | _event(names, event)
    for statement in record.statements:
        if not statement.content or not span[0] <= statement.content[0][0] < span[1]:
            continue
        if statement.speaker in mine:
            yield {"does": SAID} | _statement(names, statement)
        elif any(a <= m.span[0] and m.span[1] <= b for a, b in statement.content for m in found):
            yield {"does": SAID_OF} | _statement(names, statement)
