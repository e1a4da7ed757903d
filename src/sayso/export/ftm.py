"""FollowTheMoney: persons, organisations, events, mentions and articles as its entities, a line of JSON each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

from sayso.export.columns import Sheet, columns
from sayso.export.countries import country
from sayso.export.view import Happening, Party, View, real_happenings
from sayso.export.where import covered, place
from sayso.record import Actor, Mention, dumps

_ORGANISATIONS = frozenset((
    "state", "government", "military", "police", "armed_group", "party", "igo", "ngo", "company", "media",
    "religious_group",
))  # fmt: skip
_LANGUAGES = {"en": "eng"}


@dataclass(frozen=True, slots=True)
class _Actor:
    view: View
    actor: Actor


@dataclass(frozen=True, slots=True)
class _Mention:
    view: View
    mention: Mention


def schema(actor: Actor | None) -> str | None:
    """Person, Organization, or None: places, things and crowds are no entities of their own."""
    if actor is None:
        return None
    return "Person" if actor.type == "person" else "Organization" if actor.type in _ORGANISATIONS else None


def entity_id(view: View, actor: Actor) -> str:
    """The same in all articles for what the actor dictionary has. Letters, digits, full stops and hyphens."""
    return f"sayso-actor-{actor.key.replace(':', '.')}" if actor.key else f"sayso-{view.key}-{actor.id}"


def _article(view: View) -> str:
    return f"sayso-{view.key}"


def _entities(parties: Iterable[Party]) -> list[str]:
    return [entity_id(p.view, p.actor) for p in parties if p.actor and schema(p.actor)]


def _event_name(h: Happening) -> str:
    def names(parties: tuple[Party, ...]) -> str:
        return ", ".join(p.name for p in parties)

    kind = " ".join(filter(None, (h.event.type, h.event.mode)))
    told = " → ".join(filter(None, (names(h.actors), names(h.recipients))))
    return f"{kind}: {told}" if told else kind


def _notes(h: Happening) -> list[str]:
    start, end = h.event.trigger
    denied = f"Denied by: {h.denied_by}" if h.denied_by else None
    at = f"Told at {start}-{end}: {h.view.record.words(h.event.trigger)}"
    return [note for note in (f"Told by: {h.told_by}", denied, f"Modality: {h.event.modality}", at) if note]


def _day(which: str) -> Callable[[Happening], str | None]:
    def value(h: Happening) -> str | None:
        found = covered(h)
        return getattr(found, which).isoformat() if found else None

    return value


def _actors(kind: str) -> Callable[[View], Iterator[_Actor]]:
    return lambda view: (_Actor(view, a) for a in view.record.actors if schema(a) == kind)


def _mentions(view: View) -> Iterator[_Mention]:
    for mention in view.record.mentions:
        if mention.form != "pronoun" and schema(view.actors.get(mention.actor or "")):
            yield _Mention(view, mention)


def _utc(published: str | None) -> str | None:
    """FollowTheMoney's times have no zone: they are those of UTC."""
    if published is None or len(published) <= len("2021-08-27"):
        return published
    try:
        told = datetime.fromisoformat(published)
    except ValueError:
        return None
    return (told.astimezone(UTC) if told.tzinfo else told).replace(tzinfo=None, microsecond=0).isoformat()


