"""Entities: sets of mentions that mean the same, merged as rules and scores tie them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sayso.actors.mentions import COLLECTIVE, Mentioned
from sayso.record import ActorType

_LIKE_STATES = frozenset(("place", "state"))
_APART = frozenset(("government", "military", "police", "armed_group"))


@dataclass(slots=True)
class Entity:
    """What is known of the mentions tied so far; ``first`` is the first in the text.

    ``roles`` are head lemmas of titles and appositions to its names, ``name_words`` the words of these.
    """

    members: list[int]
    first: int
    type: ActorType
    names: set[str] = field(default_factory=set)
    name_words: set[str] = field(default_factory=set)
    lemmas: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    gender: str = ""
    number: str = ""
    key: str | None = None


class Entities:
    """The entities of an article; every mention begins as one of its own. ``of[mention]`` is its entity's number."""

    def __init__(self, found: Sequence[Mentioned], countries: Sequence[str | None] = ()) -> None:
        self.found = found
        self.of = list(range(len(found)))
        self.all: list[Entity | None] = [_single(n, m) for n, m in enumerate(found)]
        for entity, country in zip(self.all, countries, strict=False):
            if entity is not None and country:
                entity.countries.add(country)

    def entity(self, mention: int) -> Entity:
        """The entity of a mention."""
        entity = self.all[self.of[mention]]
        assert entity is not None
        return entity

    def tied(self, a: int, b: int) -> bool:
        """Are two mentions one entity?"""
        return self.of[a] == self.of[b]

    def tie(self, a: int, b: int) -> None:
        """Makes the entities of two mentions one. The one with a name gives the type; the larger keeps its number."""
        one, other = self.of[a], self.of[b]
        if one == other:
            return
        keep, drop = self.all[one], self.all[other]
        assert keep is not None
        assert drop is not None
        if len(drop.members) > len(keep.members):
            one, other, keep, drop = other, one, drop, keep
        lead = drop if drop.names and not keep.names else keep
        if not (lead.names or keep.type not in ("people", "other")):
            lead = drop
        keep.type = lead.type
        keep.key = keep.key or drop.key
        keep.gender = keep.gender or drop.gender
        keep.number = keep.number or drop.number
        keep.names.update(drop.names)
        keep.name_words.update(drop.name_words)
        keep.lemmas.update(drop.lemmas)
        keep.modifiers.update(drop.modifiers)
        keep.roles.update(drop.roles)
        keep.countries.update(drop.countries)
        keep.members += drop.members
        keep.first = min(keep.first, drop.first)
        for member in drop.members:
            self.of[member] = one
        self.all[other] = None

    def groups(self) -> Iterable[list[int]]:
        """The mentions of each entity in order of the text; entities in order of their first."""
        return sorted(sorted(e.members) for e in self.all if e is not None)


def _single(number: int, mention: Mentioned) -> Entity:
    entity = Entity([number], number, mention.type, gender=mention.gender, number=mention.number)
    if mention.form == "name":
        entity.names.add(mention.name)
        entity.name_words.update(mention.name.lower().split())
        entity.roles |= mention.modifiers
    elif mention.form == "nominal":
        entity.lemmas.add(mention.lemma)
        entity.modifiers |= mention.modifiers
    return entity


def compatible(a: ActorType, b: ActorType) -> bool:
    """May mentions of these types mean the same?"""
    if a == b or "other" in (a, b):
        return True
    if {a, b} <= _LIKE_STATES or {a, b} <= {"person", "people"}:
        return True
    if a in COLLECTIVE and b in COLLECTIVE:
        return not (a in _APART and b in _APART)
    return {a, b} in (
        {"state", "government"}, {"facility", "place"}, {"people", "ethnic_group"}, {"people", "armed_group"},
        {"people", "military"}, {"people", "police"}, {"facility", "company"}, {"facility", "ngo"},
        {"facility", "government"},
    )  # fmt: skip


def agree(a: str, b: str) -> bool:
    """Do two genders or numbers go together? An unknown one goes with any."""
    return not a or not b or a == b
