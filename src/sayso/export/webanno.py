"""W3C Web Annotation: what a record says of spans, a page of annotations in JSON-LD for each article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from sayso.export.columns import Sheet, columns
from sayso.export.view import View
from sayso.record import Part, Span, dumps

_AROUND = 32
"""Characters of prefix and suffix that tell one place from another with the same words."""


_Told = tuple[tuple[str | None, ...], tuple[Span | None, ...]]
_SINGULAR = frozenset(("headline",))
"""Lists of a record that are not called by the plural of their parts' kind."""
_PARTS: dict[str, tuple[str, Callable[[View, Any], _Told]]] = {
    "block": ("classifying", lambda _, b: ((b.kind,), (b.span,))),
    "mention": ("identifying", lambda v, m: ((m.type, _name(v, m.actor)), (m.span,))),
    "statement": ("describing", lambda _, s: ((s.kind, s.cue.act if s.cue else None), s.content)),
    "event": ("classifying", lambda _, e: ((e.type, e.mode), (e.trigger,))),
    "figure": ("describing", lambda _, f: ((f.kind,), (f.span,))),
    "relation": ("linking", lambda _, r: ((r.kind,), (r.span,))),
    "time": ("describing", lambda _, t: ((t.value,), (t.span,))),
    "headline": ("assessing", lambda _, h: ((h.kind, h.support), (h.span,))),
}
"""Kind of part → why it is annotated, and its tags and spans."""


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation: why, what of the record it is, the words to tag it with, and where."""

    view: View
    name: str
    motivation: str
    tags: tuple[str | None, ...]
    part: Part
    spans: tuple[Span, ...]


def notes(view: View) -> Iterator[Note]:
    """The annotations of an article: its blocks, mentions, statements, events, figures, relations, times and the
    claims of its headline, as far as they have words."""
    for kind, (motivation, told) in _PARTS.items():
        for number, part in enumerate(getattr(view.record, kind if kind in _SINGULAR else f"{kind}s")):
            tags, spans = told(view, part)
            if known := tuple(s for s in spans if s is not None):
                name = getattr(part, "id", None) or f"{kind}{number}"
                yield Note(view, name, motivation, (kind, *tags), part, known)


def _name(view: View, actor: str | None) -> str | None:
    found = view.actors.get(actor or "")
    return found.name if found else None


def source(view: View) -> str:
    """What is annotated: the article's address or, without one, its text's digest as a URN."""
    return view.record.document.url or f"urn:{view.record.document.digest}"


def _target(note: Note, span: Span) -> dict[str, Any]:
    text, (start, end) = note.view.record.document.text, span
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return {"source": source(note.view), "selector": [quote, position]}


def _bodies(note: Note) -> list[dict[str, str]]:
    tags = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in note.tags if tag]
    whole = dumps(msgspec.to_builtins(note.part))
    return [*tags, {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": whole}]


ANNOTATION: Sheet[Note] = Sheet(
    "annotation",
    "What the record says of one or several spans of the text.",
    columns(
        "annotation",
        {
            "id": lambda n: f"urn:sayso:{n.view.key}:{n.name}",
            "type": lambda _: "Annotation",
            "motivation": lambda n: n.motivation,
            "body": _bodies,
            "target": lambda n: [_target(n, span) for span in n.spans],
        },
    ),
    notes,
)
PAGE: Sheet[View] = Sheet(
    "page",
    "A line is the annotations of an article.",
    columns(
        "page",
        {
            "@context": lambda _: "http://www.w3.org/ns/anno.jsonld",
            "id": lambda v: f"urn:sayso:{v.key}",
            "type": lambda _: "AnnotationPage",
            "items": lambda v: [{c.name: c.value(n) for c in ANNOTATION.columns} for n in ANNOTATION.rows(v)],
        },
    ),
    lambda view: (view,),
)


def lines(view: View) -> Iterator[bytes]:
    """The page of an article."""
    yield dumps({c.name: c.value(view) for c in PAGE.columns}).encode()
