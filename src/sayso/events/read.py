"""The tellings of an article, before their parties are mentions: trigger, type, roles as head words, factuality."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sayso.actors.words import Words
from sayso.events.factuality import Factuality, factuality
from sayso.events.roles import IsParty, Roles, roles
from sayso.events.triggers import Trigger, triggers
from sayso.record import EventType

_TITLES = frozenset(("headline", "standfirst", "subheading", "caption"))
_PROMISED: dict[EventType, EventType] = {
    "CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One telling: where, what, who and whom (head words), how real."""

    trigger: Trigger
    type: EventType
    mode: str | None
    roles: Roles
    fact: Factuality


def told(words: Words, is_party: IsParty) -> list[Told]:
    """The tellings in order of their triggers. Linear in the text."""
    found = [_told(words, t, is_party) for t in triggers(words)]
    anchors = {w for t in found for w in t.trigger.words}
    return [_promised(t) for t in found if not _absorbed(t, anchors)]


def _told(words: Words, trigger: Trigger, is_party: IsParty) -> Told:
    kind = words.kinds[words.block[trigger.at]] if words.kinds else "paragraph"
    return Told(
        trigger=trigger,
        type=trigger.frame.type,
        mode=trigger.frame.mode,
        roles=roles(words, trigger, is_party),
        fact=factuality(words, trigger, title=kind in _TITLES),
    )


def _absorbed(event: Told, anchors: Iterable[int]) -> bool:
    """A threat, promise or refusal to do something is the event; what is threatened is none of its own."""
    return event.fact.absorbed is not None and event.fact.absorbed in anchors


def _promised(event: Told) -> Told:
    """PLOVER's rule: help, talks or backing to come are an agreement, a withdrawal or release to come a concession."""
    if event.fact.modality == "intended" and event.type in _PROMISED:
        return replace(event, type=_PROMISED[event.type], mode=None)
    return event
