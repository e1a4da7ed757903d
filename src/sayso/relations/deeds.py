"""Ties that deeds and words of record imply: an attack or a charge is hostile, aid and agreement are friendly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec.structs import replace

from sayso.record import Act, Actor, ActorType, Event, EventType, Mention, Relation, Sign, Statement

_HOSTILE: dict[EventType, str] = {
    "ACCUSE": "opposition", "REJECT": "opposition", "PROTEST": "opposition", "SANCTION": "opposition",
    "THREATEN": "enmity", "MOBILIZE": "enmity", "COERCE": "enmity", "ASSAULT": "enmity",
}  # fmt: skip
_FRIENDLY: dict[EventType, str] = {
    "AGREE": "partnership", "COOPERATE": "partnership", "SUPPORT": "backing", "AID": "backing",
}  # fmt: skip
_FORCE = frozenset(("ASSAULT", "COERCE", "MOBILIZE"))
_TOLD = frozenset(("asserted", "intended"))
"""What is planned shows where somebody stands; what is merely possible, demanded or conditional does not."""
_STANCES: frozenset[Act] = frozenset(("accuse", "criticise", "threaten", "reject", "praise"))
_NO_PARTY: frozenset[ActorType] = frozenset(("facility", "vehicle", "weapon", "other", "place"))


def sign(kind: EventType) -> tuple[Sign, str] | None:
    """Hostile or friendly and the kind of tie, None for the types that do not say (CONSULT REQUEST CONCEDE RETREAT)."""
    if kind in _HOSTILE:
        return -1, _HOSTILE[kind]
    return (1, _FRIENDLY[kind]) if kind in _FRIENDLY else None


def states(actors: Iterable[Actor]) -> dict[str, str]:
    """The armed forces among the actors → the state among them whose forces they are."""
    found = list(actors)
    lands = {a.country: a.id for a in reversed(found) if a.type == "state" and a.country}
    return {a.id: lands[a.country] for a in found if a.type == "military" and a.country in lands}


def orders(statements: Iterable[Statement], actors: Iterable[Actor]) -> dict[str, tuple[str, str | None]]:
    """The requests of speakers whose country is known: id → the country, and the voice that tells of the request."""
    lands = {a.id: a.country for a in actors if a.country}
    asked = (s for s in statements if s.cue and s.cue.act == "request" and s.polarity != "negative")
    return {s.id: (lands[s.speaker], s.parent) for s in asked if s.speaker in lands}


def of_events(
    events: Sequence[Event],
    mentions: Mapping[str, Mention],
    forces: Mapping[str, str] | None = None,
    asked: Mapping[str, tuple[str, str | None]] | None = None,
    lands: Mapping[str, str | None] | None = None,
) -> Iterator[Relation]:
    """The ties that each event implies which is told as a fact or a plan, in the event's voice: between its actors and
    its recipients, and between those who use force together against somebody, who are on one side.

    ``forces`` (:func:`states`): where armed forces use force or suffer it, the tie is their state's too. ``asked``
    (:func:`orders`) and ``lands`` (the actors' countries): the force that one's own side is asked to use is a plan of
    that side, so the tie also stands in the voice that tells of the request ("Kai asked the army to plan strikes").
    """
    held = forces or {}
    for event in events:
        meant = sign(event.type)
        if meant is None or event.polarity == "negative" or event.modality not in _TOLD:
            continue
        for a, b in _pairs(event, mentions, meant[0]):
            tie = _tie(event, a, b, *meant)
            yield tie
            whose = held.get(tie.a, tie.a), held.get(tie.b, tie.b)
            if event.type in _FORCE and whose != (tie.a, tie.b) and whose[0] != whose[1]:
                yield replace(tie, a=whose[0], b=whose[1])
            order = (asked or {}).get(event.voice or "")
            if event.type in _FORCE and order and order[0] == (lands or {}).get(tie.a):
                yield replace(tie, a=whose[0], b=whose[1], voice=order[1])
        if event.type in _FORCE and not event.mutual:
            for a, b in combinations(_held(event.actors, mentions), 2):
                if a.actor != b.actor and "person" not in (a.type, b.type):
                    yield _tie(event, a, b, 1, "alliance")


def _tie(event: Event, a: Mention, b: Mention, meant: Sign, kind: str) -> Relation:
    return Relation(
        a=a.actor or "",
        b=b.actor or "",
        sign=meant,
        span=event.trigger,
        basis=event.id,
        mentions=(a.id, b.id),
        kind=kind,
        tense=event.tense,
        voice=event.voice,
    )


def _pairs(event: Event, mentions: Mapping[str, Mention], meant: Sign) -> Iterator[tuple[Mention, Mention]]:
    actors = _held(event.actors, mentions)
    recipients = _held(event.recipients, mentions)
    together = event.mutual or (meant > 0 and not recipients)
    found = combinations(actors, 2) if together else ((a, b) for a in actors for b in recipients)
    yield from ((a, b) for a, b in found if a.actor != b.actor)


def _held(names: Sequence[str], mentions: Mapping[str, Mention]) -> list[Mention]:
    found = [mentions[n] for n in names if n in mentions]
    return [m for m in found if m.actor is not None and m.type not in _NO_PARTY]


def of_statements(
    statements: Sequence[Statement], events: Sequence[Event], mentions: Mapping[str, Mention]
) -> Iterator[Relation]:
    """Who accuses, criticises, threatens, rejects or praises somebody stands so to him in his own words too: a tie in
    the voice of the statement itself, beside that of the speech act's event."""
    at = {event.trigger: event for event in events if event.polarity == "positive"}
    for statement in statements:
        cue = statement.cue
        if cue is None or cue.act not in _STANCES or statement.speaker is None or statement.polarity == "negative":
            continue
        event = at.get(cue.span)
        meant = sign(event.type) if event else None
        if event is None or meant is None or event.modality not in _TOLD or event.mutual:
            continue
        source = mentions.get(statement.source or "")
        for other in _held(event.recipients, mentions):
            if other.actor != statement.speaker:
                yield Relation(
                    a=statement.speaker,
                    b=other.actor or "",
                    sign=meant[0],
                    span=cue.span,
                    basis=statement.id,
                    mentions=(source.id, other.id) if source else (),
                    kind=meant[1],
                    tense=event.tense,
                    voice=statement.id,
                )
