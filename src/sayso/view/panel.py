"""What stands beside an article: its record's events and figures in words, each with what it leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from sayso.record import Event, Figure
from sayso.view.names import Names, when, where

_BOUNDS = {"at_least": "or more", "at_most": "or fewer", "about": "about"}
_TRENDS = {"up": "rising", "down": "falling"}


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Words that lead to an id in the page; ``to`` None: they lead nowhere."""

    words: str
    to: str | None = None


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """On whose say-so: the speaker's words, colour and statement; the article itself has neither."""

    words: str
    colour: int = 0
    to: str | None = None


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """An event in a table's row."""

    id: str
    type: str
    how: str
    quad: str
    cameo: str
    trigger: Link
    who: tuple[Link, ...]
    whom: tuple[Link, ...]
    mutual: bool
    where: Link | None
    when: Link | None
    effects: tuple[str, ...]
    sure: str
    voice: Voice
    again: Link | None


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A figure and who holds it."""

    id: str
    words: Link
    value: str
    about: str
    voice: Voice


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of one thing, side by side."""

    title: str
    counts: tuple[Count, ...]


def events(names: Names) -> list[Deed]:
    """The events, in order of the record."""
    return [_deed(names, event) for event in names.record.events]


def _deed(names: Names, event: Event) -> Deed:
    id = names.dom(event.id) or ""
    place, date = event.place, event.date
    return Deed(
        id=id,
        type=event.type,
        how=", ".join(h.replace("-", " ") for h in (event.mode, *event.contexts) if h),
        quad=event.quad or "no_quad",
        cameo=event.cameo or "",
        trigger=Link(words=names.words(event.trigger), to=f"at-{id}"),
        who=_parties(names, event.actors),
        whom=() if event.mutual else _parties(names, event.recipients),
        mutual=event.mutual,
        where=Link(words=where(place, names)) if place else None,
        when=Link(words=when(date), to=_time(names, date.span)) if date else None,
        effects=tuple(_effects(names, event)),
        sure=_sure(event),
        voice=voice(names, event.voice),
        again=_again(names, event),
    )


def _parties(names: Names, mentions: Iterable[str]) -> tuple[Link, ...]:
    return tuple(Link(words=who, to=f"at-{names.dom(m)}") for who, m in names.parties(mentions).items())


def _time(names: Names, span: tuple[int, int] | None) -> str | None:
    found = names.times.get(span) if span else None
    return f"at-{found}" if found else None


def _effects(names: Names, event: Event) -> Iterator[str]:
    for effect in event.effects:
        figure = names.figures.get(effect.figure or "")
        on = names.party(effect.on) if effect.on in names.mentions else ""
        yield f"{names.words(figure.span)} {effect.what}" if figure else f"{on} {effect.what}".strip()


def _sure(event: Event) -> str:
    denied = "did not happen" if event.modality == "asserted" else "not"
    told = (denied if event.polarity == "negative" else "", "" if event.modality == "asserted" else event.modality)
    return ", ".join(t for t in told if t) or "asserted"


def _again(names: Names, event: Event) -> Link | None:
    first = names.events.get(event.same_as or "")
    return Link(words=names.words(first.trigger), to=names.dom(first.id)) if first else None


def voice(names: Names, id: str | None) -> Voice:
    """On whose say-so something stands."""
    return Voice(words=names.voice(id), colour=names.colour(names.statements.get(id or "")), to=names.dom(id))


def figures(names: Names) -> list[Counted]:
    """The figures, those of one thing together: of one kind, in one happening or of one actor."""
    grouped: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in names.record.figures:
        event = names.events.get(figure.event or "")
        event = names.events.get(event.same_as or "", event) if event else None
        of = names.mentions.get(figure.of or "")
        thing = event.id if event else (of.actor or of.id) if of else figure.id
        grouped[figure.kind, figure.unit or "", thing].append(figure)
    return [Counted(title=_thing(names, g[0]), counts=tuple(_count(names, f) for f in g)) for g in grouped.values()]


def _thing(names: Names, figure: Figure) -> str:
    event = names.events.get(figure.event or "")
    event = names.events.get(event.same_as or "", event) if event else None
    of = names.mentions.get(figure.of or "")
    told = (
        figure.kind if not figure.unit else f"{figure.kind} ({figure.unit})",
        names.party(of.id) if of else "",
        f"in “{names.words(event.trigger)}”" if event else "",
    )
    return " · ".join(t for t in told if t)


def _count(names: Names, figure: Figure) -> Count:
    id = names.dom(figure.id) or ""
    whole = names.figures.get(figure.part_of or "")
    about = (
        _BOUNDS.get(figure.bound, ""),
        _TRENDS.get(figure.trend or "", ""),
        f"of the {names.words(whole.span)}" if whole else "",
    )
    return Count(
        id=id,
        words=Link(words=names.words(figure.span), to=f"at-{id}"),
        value=_value(figure),
        about=", ".join(a for a in about if a),
        voice=voice(names, figure.voice),
    )


def _value(figure: Figure) -> str:
    if figure.value is not None:
        return f"{figure.value:,}"
    low, high = ("" if v is None else f"{v:,}" for v in (figure.low, figure.high))
    return f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}" if high else "?"
