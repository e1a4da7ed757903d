"""A happening told again: which events of an article point to an earlier telling of the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from sayso.actors.cast import Found
from sayso.actors.words import Words
from sayso.places.settle import apart
from sayso.record import ActorType, Effect, Event, Mention, Place

_VERBAL = frozenset(("VERB", "AUX"))
_TITLES = frozenset(("headline", "standfirst", "subheading", "caption"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "their", "his", "her"))
_HARM: frozenset[Effect] = frozenset(("killed", "injured", "taken", "missing"))
_BACK = 40
"""Earlier happenings that are compared with a telling."""
_NEAR = 60.0
"""Kilometres between two places that may be of one happening ("the airport", the city)."""
_ENOUGH = 2.0
"""Evidence from which on two tellings are of one happening; chosen on the train part of our corpus."""


_SORTS: dict[ActorType, str] = {
    "person": "people", "people": "people", "ethnic_group": "people", "place": "spot", "facility": "spot",
    "vehicle": "thing", "weapon": "thing", "other": "thing",
}  # fmt: skip
"""Sorts of actors: names of different sorts may stand for one side ("hit the airport", "marines among the dead").
All other types are bodies."""


@dataclass(slots=True)
class _Side:
    """Who stands on one side of an event: actors, the sorts of those that the article names, lemmas and numbers."""

    actors: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    lemmas: set[str] = field(default_factory=set)

    def learn(self, other: _Side) -> None:
        self.actors |= other.actors
        self.named |= other.named
        self.lemmas |= other.lemmas


@dataclass(slots=True)
class _Happening:
    """The first telling and what all tellings so far say."""

    first: Event
    title: bool
    lemmas: set[str]
    done_by: _Side
    done_to: _Side
    modes: set[str]
    dates: set[str]
    places: list[Place]
    before: set[str]
    in_text: bool = False

    def learn(self, told: _Happening) -> None:
        """What a further telling adds."""
        self.lemmas |= told.lemmas
        self.done_by.learn(told.done_by)
        self.done_to.learn(told.done_to)
        self.modes |= told.modes
        self.dates |= told.dates
        self.places += told.places
        self.in_text |= not told.title


def retold(text: Words, events: Sequence[Event], cast: Found) -> tuple[Event, ...]:
    """``events`` with ``same_as`` where one tells again what an earlier one told. Linear in their number."""
    mentions = {m.id: m for m in cast.mentions}
    happenings: list[_Happening] = []
    out: list[Event] = []
    for event in events:
        told = _happening(text, event, mentions, cast)
        near = happenings[-_BACK:]
        best = max(((_evidence(text, h, told), n) for n, h in enumerate(near)), default=(0.0, 0))
        if best[0] < _ENOUGH:
            happenings.append(told)
            out.append(event)
        else:
            out.append(replace(event, same_as=near[best[1]].first.id))
            near[best[1]].learn(told)
    return _with_victims(out)


def _with_victims(events: Sequence[Event]) -> tuple[Event, ...]:
    """A first telling that names no recipient has those who, says a later one, were killed, hurt or taken."""
    first = {e.id: n for n, e in enumerate(events) if e.type == "ASSAULT" and not e.recipients and not e.same_as}
    out = list(events)
    for event in events:
        at = first.get(event.same_as or "")
        hurt = tuple(dict.fromkeys(h.on for h in event.effects if h.on and h.what in _HARM))
        if at is not None and hurt and not out[at].recipients:
            out[at] = replace(out[at], recipients=hurt)
    return tuple(out)


def _happening(text: Words, event: Event, mentions: dict[str, Mention], cast: Found) -> _Happening:
    inside = text.touching(event.trigger)
    title = text.kinds[text.block[inside[0]]] in _TITLES if text.kinds else False
    hurt = [h.on for h in event.effects if h.on]
    return _Happening(
        first=event,
        title=title,
        lemmas={text.lemma[w] for w in inside if text.pos[w] in ("NOUN", "VERB", "PROPN", "ADJ")},
        done_by=_side(text, [mentions[m] for m in event.actors], cast),
        done_to=_side(text, [mentions[m] for m in dict.fromkeys((*event.recipients, *hurt))], cast),
        modes={event.mode} if event.mode else set(),
        dates={event.date.value} if event.date and event.date.value else set(),
        places=[event.place] if event.place and event.place.name else [],
        before=_before(text, inside),
        in_text=not title,
    )


def _before(text: Words, trigger: Sequence[int]) -> set[str]:
    """The lemmas of what a noun that tells a deed is put together with: "the Kabul airport attack"."""
    nouns = [w for w in trigger if text.pos[w] == "NOUN"]
    return {text.lemma[c] for w in nouns for c in text.children[w] if c < w and text.dep[c] in ("compound", "amod")}


def _side(text: Words, mentions: Sequence[Mention], cast: Found) -> _Side:
    side = _Side()
    for mention in mentions:
        actor = mention.actor or mention.id
        side.actors.add(actor)
        if cast.named(actor):
            side.named.add(_SORTS.get(mention.type, "body"))
        side.lemmas |= {text.lemma[w] for w in text.touching(mention.span) if text.pos[w] in ("NOUN", "PROPN", "NUM")}
    return side


def _evidence(text: Words, known: _Happening, told: _Happening) -> float:
    """How much speaks for two tellings being of one happening."""
    if known.first.type != told.first.type:
        return 0.0
    score = _agreement(known.done_by, told.done_by) + _agreement(known.done_to, told.done_to)
    if known.modes and told.modes:
        score += 1 if known.modes & told.modes else -2
    if told.dates and known.dates:
        score += 0.5 if _compatible(told.dates, known.dates) else -3
    if told.places and known.places:
        score += 1 if _near(known.places, told.places) else -1
    score += bool(told.lemmas & known.lemmas)
    score += bool(told.before & (known.done_by.lemmas | known.done_to.lemmas | known.lemmas))
    score += 2 * _taken_up(text, told.first)
    if known.title and not known.in_text and not told.title:  # what a headline tells, the text tells again
        score += 2
    score -= known.first.polarity != told.first.polarity
    score -= (known.first.modality == "asserted") != (told.first.modality == "asserted")
    return score


def _agreement(known: _Side, told: _Side) -> float:
    if not known.actors or not told.actors:
        return 0.0
    if known.actors & told.actors:
        return 2.0
    if known.named & told.named:
        return -3.0
    return 1.0 if known.lemmas & told.lemmas else -1.0


def _near(known: Sequence[Place], told: Sequence[Place]) -> bool:
    """Is a place of the one a place of the other, or close to it?"""
    if {p.name for p in known} & {p.name for p in told}:
        return True
    points = [[(p.lat, p.lon) for p in side if p.lat is not None and p.lon is not None] for side in (known, told)]
    return any(apart(a, b) <= _NEAR for a in points[0] for b in points[1])


def _compatible(a: set[str], b: set[str]) -> bool:
    return any(x.startswith(y) or y.startswith(x) or "W" in x + y for x in a for y in b)


def _taken_up(text: Words, event: Event) -> bool:
    """Is the trigger a definite noun ("the attack", "Tuesday's bombing") that takes up what was told?"""
    words = text.touching(event.trigger)
    head = next((w for w in words if text.head[w] not in words), words[0])
    if text.pos[head] in _VERBAL:
        return False
    return any(text.lower[c] in _DEFINITE or text.dep[c] == "nmod:poss" for c in text.children[head] if c < head)