_ACTOR: dict[str, Callable[[_Actor], Any]] = {
    "id": lambda a: entity_id(a.view, a.actor),
    "name": lambda a: a.actor.name,
    "country": lambda a: country(a.actor.country).iso2.lower(),
    "keywords": lambda a: [a.actor.type, *filter(None, (a.actor.sector, a.actor.code))],
}
_EVENT: dict[str, Callable[[Happening], Any]] = {
    "id": lambda h: f"sayso-{h.view.key}-{h.event.id}",
    "name": _event_name,
    "startDate": _day("first"),
    "endDate": _day("last"),
    "country": lambda h: country(place(h).country).iso2.lower(),
    "location": lambda h: place(h).name,
    "organizer": lambda h: _entities(h.actors),
    "involved": lambda h: _entities((*h.actors, *h.recipients)),
    "keywords": lambda h: [*filter(None, (h.event.type, h.event.mode, h.event.cameo)), *h.event.contexts],
    "summary": lambda h: h.view.sentence(h.event.trigger),
    "notes": _notes,
    "publisher": lambda h: h.view.record.document.publisher,
    "sourceUrl": lambda h: h.view.record.document.url,
    "proof": lambda h: _article(h.view),
    "recordId": lambda h: h.event.id,
}
_DOCUMENT: dict[str, Callable[[View], Any]] = {
    "id": _article,
    "name": lambda v: v.record.document.id,
    "title": lambda v: v.record.document.title,
    "author": lambda v: v.record.document.byline,
    "publisher": lambda v: v.record.document.publisher,
    "publishedAt": lambda v: _utc(v.record.document.published),
    "sourceUrl": lambda v: v.record.document.url,
    "language": lambda v: _LANGUAGES.get(v.record.document.language or ""),
    "bodyText": lambda v: v.record.document.text,
}
_MENTION: dict[str, Callable[[_Mention], Any]] = {
    "id": lambda m: f"sayso-{m.view.key}-{m.mention.span[0]}-{m.mention.span[1]}-{m.mention.id}",
    "document": lambda m: _article(m.view),
    "resolved": lambda m: entity_id(m.view, m.view.actors[m.mention.actor or ""]),
    "name": lambda m: m.view.said_of(m.mention.id),
}

_PERSON = columns("Person", {**_ACTOR, "position": lambda a: [r.title for r in a.actor.roles]})
SHEETS: tuple[Sheet[Any], ...] = (
    Sheet("Article", "An article.", columns("Article", _DOCUMENT), lambda view: (view,)),
    Sheet("Person", "A person.", _PERSON, _actors("Person")),
    Sheet("Organization", "A state, organisation or group.", columns("Organization", _ACTOR), _actors("Organization")),
    Sheet(
        "Event",
        "A happening of an article that some telling says happened, or may have.",
        columns("Event", _EVENT),
        real_happenings,
    ),
    Sheet(
        "Mention",
        "Words of an article, no pronouns, that mean a person or organisation.",
        columns("Mention", _MENTION),
        _mentions,
    ),
)


def _values(value: Any) -> list[str]:
    """What a property holds: texts, each once, in order."""
    several = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(str(v) for v in several if v and not str(v).isspace()))


def entity(sheet: Sheet[Any], row: Any) -> dict[str, Any]:
    """The entity of a row."""
    told: dict[str, list[str]] = {c.name: _values(c.value(row)) for c in sheet.columns}
    (identity,) = told.pop("id")
    return {"id": identity, "schema": sheet.name, "properties": {name: v for name, v in told.items() if v}}


class Entities:
    """Writes the entities of articles; those of the actor dictionary come last, once each, put together from all."""

    def __init__(self, sheets: tuple[Sheet[Any], ...], file: BinaryIO) -> None:
        self._sheets, self._file = sheets, file
        self._known: dict[str, dict[str, Any]] = {}

    def add(self, view: View) -> None:
        for sheet in self._sheets:
            for row in sheet.rows(view):
                made = entity(sheet, row)
                if isinstance(row, _Actor) and row.actor.key:
                    self._merge(made)
                else:
                    self._write(made)

    def _merge(self, made: dict[str, Any]) -> None:
        known = self._known.setdefault(made["id"], made)
        for name, values in made["properties"].items():
            known["properties"][name] = sorted({*known["properties"].get(name, ()), *values})

    def _write(self, made: dict[str, Any]) -> None:
        self._file.write(dumps(made).encode() + b"\n")

    def close(self) -> None:
        for _, made in sorted(self._known.items()):
            ordered = [c.name for s in self._sheets if s.name == made["schema"] for c in s.columns]
            told = made["properties"]
            self._write({**made, "properties": {name: told[name] for name in ordered if name in told}})
