"""What the scorer sees of a mention and an entity before it that may be the same: a row of small numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sayso.actors.clauses import subject
from sayso.actors.context import Context
from sayso.actors.entities import Entities, Entity, agree, compatible
from sayso.actors.lexicon import rows
from sayso.actors.mentions import COLLECTIVE, Mentioned
from sayso.actors.words import Words
from sayso.record import ActorType

COLUMNS: dict[str, int] = {
    "class": 11, "distance": 8, "rank": 9, "form": 4, "role": 8, "own_role": 8, "parallel": 4, "name_type": 7,
    "size": 5, "number": 4, "gender": 4, "head": 5, "modifiers": 5, "quote": 7, "source": 4, "block": 5, "nested": 4,
    "arguments": 3, "own_kind": 9, "kind": 10, "rivals": 5, "own_block": 4,
    "country": 4, "sort": 4,
}  # fmt: skip
"""Columns of a row and how many values each has; the last value of a column is for the row "nobody before it"."""

TITLES = frozenset(("headline", "standfirst", "subheading", "caption"))
_ROLES = {
    "nsubj": 0, "nsubj:pass": 1, "nsubj:outer": 0, "obj": 2, "iobj": 2, "obl": 3, "obl:agent": 1, "nmod:poss": 4,
    "nmod": 5, "compound": 5, "amod": 5, "nmod:desc": 5, "root": 6, "appos": 6, "conj": 6,
}  # fmt: skip
_KINDS: dict[ActorType, int] = {
    "person": 0, "people": 1, "ethnic_group": 1, "state": 3, "place": 3, "facility": 4, "vehicle": 5, "weapon": 6,
    "other": 7,
}  # fmt: skip


def kind_of(kind: ActorType) -> int:
    """The type of an actor, coarsely: 2 for everything that acts as a body."""
    return 2 if kind in COLLECTIVE else _KINDS[kind]


def anaphor_class(mention: Mentioned) -> int:
    """The kind of words that look back: a pronoun by number and gender, a noun phrase by determiner, a name."""
    if mention.form == "pronoun":
        return 1 if mention.gender == "n" else (2 if mention.number == "p" else 0)
    if mention.form == "name":
        return 9 if mention.type == "person" else 10
    plural = mention.number == "p"
    if mention.determiner == "def":
        return 4 if plural else 3
    if mention.determiner in ("this", "poss"):
        return 5 if mention.determiner == "this" else 6
    return 8 if plural else 7


_LATEST = 8
"""Latest mentions of an entity among which the subject of a pronoun's verb is looked for."""


