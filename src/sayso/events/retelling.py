"""A happening told again: which events of an article point to an earlier telling of the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from sayso.actors.cast import Found
from sayso.actors.words import Words
from sayso.record import Event, Mention

_VERBAL = frozenset(("VERB", "AUX"))
_TITLES = frozenset(("headline", "standfirst", "subheading", "caption"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "their", "his", "her"))
_BACK = 40
"""Earlier happenings that are compared with a telling."""
_ENOUGH = 2.0
"""Evidence from which on two tellings are of one happening; chosen on the train part of our corpus."""


@dataclass(slots=True)
class _Side:
    """Who stands on one side of an event: actors, those of them that the article names, lemmas and numbers."""

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
    places: set[str]
    in_text: bool = False

    def learn(self, told: _Happening) -> None:
        """What a further telling adds."""
        self.lemmas |= told.lemmas
        self.done_by.learn(told.done_by)
        self.done_to.learn(told.done_to)
        self.modes |= told.modes
        self.dates |= told.dates
        self.places |= told.places
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
        places={event.place.name} if event.place and event.place.name else set(),
        in_text=not title,
    )


def _side(text: Words, mentions: Sequence[Mention], cast: Found) -> _Side:
    side = _Side()
    for mention in mentions:
        actor = mention.actor or mention.id
        side.actors.add(actor)
        if cast.named(actor):
            side.named.add(actor)
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
        score += 1 if told.places & known.places else -1
    score += bool(told.lemmas & known.lemmas)
    score += 2 * _taken_up(text, told.first)
    if known.title and not known.in_text and not told.title:  # what a headline tells, the text tells again
        score += 2
    if known.first.polarity != told.first.polarity:
        score -= 1
    return score


def _agreement(known: _Side, told: _Side) -> float:
    if not known.actors or not told.actors:
        return 0.0
    if known.actors & told.actors:
        return 2.0
    if known.named and told.named:
        return -3.0
    return 1.0 if known.lemmas & told.lemmas else -1.0


def _compatible(a: set[str], b: set[str]) -> bool:
    return any(x.startswith(y) or y.startswith(x) or "W" in x + y for x in a for y in b)


def _taken_up(text: Words, event: Event) -> bool:
    """Is the trigger a definite noun ("the attack", "Tuesday's bombing") that takes up what was told?"""
    words = text.touching(event.trigger)
    head = next((w for w in words if text.head[w] not in words), words[0])
    if text.pos[head] in _VERBAL:
        return False
    return any(text.lower[c] in _DEFINITE or text.dep[c] == "nmod:poss" for c in text.children[head] if c < head)
