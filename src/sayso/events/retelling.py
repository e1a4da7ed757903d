"""A happening told again: which events of an article point to an earlier telling of the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from sayso.actors.cast import Found
from sayso.actors.words import Words
from sayso.record import Event, Mention

_VERBAL = frozenset(("VERB", "AUX"))
_VAGUE = frozenset(("attack", "strike", "assault", "incident", "violence", "blast", "explosion", "raid"))
"""Nouns by which a definite phrase takes up what was told before, in whatever words."""
_BACK = 40
"""Earlier happenings that are compared with a telling."""


@dataclass(slots=True)
class _Happening:
    """The first telling and what all tellings so far say."""

    first: Event
    lemmas: set[str]
    actors: set[str]
    recipients: set[str]
    modes: set[str]
    dates: set[str]
    places: set[str]


def retold(text: Words, events: Sequence[Event], cast: Found) -> tuple[Event, ...]:
    """``events`` with ``same_as`` where one tells again what an earlier one told. At most linear in their number."""
    mentions = {m.id: m for m in cast.mentions}
    happenings: list[_Happening] = []
    out: list[Event] = []
    for event in events:
        told = _happening(text, event, mentions)
        fits = [(score, -n) for n, h in enumerate(happenings[-_BACK:]) if (score := _same(text, h, told)) > 0]
        if not fits:
            happenings.append(told)
            out.append(event)
            continue
        known = happenings[-_BACK:][-max(fits)[1]]
        out.append(replace(event, same_as=known.first.id))
        _learn(known, told)
    return tuple(out)


def _learn(known: _Happening, told: _Happening) -> None:
    """What a further telling adds to a happening."""
    known.lemmas |= told.lemmas
    known.actors |= told.actors
    known.recipients |= told.recipients
    known.modes |= told.modes
    known.dates |= told.dates
    known.places |= told.places


def _happening(text: Words, event: Event, mentions: dict[str, Mention]) -> _Happening:
    def who(ids: Sequence[str]) -> set[str]:
        return {mentions[m].actor or m for m in ids}

    return _Happening(
        first=event,
        lemmas={text.lemma[w] for w in text.touching(event.trigger)},
        actors=who(event.actors),
        recipients=who((*event.recipients, *(h.on for h in event.effects if h.on))),
        modes={event.mode} if event.mode else set(),
        dates={event.date.value} if event.date and event.date.value else set(),
        places={event.place.name} if event.place and event.place.name else set(),
    )


def _same(text: Words, known: _Happening, told: _Happening) -> int:
    """How much speaks for two tellings being of one happening; 0 or less: they are two."""
    if known.first.type != told.first.type or known.first.polarity != told.first.polarity:
        return 0
    if known.modes and told.modes and not known.modes & told.modes:
        return 0
    if told.dates and known.dates and not _compatible(told.dates, known.dates):
        return 0
    score = 0
    for mine, other in ((told.actors, known.actors), (told.recipients, known.recipients)):
        if mine and other:
            score += 2 if mine & other else -3
    score += 2 * bool(told.lemmas & known.lemmas) + bool(told.places & known.places)
    score += 2 * _taken_up(text, told.first)
    return score - 2


def _compatible(a: set[str], b: set[str]) -> bool:
    return any(x.startswith(y) or y.startswith(x) for x in a for y in b)


def _taken_up(text: Words, event: Event) -> bool:
    """Is the trigger a definite noun ("the attack", "Tuesday's bombing") that takes up what was told?"""
    words = text.touching(event.trigger)
    head = next((w for w in words if text.head[w] not in words), words[0])
    if text.pos[head] in _VERBAL:
        return False
    kids = text.children[head]
    return any(text.lower[c] in ("the", "this", "that", "these", "those") for c in kids if text.dep[c] == "det")
