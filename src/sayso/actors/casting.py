"""From entities to the record's actors and mentions: names, types, countries, sectors, codes, roles, numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.actors.coding import Codes, code
from sayso.actors.context import Context, Finder
from sayso.actors.entities import Entities
from sayso.actors.mentions import Form, Mentioned
from sayso.actors.nations import Nations
from sayso.actors.resolution import Resolver
from sayso.actors.roles import Bodies, roles
from sayso.actors.sets import joint, pairs
from sayso.actors.sieve import person_parts
from sayso.actors.words import Words
from sayso.record import Actor, ActorType, Mention, Role, Span

Members = dict[str, Sequence[str]]
"""Actor's id of a set → ids of its members' mentions."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The record's part of this room."""

    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
    sources: dict[Span, Mention]
    sets: Members


@dataclass(frozen=True, slots=True)
class _Shown:
    """A mention before it has its number."""

    form: Form
    type: ActorType
    actor: str | None


class Casting:
    """The record's mentions and actors from the entities of an article."""

    def __init__(
        self,
        words: Words,
        found: list[Mentioned],
        entities: Entities,
        where: Context,
        resolver: Resolver,
        nations: Nations,
    ) -> None:
        self.words, self.found, self.entities, self.where, self.resolver = words, found, entities, where, resolver
        self.finder = Finder(words, found)
        self.bodies = Bodies(words, found, {m.head: n for n, m in enumerate(found)})
        self.codes = Codes(words, found, entities, resolver, self.bodies, nations)
        self.made: dict[str, Actor] = {}  # sets by name
        self.sets = pairs(words, found, entities)

    def cast(self, asked: Sequence[Span]) -> Cast:
        """Everything that the record wants, with the mention of each span asked for."""
        groups = [group for group in self.entities.groups() if self._is_kept(group)]
        ids = {n: f"a{k}" for k, group in enumerate(groups, 1) for n in group}
        actors = [self._actor(group, ids) for group in groups]
        joined = {span: members for span in asked if (members := joint(self.words, self.bodies.by_head, span))}
        return self._record(asked, joined, ids, actors)

    def _is_kept(self, group: Sequence[int]) -> bool:
        """Not pronouns alone, nor a thing too vague to be anybody."""
        if all(self.found[n].form == "pronoun" for n in group):
            return False
        spoken = any(self.where.source_of[n] >= 0 for n in group)
        return spoken or len(group) > 1 or any("weak" not in self.found[n].flags for n in group)

    def _actor(self, group: Sequence[int], ids: dict[int, str]) -> Actor:
        coded = self.codes.of(group[0])
        held: tuple[Role, ...] = roles(self.bodies, group, ids.get) if coded.type == "person" else ()
        return Actor(
            id=ids[group[0]],
            name=coded.name or self._name(coded.type, group),
            type=coded.type,
            key=coded.key,
            country=coded.country,
            sector=coded.sector,
            code=code(coded.country, coded.sector),
            roles=held,
        )

    def _name(self, kind: ActorType, group: Sequence[int]) -> str:
        """The fullest name, else the first description without its article."""
        named = [self.found[n] for n in group if self.found[n].form == "name" and not self.found[n].flags]
        if named and kind == "person":
            full = [" ".join(person_parts(m.name)) for m in named]
            return max(full, key=lambda name: name.count(" "))
        if named:
            return max((m.name for m in named), key=lambda name: (name.count(" "), len(name)))
        mention = self.found[next((n for n in group if self.found[n].form == "nominal"), group[0])]
        if mention.form == "name":
            return mention.name
        first = mention.first
        while first < mention.last and self.words.dep[first] == "det":
            first += 1
        return self.words.phrase(first, mention.last)

    def _record(
        self, asked: Sequence[Span], joined: dict[Span, tuple[int, ...]], ids: dict[int, str], actors: list[Actor]
    ) -> Cast:
        shown: dict[Span, _Shown] = {}
        for number, mention in enumerate(self.found):
            actor = ids.get(number)
            kind = actors[int(actor[1:]) - 1].type if actor else mention.type
            alone = mention.form == "pronoun" and mention.gender in ("m", "f")
            if actor or alone or self.where.source_of[number] >= 0:
                shown[mention.span] = _Shown(mention.form, kind, actor)
        members = {self.found[n].span: several for n, several in self.sets.items()} | joined
        for span, several in members.items():
            self._add_set(span, several, ids, actors, shown)
        return self._numbered(asked, shown, members, actors)

    def _add_set(
        self, span: Span, several: Sequence[int], ids: dict[int, str], actors: list[Actor], shown: dict[Span, _Shown]
    ) -> None:
        """The actor that several parties are together, made once for the same parties."""
        of = [actors[int(a[1:]) - 1] for a in dict.fromkeys(ids[n] for n in several if n in ids)]
        if len(of) < 2:
            return
        name = " and ".join(a.name for a in of)
        known = self.made.get(name)
        if known is None:
            kinds = {a.type for a in of}
            kind: ActorType = (
                "people" if kinds <= {"person", "people"} else (of[0].type if len(kinds) == 1 else "other")
            )
            known = Actor(id=f"a{len(actors) + 1}", name=name, type=kind)
            actors.append(known)
            self.made[name] = known
        shown[span] = _Shown(shown[span].form if span in shown else "name", known.type, known.id)

    def _numbered(
        self,
        asked: Sequence[Span],
        shown: dict[Span, _Shown],
        members: dict[Span, tuple[int, ...]],
        actors: list[Actor],
    ) -> Cast:
        """Numbers the mentions in order of the text."""
        made: dict[Span, Mention] = {}
        for k, span in enumerate(sorted(shown, key=lambda s: (s[0], -s[1])), 1):
            words = shown[span]
            made[span] = Mention(id=f"m{k}", span=span, form=words.form, type=words.type, actor=words.actor)
        sources = {}
        for span in asked:
            at = self.finder.find(span)
            mention = made.get(span) or (made.get(self.found[at].span) if at is not None else None)
            if mention:
                sources[span] = mention
        sets: Members = {}
        for span, several in members.items():
            actor = made[span].actor if span in made else None
            if actor and actors[int(actor[1:]) - 1].key is None:
                spans = [self.found[n].span for n in several]
                sets.setdefault(actor, [made[s].id for s in spans if s in made])
        used = {m.actor for m in made.values()}
        return Cast(tuple(made.values()), tuple(a for a in actors if a.id in used), sources, sets)
