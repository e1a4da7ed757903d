"""The tellings of an article, before their parties are mentions: trigger, type, roles as head words, factuality."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sayso.actors.clauses import subject
from sayso.actors.words import Words
from sayso.events import reality, rolescorer, senses
from sayso.events.factuality import Factuality, clause_verb, factuality
from sayso.events.harm import harm_of
from sayso.events.onlookers import undone
from sayso.events.reality import decided
from sayso.events.rolescorer import Kind
from sayso.events.standing import IsParty, Roles
from sayso.events.taking_part import taking_part
from sayso.events.triggers import Trigger, triggers
from sayso.record import EventType

_TITLES = frozenset(("headline", "standfirst", "subheading", "caption"))
_HARMFUL = frozenset(("ASSAULT",))
_REFUSABLE: dict[EventType, str | None] = {
    "AGREE": None, "CONCEDE": "yield", "RETREAT": "yield", "AID": "assist", "SUPPORT": None, "COOPERATE": None,
    "CONSULT": "meet",
}  # fmt: skip
_OWN_WILL = frozenset(("asserted", "conditional"))
_WILL = frozenset(("will", "'ll", "’ll", "wo", "would"))
_NOT = frozenset(("not", "n't", "n’t", "never"))
_PROMISED: dict[EventType, EventType] = {
    "CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "AGREE",
    "CONCEDE": "AGREE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One telling: where, what, who and whom (head words), how real."""

    trigger: Trigger
    type: EventType
    mode: str | None
    roles: Roles
    fact: Factuality


def told(words: Words, is_party: IsParty, kind: Kind) -> list[Told]:
    """The tellings in order of their triggers. ``kind`` is the type of what a word heads. Linear in the text."""
    found = _unharmed(words, triggers(words, senses.shipped()))
    foils = {undone(words, t) for t in found}
    found = [t for t in found if t.anchor not in foils]
    titles = [bool(words.kinds) and words.kinds[words.block[t.at]] in _TITLES for t in found]
    ruled = [factuality(words, t, title=title) for t, title in zip(found, titles, strict=True)]
    facts = decided(reality.shipped(), words, list(zip(found, ruled, titles, strict=True)))
    net = rolescorer.shipped()
    out = [
        Told(t, t.type, t.mode, taking_part(words, t, is_party, kind, net), fact)
        for t, fact in zip(found, facts, strict=True)
    ]
    anchors = {w for t in out for w in t.trigger.words}
    return [_promised(_refused(words, t)) for t in out if not _absorbed(t, anchors)]


def _unharmed(words: Words, found: list[Trigger]) -> list[Trigger]:
    """Without the verbs that say what befell whom in a deed that another trigger of the clause tells: "wounding 30"."""
    deeds = {t.anchor for t in found if t.type in _HARMFUL} | {t.at for t in found if t.type in _HARMFUL}
    out = []
    for trigger in found:
        at = trigger.anchor
        above = words.head[at]
        beside = above != at and words.dep[at] in ("conj", "advcl", "parataxis") and above in deeds
        under = any(
            c in deeds and words.pos[c] == "NOUN" for c in words.children[at] if words.dep[c] in ("obl", "nsubj")
        )
        if trigger.type in _HARMFUL and (beside or under) and harm_of(words, at) is not None:
            continue
        out.append(trigger)
    return out


def _absorbed(event: Told, anchors: Iterable[int]) -> bool:
    """A threat, promise or refusal to do something is the event; what is threatened is none of its own."""
    return event.fact.absorbed is not None and event.fact.absorbed in anchors


def _refused(words: Words, event: Told) -> Told:
    """PLOVER's rule: who will not help, meet, yield or lift rejects it ("France will not lift the ban")."""
    if event.fact.polarity != "negative" or event.type not in _REFUSABLE:
        return event
    verb = clause_verb(words, event.trigger)
    own = {words.lower[c] for c in words.children[verb]} if verb is not None else set()
    if not own & _WILL or not own & _NOT:
        return event
    fact = replace(event.fact, polarity="positive")
    return replace(event, type="REJECT", mode=_REFUSABLE[event.type], fact=fact, roles=_refusing(words, event, verb))


def _refusing(words: Words, event: Told, verb: int | None) -> Roles:
    """What was to be done together one side refuses the other: "will not begin talks with the government"."""
    who = subject(words, verb) if verb is not None else None
    if not event.roles.mutual or who is None:
        return event.roles
    others = tuple(w for w in event.roles.recipients if w != who)
    return replace(event.roles, actors=(who,), recipients=others, mutual=False) if others else event.roles


def _promised(event: Told) -> Told:
    """PLOVER's rule: help, talks, backing, a withdrawal or release to come are an agreement."""
    fact = event.fact
    to_come = fact.modality == "intended" or (fact.modality in _OWN_WILL and fact.tense == "future")
    if to_come and fact.polarity == "positive" and event.type in _PROMISED:
        return replace(event, type=_PROMISED[event.type], mode=None)
    return event