@dataclass(slots=True)
class Scene:
    """All that features are read from."""

    words: Words
    found: Sequence[Mentioned]
    where: Context
    entities: Entities

    def may(self, number: int, entity: Entity, last: int) -> bool:
        """Can a mention mean an entity at all? By type, number and gender, and by where the two stand."""
        mention, other = self.found[number], self.found[last]
        if other.first <= mention.first and mention.last <= other.last and mention.form != "pronoun":
            return False
        if mention.form == "pronoun":
            return self._pronoun_may(mention, entity, other) and not self._done_by(mention, entity)
        if entity.names and self.entities.entity(number).names:
            return False
        if self._elsewhere(mention, entity):
            return False
        if self.words.head[other.head] == mention.head and self.words.dep[other.head].startswith("nsubj"):
            return False  # what somebody is said to be or not to be: the sieve has decided
        if mention.type == "other" and mention.lemma not in entity.lemmas:
            return False
        if not compatible(mention.type, entity.type) or not agree(mention.gender, entity.gender):
            return False
        if mention.form == "name":
            return not entity.names and mention.type == entity.type and other.form == "nominal"
        return agree(mention.number, entity.number)

    def _pronoun_may(self, mention: Mentioned, entity: Entity, other: Mentioned) -> bool:
        kind = kind_of(entity.type)
        if mention.gender in ("m", "f"):
            return kind == 0 and entity.gender in ("", mention.gender) and entity.number != "p"
        if mention.gender == "n":
            return kind not in (0, 1) and entity.number != "p"
        return not (kind == 0 and entity.number != "p") or other.determiner in ("indef",)

    def _elsewhere(self, mention: Mentioned, entity: Entity) -> bool:
        """Is a noun put together with another place's name than the entity's ("the Gujarat government")?"""
        own = self._lands(mention)
        if not own or mention.form != "nominal":
            return False
        near = [self.found[n] for n in entity.members[-_LATEST:]]
        others = [lands for m in near if m.form == "nominal" and m.lemma == mention.lemma and (lands := self._lands(m))]
        return bool(others) and not any(own & lands for lands in others)

    def _lands(self, mention: Mentioned) -> frozenset[str]:
        """The words of names of places before the head of a mention."""
        words = self.words
        before = (w for w in range(mention.first, mention.head) if words.entity[w] >= 0 and words.pos[w] == "PROPN")
        return frozenset(words.lower[w] for w in before if words.names[words.entity[w]][2] in ("LOC", "GPE"))

    def _done_by(self, mention: Mentioned, entity: Entity) -> bool:
        """Is a pronoun the object of a verb that the entity is the subject of, or does it stand in its apposition?

        Then it is somebody else: "the soldiers threatened to beat them" (principle B of Chomsky 1981), "China, its
        partner".
        """
        words, verb = self.words, self.words.head[mention.head]
        if words.tag[mention.head] == "PRP$" and words.dep[verb] == "appos":  # "China, its partner"
            return any(self.found[n].head == words.head[verb] for n in entity.members[-_LATEST:])
        if words.dep[mention.head] not in ("obj", "iobj") or words.tag[mention.head] != "PRP":
            return False
        if words.pos[verb] not in ("VERB", "AUX") or words.lower[mention.head].endswith(("self", "selves")):
            return False
        doer = subject(words, verb)
        return doer is not None and any(self.found[n].head == doer for n in entity.members[-_LATEST:])


def candidate(scene: Scene, number: int, last: int, rank: int, rivals: int) -> list[int]:
    """The row of a mention and an entity of which ``last`` is the nearest mention. ``rank`` counts entities from the
    nearest, ``rivals`` those that may be meant."""
    words, found, where = scene.words, scene.found, scene.where
    mention, other, entity = found[number], found[last], scene.entities.entity(last)
    role, own = _ROLES.get(words.dep[other.head], 7), _ROLES.get(words.dep[mention.head], 7)
    return [
        anaphor_class(mention),
        _distance(words.sentence[mention.head] - words.sentence[other.head]),
        rank if rank < 6 else (6 if rank < 10 else 7),
        ("name", "nominal", "pronoun").index(other.form),
        role,
        own,
        (0 if role < 2 else 1) if (role < 2) == (own < 2) else 2,
        _name_type(mention, entity),
        min(3, len(entity.members).bit_length() - 1),
        _agreement(mention.number, entity.number),
        _agreement(mention.gender, entity.gender),
        _head(mention, entity),
        _modifiers(mention, entity),
        _quote(where, number, last),
        _source(where, number, last),
        _block(words, mention, other),
        _nested(mention, other),
        int(words.head[mention.head] == words.head[other.head] and own < 4 and role < 4),
        kind_of(mention.type) if mention.form != "pronoun" else 8,
        kind_of(entity.type),
        min(3, rivals.bit_length() - 1),
        _own_block(words, mention),
        _country(scene.entities.entity(number), entity),
        _sort(mention, entity),
    ]


def nobody(scene: Scene, number: int, rivals: int) -> list[int]:
    """The row that says that a mention means nobody before it."""
    mention = scene.found[number]
    row = [size - 1 for size in COLUMNS.values()]
    row[0] = anaphor_class(mention)
    row[5] = _ROLES.get(scene.words.dep[mention.head], 7)
    row[18] = kind_of(mention.type) if mention.form != "pronoun" else 8
    row[20] = min(3, rivals.bit_length() - 1) if rivals else 4
    row[21] = _own_block(scene.words, mention)
    return row


