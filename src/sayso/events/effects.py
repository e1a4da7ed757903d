"""Figures and deeds: which number belongs to which event, and what befell how many."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sayso.actors.words import Words
from sayso.figures import Amount
from sayso.record import Effect, Event, EventType, Figure, FigureKind, Harm

_BEFELL: dict[FigureKind, Effect] = {
    "killed": "killed", "injured": "injured", "missing": "missing", "detained": "taken", "abducted": "taken",
    "displaced": "displaced",
}  # fmt: skip
_OF: dict[FigureKind, tuple[EventType, ...]] = {
    "killed": ("ASSAULT",), "injured": ("ASSAULT",), "missing": ("ASSAULT",), "abducted": ("ASSAULT",),
    "detained": ("COERCE",), "displaced": ("ASSAULT", "COERCE"),
}  # fmt: skip
_STEPS = 8
_CLAUSES = frozenset(("ccomp", "acl:relcl", "parataxis", "advcl:relcl"))


def with_figures(
    text: Words, events: Sequence[Event], figures: Sequence[Figure], amounts: Sequence[Amount]
) -> tuple[tuple[Event, ...], tuple[Figure, ...]]:
    """Events with the figures of their own clause or sentence, and the figures with their event; events of which
    nothing is told are left out.

    ``amounts`` are the figures' own, in the same order. Linear: a figure is held against its sentence's events alone.
    """
    by_sentence: dict[int, list[int]] = {}
    for n, event in enumerate(events):
        by_sentence.setdefault(text.sentence[text.touching(event.trigger)[0]], []).append(n)
    event_of: dict[int, int] = {}
    for n, figure in enumerate(figures):
        number = text.touching(figure.span)
        near = by_sentence.get(text.sentence[number[0]], []) if number else []
        if near and (at := _owner(text, [(k, events[k]) for k in near], figure, amounts[n], number[0])) is not None:
            event_of[n] = at
    held = [replace(f, event=events[event_of[n]].id) if n in event_of else f for n, f in enumerate(figures)]
    out = [_with(e, [f for n, f in enumerate(held) if event_of.get(n) == k]) for k, e in enumerate(events)]
    return _told_enough(out, held)


def _told_enough(events: Sequence[Event], figures: Sequence[Figure]) -> tuple[tuple[Event, ...], tuple[Figure, ...]]:
    """Without the events of which the text says neither who nor whom, how many, when nor where, and numbered anew: a
    mere word for a deed takes up what was told, or means deeds in general ("past attacks")."""
    kept = [e for e in events if e.actors or e.recipients or e.effects or e.figures or e.place or e.date]
    ids = {e.id: f"e{n}" for n, e in enumerate(kept, 1)}
    out = tuple(replace(e, id=ids[e.id], same_as=ids.get(e.same_as or "")) for e in kept)
    return out, tuple(replace(f, event=ids.get(f.event or "")) for f in figures)


def _owner(text: Words, near: list[tuple[int, Event]], figure: Figure, amount: Amount, word: int) -> int | None:
    """The event that a figure belongs to: whom it counts is hurt there, or has a part in it; else it hangs on the
    trigger; else, for the killed and the held, the nearest deed that does such harm."""
    befell = _BEFELL.get(figure.kind)
    if figure.of is not None:
        for k, event in near:
            if any(h.on == figure.of and befell in (h.what, None) for h in event.effects):
                return k
        for k, event in near:
            if figure.of in event.recipients or figure.of in event.actors:
                return k
    triggers = {w: k for k, event in near for w in text.touching(event.trigger)}
    at = amount.counted if amount.counted is not None else word
    for _ in range(_STEPS):
        if at in triggers:
            return triggers[at]
        if text.head[at] == at or (text.dep[at] in _CLAUSES and text.pos[at] in ("VERB", "AUX")):
            break
        at = text.head[at]
    fitting = [
        (abs(min(w - word for w in text.touching(e.trigger))), k) for k, e in near if e.type in _OF.get(figure.kind, ())
    ]
    return min(fitting)[1] if fitting else None


def _with(event: Event, own: Sequence[Figure]) -> Event:
    """An event with its figures, and with the effects that they tell."""
    if not own:
        return event
    effects = list(event.effects)
    for figure in own:
        befell = _BEFELL.get(figure.kind)
        if befell is None:
            continue
        at = next((n for n, h in enumerate(effects) if h.what == befell and h.on == figure.of and not h.figure), None)
        if at is not None:
            effects[at] = replace(effects[at], figure=figure.id)
        elif figure.of is not None and event.type in _OF[figure.kind]:
            effects.append(Harm(what=befell, on=figure.of, figure=figure.id))
    return replace(event, effects=tuple(effects), figures=tuple(f.id for f in own))
