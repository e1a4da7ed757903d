"""What must hold of every record: spans in range, ids that resolve, no cycles, no coding of the page shell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from sayso.record import ARTICLE_KINDS, Cue, Place, Record, Span, When, digest

Coded = tuple[str, Span]
"""Where in the record a span stands (``s3.cue``), and the span."""


class InvariantError(ValueError):
    """A record that breaks an invariant; the message lists every problem."""


def check(record: Record) -> list[str]:
    """Every broken invariant of ``record``, a sentence each; empty when the record is sound. Linear in its size."""
    return [
        *_document(record),
        *_blocks(record),
        *_spans(record),
        *_ids(record),
        *_references(record),
        *_cycles(record),
        *_shell(record),
    ]


def require(record: Record) -> Record:
    """``record`` itself. Raises :class:`InvariantError` if :func:`check` finds anything."""
    problems = check(record)
    if problems:
        raise InvariantError(f"record {record.document.id!r}: " + "; ".join(problems))
    return record


def _document(record: Record) -> Iterator[str]:
    if record.document.digest != digest(record.document.text):
        yield "document.digest is not the digest of document.text"


def _blocks(record: Record) -> Iterator[str]:
    for before, after in pairwise(record.blocks):
        if after.span[0] < before.span[1]:
            yield f"blocks {list(before.span)} and {list(after.span)} overlap or are out of order"


def coded_spans(record: Record) -> Iterator[Coded]:
    """Every span of the record that codes something, with its path. Blocks are not among them."""
    for m in record.mentions:
        yield m.id, m.span
    for a in record.actors:
        yield from ((f"{a.id}.roles", r.span) for r in a.roles if r.span)
        if a.place and a.place.span:
            yield f"{a.id}.place", a.place.span
    for s in record.statements:
        yield from ((f"{s.id}.content", run) for run in s.content)
        yield from _named(s.id, cue=_at(s.cue), topic=s.topic, date=_at(s.date))
    for e in record.events:
        yield from _named(e.id, trigger=e.trigger, place=_at(e.place), date=_at(e.date))
    yield from ((f.id, f.span) for f in record.figures)
    yield from ((f"relations[{n}]", r.span) for n, r in enumerate(record.relations) if r.span)
    yield from ((f"times[{n}]", t.span) for n, t in enumerate(record.times) if t.span)
    for n, h in enumerate(record.headline):
        yield f"headline[{n}]", h.span
        yield from ((f"headline[{n}].evidence", span) for span in h.evidence)


def _at(part: Cue | Place | When | None) -> Span | None:
    return part.span if part else None


def _named(owner: str, **spans: Span | None) -> Iterator[Coded]:
    yield from ((f"{owner}.{name}", span) for name, span in spans.items() if span)


def _spans(record: Record) -> Iterator[str]:
    size = len(record.document.text)
    everything = [*((f"blocks[{n}]", b.span) for n, b in enumerate(record.blocks)), *coded_spans(record)]
    for path, (start, end) in everything:
        if not 0 <= start < end <= size:
            yield f"{path} has the span [{start}, {end}], outside the text of {size} characters or empty"
    for path, when in _whens(record):
        if when.span and record.words(when.span) != when.text:
            yield f"{path} says {when.text!r} where the text has {record.words(when.span)!r}"
    yield from (f"{s.id} has no content" for s in record.statements if not s.content)


def _whens(record: Record) -> Iterator[tuple[str, When]]:
    yield from ((f"times[{n}]", t) for n, t in enumerate(record.times))
    yield from ((f"{s.id}.date", s.date) for s in record.statements if s.date)
    yield from ((f"{e.id}.date", e.date) for e in record.events if e.date)


def _ids(record: Record) -> Iterator[str]:
    seen: set[str] = set()
    lists = (record.mentions, record.actors, record.statements, record.events, record.figures)
    for thing in (thing for things in lists for thing in things):
        if thing.id in seen:
            yield f"the id {thing.id!r} is used twice"
        seen.add(thing.id)


def _references(record: Record) -> Iterator[str]:
    mentions, actors = {m.id for m in record.mentions}, {a.id for a in record.actors}
    statements, events = {s.id for s in record.statements}, {e.id for e in record.events}
    figures = {f.id for f in record.figures}

    def missing(path: str, ids: Iterable[str | None], known: set[str], what: str) -> Iterator[str]:
        yield from (f"{path} names {what} {i!r}, which is not there" for i in ids if i is not None and i not in known)

    for m in record.mentions:
        yield from missing(f"{m.id}.actor", [m.actor], actors, "an actor")
    for a in record.actors:
        yield from missing(f"{a.id}.roles", [r.organization for r in a.roles], actors, "an actor")
    for s in record.statements:
        yield from missing(f"{s.id}.source", [s.source], mentions, "a mention")
        yield from missing(s.id, [s.speaker, s.addressee, s.venue], actors, "an actor")
        yield from missing(f"{s.id}.parent", [s.parent], statements, "a statement")
    for e in record.events:
        harmed = [h.on for h in e.effects]
        yield from missing(e.id, [*e.actors, *e.recipients, *e.instruments, *harmed], mentions, "a mention")
        yield from missing(e.id, [*e.figures, *(h.figure for h in e.effects)], figures, "a figure")
        yield from missing(f"{e.id}.same_as", [e.same_as], events, "an event")
        yield from missing(f"{e.id}.voice", [e.voice], statements, "a statement")
    for f in record.figures:
        yield from missing(f"{f.id}.of", [f.of], mentions, "a mention")
        yield from missing(f"{f.id}.part_of", [f.part_of], figures, "a figure")
        yield from missing(f"{f.id}.event", [f.event], events, "an event")
        yield from missing(f"{f.id}.voice", [f.voice], statements, "a statement")
    for n, r in enumerate(record.relations):
        path = f"relations[{n}]"
        yield from missing(path, [r.a, r.b], actors, "an actor")
        yield from missing(path, r.mentions, mentions, "a mention")
        yield from missing(f"{path}.basis", [r.basis], events | statements, "an event or statement")
        yield from missing(f"{path}.voice", [r.voice], statements, "a statement")


def _cycles(record: Record) -> Iterator[str]:
    links: dict[str, dict[str, str | None]] = {
        "parent": {s.id: s.parent for s in record.statements},
        "same_as": {e.id: e.same_as for e in record.events},
        "part_of": {f.id: f.part_of for f in record.figures},
    }
    for name, up in links.items():
        done: set[str] = set()
        for start in up:
            path: dict[str, None] = {}
            at: str | None = start
            while at is not None and at not in done and at not in path:
                path[at] = None
                at = up.get(at)
            if at is not None and at in path:
                yield f"{at} is its own {name}, by way of {list(path)}"
            done.update(path)


def _shell(record: Record) -> Iterator[str]:
    """A coded span may not touch a shell block."""
    shell = [b.span for b in record.blocks if b.kind not in ARTICLE_KINDS]
    starts = [start for start, _ in shell]
    for path, (start, end) in coded_spans(record):
        before = bisect_right(starts, start) - 1
        for at in (before, before + 1):
            if 0 <= at < len(shell) and start < shell[at][1] and shell[at][0] < end:
                yield f"{path} [{start}, {end}] lies in the shell block {list(shell[at])}"
                break