def _nested(mention: Mentioned, other: Mentioned) -> int:
    if other.first <= mention.first and mention.last <= other.last:
        return 0
    return 1 if other.first >= mention.first else 2


def _distance(sentences: int) -> int:
    return sentences if sentences < 4 else (4 if sentences < 7 else (5 if sentences < 13 else 6))


def _country(own: Entity, other: Entity) -> int:
    if not own.countries or not other.countries:
        return 0
    return 1 if own.countries & other.countries else 2


def _sort(mention: Mentioned, entity: Entity) -> int:
    """Is the noun a word for what the named entity is ("the country" of a state, "the group" of an armed group)?"""
    if mention.form != "nominal" or not entity.names:
        return 0
    kinds = sorts().get(mention.lemma)
    if kinds is None:
        return 1 if mention.type == entity.type else 0
    return 1 if entity.type in kinds else 2


@cache
def sorts() -> dict[str, frozenset[str]]:
    """Noun → types of the named bodies and places that it may stand for (``data/members.tsv``)."""
    return {lemma: frozenset(types.split()) for lemma, types, where in _members() if where == "any"}


@cache
def led() -> dict[str, frozenset[str]]:
    """Noun → types of the bodies for which it stands in the plural right behind their name ("Hamas leaders")."""
    return {lemma: frozenset(types.split()) for lemma, types, where in _members() if where == "plural"}


def _members() -> list[tuple[str, str, str]]:
    return [(lemma, types, where) for lemma, types, where in rows("members.tsv")]


def _name_type(mention: Mentioned, entity: Entity) -> int:
    same = 0 if mention.form == "pronoun" else (1 if mention.type == entity.type else 2)
    return same + (3 if entity.names else 0)


def _agreement(own: str, other: str) -> int:
    return 1 if not own or not other else (0 if own == other else 2)


def _head(mention: Mentioned, entity: Entity) -> int:
    """Is the head word known of the entity: as its head, as a role of its names, or in its name?"""
    if mention.form != "nominal":
        return int(bool(entity.roles & mention.modifiers)) * 2 if mention.form == "name" else 0
    if mention.lemma in entity.lemmas:
        return 1
    if mention.lemma in entity.roles:
        return 2
    return 3 if mention.lemma in entity.name_words else 0


def _modifiers(mention: Mentioned, entity: Entity) -> int:
    if not mention.modifiers or mention.form == "pronoun":
        return 0
    known = entity.modifiers | entity.roles
    if mention.modifiers <= known:
        return 1
    return 2 if not known else 3


def _quote(where: Context, number: int, last: int) -> int:
    inside, outside = where.within[number], where.within[last]
    if inside == outside:
        return 0 if inside < 0 else 1
    if inside >= 0 and where.source_of[last] == inside:
        return 2
    if inside >= 0 and outside >= 0:
        return 3
    return 4 if inside >= 0 else 5


def _source(where: Context, number: int, last: int) -> int:
    own, other = where.source_of[number] >= 0, where.source_of[last] >= 0
    return int(own) + 1 if own and other else (0 if not own else 1)


def _block(words: Words, mention: Mentioned, other: Mentioned) -> int:
    one, before = words.block[mention.head], words.block[other.head]
    if words.kinds[before] in TITLES and words.kinds[one] not in TITLES:
        return 2
    return 0 if one == before else (1 if one - before == 1 else 3)


def _own_block(words: Words, mention: Mentioned) -> int:
    at = words.block[mention.head]
    if words.kinds[at] in TITLES:
        return 0
    before = words.limits(mention.head)[0] - 1
    return 1 if before < 0 or words.block[before] != at else 2
